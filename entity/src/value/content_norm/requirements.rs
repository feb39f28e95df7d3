//! What a program can check of a norm. Only what the words demand: what they leave out, allow or recommend is no demand.

use crate::value::ContentRequirement::{self, *};

/// Words that take back what their clause names.
const NEGATIONS: [&str; 17] = [
    "不要求",
    "无需",
    "无须",
    "毋须",
    "不需",
    "不必",
    "不用",
    "可不",
    "不得",
    "不宜",
    "不含",
    "不包括",
    "不包含",
    "不再",
    "暂不",
    "免于",
    "不予",
];
/// Words that take back what stands before them in their item.
const EXCEPTIONS: [&str; 6] = ["除外", "不公开", "可不", "免填", "省略", "可选"];
/// Words that only recommend or allow.
const RECOMMENDATIONS: [&str; 31] = [
    "建议",
    "鼓励",
    "提倡",
    "倡导",
    "推荐",
    "尽量",
    "尽可能",
    "酌情",
    "视情",
    "可视情",
    "有条件的",
    "可采用",
    "可使用",
    "可通过",
    "可提供",
    "可附",
    "可选",
    "可结合",
    "可根据",
    "可同步",
    "可同时",
    "可另",
    "可自行",
    "可增加",
    "可发布",
    "可采取",
    "可运用",
    "可配",
    "可制作",
    "也可",
    "宜",
];
/// 可以 before these tells what a thing is like: 可以全文公开的文件.
const ABLE: [&str; 5] = ["全文", "公开", "下载", "查", "向社会"];
/// Words with which a clause demands again after a recommendation.
const DEMANDS: [&str; 10] = ["须", "应", "提供", "同步", "注明", "包括", "公布", "必", "需", "要求"];

/// An item of a norm, and what the words around it make of it.
struct Item<'a> {
    words: &'a str,
    /// Named, and not demanded.
    is_idle: bool,
}

/// What in a norm's words a program can check.
pub fn requirements(text: &str) -> Vec<ContentRequirement> {
    let items = items(text);
    let demanded: Vec<&str> = items.iter().filter(|item| !item.is_idle).map(|item| item.words).collect();
    let has = |words: &[&str]| demanded.iter().any(|item| words.iter().any(|word| item.contains(word)));
    let about = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let heads = |item: &&&str| !["小标题", "副标题", "各级标题", "列标题"].iter().any(|word| item.contains(word));
    // 证书有效期 is the term of what a document grants.
    let own_term = |item: &&&str| !["证", "许可", "资质", "执照"].iter().any(|word| item.contains(word));
    let any = |words: &[&str], of: &dyn Fn(&&&str) -> bool| {
        demanded.iter().filter(|item| of(item)).any(|item| words.iter().any(|word| item.contains(word)))
    };
    let download = about(&["下载"]) && !items.iter().any(|item| item.is_idle && item.words.contains("下载"));
    let together = ["同步", "同时", "同期"];
    let published = ["发布", "公开", "组织", "推出", "部署", "公布", "上线", "审签"];
    let is_together = |item: &&&str| {
        together
            .iter()
            .any(|word| item.split(word).skip(1).any(|rest| published.iter().any(|verb| rest.starts_with(verb))))
    };
    let checks = [
        (Title, any(&["标题", "文件名称", "文件题名"], &heads)),
        (DocumentNumber, has(&["文号", "发文字号", "文件字号"])),
        (Body, has(&["正文", "全文", "文件内容"])),
        (
            IssuedOn,
            has(&["发文日期", "成文日期", "印发日期", "制发日期", "发文时间", "成文时间", "印发时间", "落款日期"]),
        ),
        (ValidityPeriod, any(&["有效时间", "有效期", "有效性", "时效性", "有效时限", "有效状态"], &own_term)),
        (
            InterpretationLinked,
            has(&["相互关联", "互相关联", "双向关联", "关联解读", "解读关联", "相互链接", "互相链接"])
                || about(&["解读"]) && has(&["关联"]),
        ),
        (InterpretationPublishedTogether, demanded.iter().any(|item| is_together(&item))),
        (InterpretationRequired, demanded.iter().any(|item| demands_interpretation(item))),
        (InterpretationInText, has(&["文字解读", "文字形式解读", "文字版解读"])),
        (
            InterpretationInSeveralForms,
            about(&["解读"]) && has(&["多种形式", "多种方式", "多形式", "多样化形式", "两种以上形式", "多元化"]),
        ),
        (DownloadAsPdf, download && has(&["PDF", "pdf", "Pdf"])),
        (DownloadAsText, download && has(&["文本", "WORD", "Word", "word", "TXT", "txt", "OFD可编辑"])),
        (DraftingOffice, has(&["起草处室", "起草科室", "起草股室", "起草单位", "起草部门", "起草机构", "拟稿单位"])),
        (Contact, has(&["联系方式", "联系电话", "咨询电话", "咨询方式", "联系人"])),
    ];
    checks.into_iter().filter_map(|(requirement, present)| present.then_some(requirement)).collect()
}

/// The items of a norm: its clauses, split at 、. A recommendation reaches to the end of its sentence, or to a clause
/// that demands again; a negation reaches to the end of its clause.
fn items(text: &str) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    for sentence in text.split([';', '；', '。', '\n']) {
        let mut recommended = false;
        for clause in sentence.split([',', '，']) {
            recommended &= !DEMANDS.iter().any(|word| clause.contains(word));
            let mut negated = false;
            for words in clause.split('、') {
                recommended |= recommends(words);
                negated |= NEGATIONS.iter().any(|word| words.contains(word));
                let excepted = EXCEPTIONS.iter().any(|word| words.contains(word));
                items.push(Item { words, is_idle: recommended || negated || excepted });
            }
        }
    }
    items
}

fn recommends(words: &str) -> bool {
    let may = || words.split("可以").skip(1).any(|rest| !ABLE.iter().any(|able| rest.starts_with(able)));
    RECOMMENDATIONS.iter().any(|word| words.contains(word)) && !words.contains("适宜") && !words.contains("事宜")
        || may()
}

/// 必须解读, 应当同步进行政策解读: a demand, and at most some words between it and 解读.
fn demands_interpretation(words: &str) -> bool {
    const DEMANDS: [&str; 7] = ["须", "应当", "应", "需要", "需", "均要", "要"];
    const BETWEEN: [&str; 16] = [
        "同步", "及时", "进行", "予以", "予", "开展", "做好", "作出", "一律", "对其", "发布", "公开", "组织", "政策",
        "相应", "全面",
    ];
    let mut starts = words.match_indices("解读").map(|(at, _)| at);
    starts.any(|at| {
        let mut before = &words[..at];
        while let Some(rest) = BETWEEN.iter().find_map(|word| before.strip_suffix(word)) {
            before = rest;
        }
        let is_other = ["主要", "重要", "必要", "纲要", "简要"].iter().any(|word| before.ends_with(word));
        !is_other && DEMANDS.iter().any(|word| before.ends_with(word))
    })
}
