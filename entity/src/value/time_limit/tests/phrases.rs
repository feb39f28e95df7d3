//! Phrases of our own for each kind, beside those of the open file.

use super::*;

/// What is said of a phrase: its clauses, each as the kind and the fields that are set.
fn said(phrase: &str) -> (String, bool) {
    let found = parse(phrase);
    let clause = |clause: &Clause| {
        let value = serde_json::to_value(clause).expect("a clause is JSON");
        let fields = value.as_object().expect("a clause").iter();
        let set =
            fields.filter(|(name, value)| *name != "kind" && !value.is_null() && **value != serde_json::json!(false));
        let set = set.map(|(name, value)| format!(" {name}={}", value.to_string().trim_matches('"')));
        format!("{}{}", clause.kind.code(), set.collect::<String>())
    };
    (found.clauses.iter().map(clause).collect::<Vec<_>>().join(" | "), found.needs_review)
}

pub(super) fn check(phrases: &[(&str, &str)]) {
    for (phrase, meaning) in phrases {
        assert_eq!(said(phrase), ((*meaning).to_owned(), false), "{phrase}");
    }
}

/// Phrases of which something stays open. What is understood is still told.
pub(super) fn check_review(phrases: &[(&str, &str)]) {
    for (phrase, meaning) in phrases {
        assert_eq!(said(phrase), ((*meaning).to_owned(), true), "{phrase}");
    }
}

#[test]
fn an_amount_after_something() {
    check(&[
        (
            "信息形成或變更之日起3個工作日內(nèi)",
            "WITHIN_AFTER amount=3 direction=AFTER trigger=INFO_FORMED_OR_CHANGED unit=WORKING_DAY",
        ),
        (
            "自信息形\n成或者变\n更之日起\n20个工作\n日内予以\n公开",
            "WITHIN_AFTER amount=20 direction=AFTER trigger=INFO_FORMED_OR_CHANGED unit=WORKING_DAY",
        ),
        ("批准后二十日内", "WITHIN_AFTER amount=20 direction=AFTER trigger=APPROVED unit=DAY"),
        ("经本级人大批准后20日内", "WITHIN_AFTER amount=20 direction=AFTER trigger=PEOPLES_CONGRESS_APPROVAL unit=DAY"),
        (
            "自作出行政处罚决定之日起7个工作日内公开",
            "WITHIN_AFTER amount=7 direction=AFTER trigger=DECISION_MADE unit=WORKING_DAY",
        ),
        ("决定书作出之日起7个工作日", "WITHIN_AFTER amount=7 direction=AFTER trigger=DECISION_MADE unit=WORKING_DAY"),
        ("该信息形成之日起两周内", "WITHIN_AFTER amount=2 direction=AFTER trigger=INFO_FORMED unit=WEEK"),
        (
            "政府采购合同签订之日起2个工作日内公告",
            "WITHIN_AFTER amount=2 direction=AFTER trigger=CONTRACT_SIGNED unit=WORKING_DAY",
        ),
        (
            "项目审批结果确定之日起7个工作日内",
            "WITHIN_AFTER amount=7 direction=AFTER trigger=RESULT_FIXED unit=WORKING_DAY",
        ),
        (
            "自收到申请之日起，20个工作日内",
            "WITHIN_AFTER amount=20 direction=AFTER trigger=APPLICATION_RECEIVED unit=WORKING_DAY",
        ),
        (
            "收到补正申请之日起5个工作日内",
            "WITHIN_AFTER amount=5 direction=AFTER trigger=CORRECTION_RECEIVED unit=WORKING_DAY",
        ),
        (
            "自收到留言之日起5个工作日内答复",
            "WITHIN_AFTER amount=5 direction=AFTER trigger=MESSAGE_RECEIVED unit=WORKING_DAY",
        ),
        (
            "自收到征求意见函之日起10日内反馈",
            "WITHIN_AFTER amount=10 direction=AFTER trigger=CONSULTATION_RECEIVED unit=DAY",
        ),
        (
            "制定机关应当自收到通知之日起15日内补充",
            "WITHIN_AFTER amount=15 direction=AFTER trigger=NOTICE_RECEIVED unit=DAY",
        ),
        ("公示期满后5个工作日内", "WITHIN_AFTER amount=5 direction=AFTER trigger=PERIOD_END unit=WORKING_DAY"),
        ("每季度结束后15日内", "WITHIN_AFTER amount=15 direction=AFTER recurrence=QUARTER trigger=PERIOD_END unit=DAY"),
        ("每年预算批准后20日内", "WITHIN_AFTER amount=20 direction=AFTER recurrence=YEAR trigger=APPROVED unit=DAY"),
        ("会后20个工作日内", "WITHIN_AFTER amount=20 direction=AFTER trigger=EVENT unit=WORKING_DAY"),
        ("突发事件发生后5小时内", "WITHIN_AFTER amount=5 direction=AFTER trigger=EVENT unit=HOUR"),
        ("应自变更之日起2日内更新", "WITHIN_AFTER amount=2 direction=AFTER trigger=INFO_CHANGED unit=DAY"),
        ("文件印发后3个工作日内公开", "WITHIN_AFTER amount=3 direction=AFTER trigger=DOCUMENT_ISSUED unit=WORKING_DAY"),
        ("工程竣工后1个月内", "WITHIN_AFTER amount=1 direction=AFTER trigger=COMPLETED unit=MONTH"),
        ("拨付后15个工作日内", "WITHIN_AFTER amount=15 direction=AFTER trigger=OTHER unit=WORKING_DAY"),
        (
            "最晚在信息产生后的20个工作日内公开",
            "WITHIN_AFTER amount=20 direction=AFTER trigger=INFO_FORMED unit=WORKING_DAY",
        ),
        ("半年内", "WITHIN_AFTER amount=6 direction=AFTER unit=MONTH"),
        ("自受理之日起120日内", "WITHIN_AFTER amount=120 direction=AFTER trigger=APPLICATION_RECEIVED unit=DAY"),
        ("180日内", "WITHIN_AFTER amount=180 direction=AFTER unit=DAY"),
    ]);
}

#[test]
fn an_amount_before_something() {
    check(&[
        (
            "听证会材料应当于召开听证会7日前送达",
            "WITHIN_BEFORE amount=7 bound=MINIMUM direction=BEFORE trigger=EVENT unit=DAY",
        ),
        (
            "起草单位应当在举行听证会的30日前公布",
            "WITHIN_BEFORE amount=30 bound=MINIMUM direction=BEFORE trigger=EVENT unit=DAY",
        ),
        ("会议召开前3日", "WITHIN_BEFORE amount=3 bound=MINIMUM direction=BEFORE trigger=EVENT unit=DAY"),
        ("至少提前3天", "WITHIN_BEFORE amount=3 bound=MINIMUM direction=BEFORE trigger=EVENT unit=DAY"),
        ("提前24小时公告", "WITHIN_BEFORE amount=24 bound=MINIMUM direction=BEFORE trigger=EVENT unit=HOUR"),
        ("有效期届满前30日内", "WITHIN_BEFORE amount=30 direction=BEFORE trigger=VALIDITY_EXPIRY unit=DAY"),
        ("有效期届满30日前", "WITHIN_BEFORE amount=30 bound=MINIMUM direction=BEFORE trigger=VALIDITY_EXPIRY unit=DAY"),
        ("考试前10日", "WITHIN_BEFORE amount=10 bound=MINIMUM direction=BEFORE trigger=EVENT unit=DAY"),
        ("开标前", "WITHIN_BEFORE direction=BEFORE trigger=EVENT"),
        ("会前公开", "WITHIN_BEFORE direction=BEFORE trigger=EVENT"),
        ("招生工作开始前", "WITHIN_BEFORE direction=BEFORE trigger=EVENT"),
    ]);
}

#[test]
fn bounds_lengths_and_alternatives() {
    check(&[
        ("公示不少于7天", "AT_LEAST amount=7 subject=PUBLICITY_PERIOD unit=DAY"),
        ("公示期7天", "DURATION amount=7 subject=PUBLICITY_PERIOD unit=DAY"),
        ("30日以上", "AT_LEAST amount=30 unit=DAY"),
        ("最长不超过30日", "AT_MOST amount=30 unit=DAY"),
        ("保存期限不少于10年", "AT_LEAST amount=10 unit=YEAR"),
        ("有效期五年", "DURATION amount=5 subject=VALIDITY unit=YEAR"),
        ("一年半", "DURATION amount=18 unit=MONTH"),
        ("公开期限1年", "DURATION amount=1 unit=YEAR"),
        ("5至10个工作日", "RANGE amount=5 amountTo=10 unit=WORKING_DAY"),
        ("5-10个工作日内", "RANGE amount=5 amountTo=10 unit=WORKING_DAY"),
        ("3至5年", "RANGE amount=3 amountTo=5 unit=YEAR"),
        ("有效期为3年或者5年", "ONE_OF amount=3 amountTo=5 subject=VALIDITY unit=YEAR"),
        ("规章应当自公布之日起30日后施行", "AFTER_AT_LEAST amount=30 direction=AFTER trigger=PUBLISHED unit=DAY"),
        ("超过2周未更新", "MORE_THAN amount=2 unit=WEEK"),
    ]);
}

#[test]
fn dates_that_do_not_recur() {
    check(&[
        (
            "2022年6月1日起至2022年12月31日止",
            "DATE_RANGE day=1 month=6 until=2022-12-31 untilDay=31 untilMonth=12 year=2022",
        ),
        ("2025年12月31日前", "FIXED_DATE day=31 direction=BEFORE inclusive=true month=12 year=2025"),
        ("2025/12/31", "FIXED_DATE day=31 direction=ON month=12 year=2025"),
        ("2025.12.31前", "FIXED_DATE day=31 direction=BEFORE inclusive=true month=12 year=2025"),
        ("10.1前", "FIXED_DATE day=1 direction=BEFORE inclusive=true month=10"),
        ("于9月30日之前报送", "FIXED_DATE day=30 direction=BEFORE inclusive=true month=9"),
        ("截至12月31日", "FIXED_DATE day=31 direction=BEFORE inclusive=true month=12"),
        ("2020年年底前", "FIXED_DATE direction=BEFORE endOfMonth=true inclusive=true month=12 year=2020"),
        ("到2023年底", "FIXED_DATE direction=BEFORE endOfMonth=true inclusive=true month=12 year=2023"),
        ("11月底", "FIXED_DATE direction=ON endOfMonth=true month=11"),
        ("一季度末前", "FIXED_DATE direction=BEFORE endOfMonth=true inclusive=true month=3"),
        ("年内完成", "FIXED_DATE direction=BEFORE endOfMonth=true inclusive=true month=12"),
        ("2025年内", "FIXED_DATE direction=BEFORE endOfMonth=true inclusive=true month=12 year=2025"),
        ("6月份", "FIXED_MONTH month=6"),
        ("2025年6月", "FIXED_MONTH month=6 year=2025"),
        ("6月上旬", "DATE_RANGE day=1 month=6 untilDay=10 untilMonth=6"),
        ("第三季度", "DATE_RANGE day=1 month=7 untilDay=30 untilMonth=9"),
        ("1-6月", "DATE_RANGE month=1 untilMonth=6"),
        ("4月1日至30日", "DATE_RANGE day=1 month=4 untilDay=30 untilMonth=4"),
        ("2022年4月1日至2023年3月31日", "DATE_RANGE day=1 month=4 until=2023-03-31 untilDay=31 untilMonth=3 year=2022"),
        ("2022年4月-2022年6月", "DATE_RANGE month=4 until=2022-06-30 untilMonth=6 year=2022"),
        (
            "6月30日、12月31日前",
            "FIXED_DATE day=30 direction=BEFORE inclusive=true month=6 | FIXED_DATE day=31 direction=BEFORE inclusive=true month=12",
        ),
    ]);
}

#[test]
fn what_recurs() {
    check(&[
        ("每年不迟于3月31日", "RECURRING_DATE day=31 direction=BEFORE inclusive=true month=3 recurrence=YEAR"),
        ("半年至少一次", "RECURRING minimumTimes=1 recurrence=HALF_YEAR"),
        ("按季度公开", "RECURRING recurrence=QUARTER"),
        ("半年一次", "RECURRING minimumTimes=1 recurrence=HALF_YEAR"),
        ("一年两次", "RECURRING minimumTimes=2 recurrence=YEAR"),
        ("每年至少公开2次", "RECURRING minimumTimes=2 recurrence=YEAR"),
        ("每个工作日更新", "RECURRING recurrence=DAY"),
        (
            "每季度末前",
            "RECURRING_DATE direction=BEFORE endOfMonth=true inclusive=true monthOfPeriod=3 recurrence=QUARTER",
        ),
        ("每月底前", "RECURRING_DATE direction=BEFORE endOfMonth=true inclusive=true recurrence=MONTH"),
        ("每月10日前", "RECURRING_DATE day=10 direction=BEFORE inclusive=true recurrence=MONTH"),
        ("每月15号前", "RECURRING_DATE day=15 direction=BEFORE inclusive=true recurrence=MONTH"),
        ("每周五前", "RECURRING_DATE day=5 direction=BEFORE inclusive=true recurrence=WEEK"),
        ("次年1月31日前", "RECURRING_DATE day=31 direction=BEFORE inclusive=true month=1 recurrence=YEAR"),
        ("次月10日前", "RECURRING_DATE day=10 direction=BEFORE inclusive=true recurrence=MONTH"),
        (
            "每季度第二个月10日前",
            "RECURRING_DATE day=10 direction=BEFORE inclusive=true monthOfPeriod=2 recurrence=QUARTER",
        ),
        (
            "每季度最后一个月底前",
            "RECURRING_DATE direction=BEFORE endOfMonth=true inclusive=true monthOfPeriod=3 recurrence=QUARTER",
        ),
        ("每年3月", "RECURRING_DATE direction=ON month=3 recurrence=YEAR"),
        ("每年1月至3月", "RECURRING_DATE month=1 recurrence=YEAR untilMonth=3"),
        ("每年年底前", "RECURRING_DATE direction=BEFORE endOfMonth=true inclusive=true month=12 recurrence=YEAR"),
        (
            "每年6月底前、12月底前",
            "RECURRING_DATE direction=BEFORE endOfMonth=true inclusive=true month=6 recurrence=YEAR | RECURRING_DATE direction=BEFORE endOfMonth=true inclusive=true month=12 recurrence=YEAR",
        ),
        (
            "每年4月、10月各公布一次",
            "RECURRING_DATE direction=ON month=4 recurrence=YEAR | RECURRING_DATE direction=ON month=10 recurrence=YEAR",
        ),
    ]);
}

#[test]
fn words_that_are_limits() {
    check(&[
        ("收到申请当日", "IMMEDIATE trigger=APPLICATION_RECEIVED"),
        ("随时公布", "REALTIME"),
        ("尽快公开", "PROMPT"),
        ("受理当日", "IMMEDIATE trigger=APPLICATION_RECEIVED"),
        ("信息生成后即时公开", "REALTIME trigger=INFO_FORMED"),
        ("经批准后及时公开", "PROMPT trigger=APPROVED"),
        ("根据工作进展及时公开", "ON_PROGRESS"),
        ("永久", "LONG_TERM"),
        ("全年持续", "CONTINUOUS day=1 month=1 untilDay=31 untilMonth=12"),
        ("2022年全年", "CONTINUOUS day=1 month=1 untilDay=31 untilMonth=12 year=2022"),
        ("常态化推进", "CONTINUOUS"),
        ("动态", "PERIODIC_UNSPECIFIED"),
        ("动态更新", "PERIODIC_UNSPECIFIED subject=UPDATE"),
        ("定期更新", "PERIODIC_UNSPECIFIED subject=UPDATE"),
        ("适时公开", "PERIODIC_UNSPECIFIED"),
        ("〃", "DITTO"),
        ("按时公开", "UNSPECIFIED_DEADLINE"),
        ("与文件同步发布", "SIMULTANEOUS with=DOCUMENT"),
        ("解读材料与政策文件同步组织、同步审签、同步部署", "SIMULTANEOUS with=INTERPRETATION"),
        ("各部门要坚持政务公开工作和业务工作同步部署、同步推进、同步落实", "SIMULTANEOUS"),
    ]);
}

#[test]
fn limits_set_elsewhere() {
    check(&[
        (
            "信息形成之日起20个工作日内公开（法律、法规另有规定的从其规定）",
            "WITHIN_AFTER amount=20 direction=AFTER trigger=INFO_FORMED unit=WORKING_DAY | EXTERNAL authority=法律、法规",
        ),
        ("按规定时限公开", "EXTERNAL"),
        ("按照《征信业管理条例》规定执行", "EXTERNAL authority=征信业管理条例"),
        ("依照法律法规规定", "EXTERNAL authority=法律法规"),
        ("法律法规另有规定的从其规定", "EXTERNAL authority=法律法规"),
        ("有关的机关应当在规定期限内回复", "EXTERNAL"),
    ]);
}

#[test]
fn force() {
    check(&[
        (
            "本办法自发布之日起施行，有效期5年",
            "EFFECTIVE_FROM trigger=PUBLISHED | DURATION amount=5 subject=VALIDITY unit=YEAR",
        ),
        (
            "自2024年3月1日起施行，有效期至2029年2月28日",
            "EFFECTIVE_FROM day=1 month=3 year=2024 | VALID_UNTIL day=28 inclusive=true month=2 year=2029",
        ),
    ]);
}

#[test]
fn several_limits() {
    check(&[
        (
            "应当自该政府信息形成或者变更之日起20个工作日内及时公开。法律、法规对政府信息公开的期限另有规定的,从其规定。",
            "WITHIN_AFTER amount=20 direction=AFTER trigger=INFO_FORMED_OR_CHANGED unit=WORKING_DAY | EXTERNAL authority=法律、法规",
        ),
        (
            "行政机关不能当场答复的，应当自收到申请之日起20个工作日内予以答复；需要延长答复期限的，延长的期限最长不得超过20个工作日",
            "WITHIN_AFTER amount=20 direction=AFTER trigger=APPLICATION_RECEIVED unit=WORKING_DAY | AT_MOST amount=20 subject=EXTENSION unit=WORKING_DAY",
        ),
        (
            "1.信息形成后20个工作日内;2.每年1月31日前",
            "WITHIN_AFTER amount=20 direction=AFTER trigger=INFO_FORMED unit=WORKING_DAY | RECURRING_DATE day=31 direction=BEFORE inclusive=true month=1 recurrence=YEAR",
        ),
        (
            "政策出台后3个工作日内同步解读",
            "WITHIN_AFTER amount=3 direction=AFTER trigger=DOCUMENT_ISSUED unit=WORKING_DAY | SIMULTANEOUS with=INTERPRETATION",
        ),
        ("及时公开，长期公示", "PROMPT | LONG_TERM"),
        (
            "每年1月10日前更新，变更后10个工作日内更新",
            "RECURRING_DATE day=10 direction=BEFORE inclusive=true month=1 recurrence=YEAR | WITHIN_AFTER amount=10 direction=AFTER trigger=INFO_CHANGED unit=WORKING_DAY",
        ),
        ("按照省政府规定，每季度公开一次", "RECURRING minimumTimes=1 recurrence=QUARTER"),
    ]);
}

#[test]
fn lost_characters() {
    check(&[
        ("1111日前", "FIXED_DATE day=11 direction=BEFORE inclusive=true month=11"),
        ("20221030日前", "FIXED_DATE day=30 direction=BEFORE inclusive=true month=10 year=2022"),
        ("20226月30日前", "FIXED_DATE day=30 direction=BEFORE inclusive=true month=6 year=2022"),
        ("2022年1030日前", "FIXED_DATE day=30 direction=BEFORE inclusive=true month=10 year=2022"),
        ("229日前", "FIXED_DATE day=29 direction=BEFORE inclusive=true month=2"),
    ]);
}

#[test]
fn what_is_not_understood_is_left_to_people() {
    check_review(&[
        ("每月初", "RECURRING recurrence=MONTH"),
        ("111日前", ""),
        ("230日前", ""),
        ("1301日前", ""),
        ("举行会议120日前", ""),
        ("6月中旬前", "DATE_RANGE day=11 month=6 untilDay=20 untilMonth=6"),
        ("每两年一次", ""),
        ("每10个工作日", ""),
        ("每季度最后一周", "RECURRING recurrence=QUARTER"),
        ("每学期", ""),
        ("3月内", ""),
        ("2025年", ""),
        ("工作动态", ""),
        ("另行通知", ""),
        ("无", ""),
        ("逾期未答复", ""),
    ]);
}
