//! The closed vocabularies of the field. The code is what the database, the files and the API hold;
//! the label is the Chinese term, which files may hold as well.

use schemars::JsonSchema;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// A word that is neither a code nor a label of the vocabulary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownWord {
    /// The vocabulary asked.
    pub vocabulary: &'static str,
    /// The word that it does not know.
    pub word: String,
}

impl std::fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} is not a {}", self.word, self.vocabulary)
    }
}

impl std::error::Error for UnknownWord {}

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $code:literal $label:literal,)+ }) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum,
            Serialize, Deserialize, JsonSchema,
        )]
        #[sea_orm(rs_type = "String", db_type = "String(StringLen::None)")]
        pub enum $name {
            $(
                #[doc = $label]
                #[sea_orm(string_value = $code)]
                #[serde(rename = $code)]
                $variant,
            )+
        }

        impl $name {
            /// Every word, in the order of the vocabulary.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The code, as the database and the API write it.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }

            /// The Chinese term.
            pub fn label(self) -> &'static str {
                match self {
                    $(Self::$variant => $label,)+
                }
            }
        }

        impl FromStr for $name {
            type Err = UnknownWord;

            fn from_str(word: &str) -> Result<Self, UnknownWord> {
                let word = word.trim();
                Self::ALL.iter().copied().find(|it| it.code() == word || it.label() == word).ok_or_else(|| {
                    UnknownWord { vocabulary: stringify!($name), word: word.to_owned() }
                })
            }
        }
    };
}

vocabulary!(
    /// What sort of body a unit is.
    UnitKind {
        Government "GOVERNMENT" "人民政府",
        Office "OFFICE" "办公厅(室)",
        Department "DEPARTMENT" "工作部门",
        InternalOffice "INTERNAL_OFFICE" "内设机构",
        Dispatched "DISPATCHED" "派出机构",
        PublicInstitution "PUBLIC_INSTITUTION" "公共企事业单位",
        DisclosureOffice "DISCLOSURE_OFFICE" "政务公开办",
    }
);

vocabulary!(
    /// The level of government that a unit belongs to.
    UnitLevel {
        National "NATIONAL" "国家",
        Province "PROVINCE" "省",
        City "CITY" "市",
        County "COUNTY" "县(市、区)",
        Town "TOWN" "乡镇(街道)",
        Village "VILLAGE" "村(社区)",
    }
);

vocabulary!(
    /// How an item is disclosed.
    DisclosureMethod {
        Proactive "PROACTIVE" "主动公开",
        OnRequest "ON_REQUEST" "依申请公开",
    }
);

vocabulary!(
    /// To whom an item is disclosed.
    Audience {
        Public "PUBLIC" "全社会",
        SpecificGroup "SPECIFIC_GROUP" "特定群体",
    }
);

vocabulary!(
    /// Where an item is disclosed.
    DisclosureChannel {
        Website "WEBSITE" "政府网站",
        Gazette "GAZETTE" "政府公报",
        SocialMedia "SOCIAL_MEDIA" "两微一端",
        PressOrHearing "PRESS_OR_HEARING" "发布会/听证会",
        Broadcast "BROADCAST" "广播电视",
        Print "PRINT" "纸质媒体",
        ReadingPoint "READING_POINT" "公开查阅点",
        ServiceCentre "SERVICE_CENTRE" "政务服务中心",
        ServiceStation "SERVICE_STATION" "便民服务站",
        OnSite "ON_SITE" "入户/现场",
        NoticeBoard "NOTICE_BOARD" "社区/企事业单位/村公示栏",
        Push "PUSH" "精准推送",
        Other "OTHER" "其他",
    }
);

vocabulary!(
    /// A tier of government that discloses an item.
    GovernmentTier {
        Province "PROVINCE" "省级",
        City "CITY" "市级",
        County "COUNTY" "县级",
        Township "TOWNSHIP" "乡级",
    }
);

vocabulary!(
    /// What kind of document a document is: the fifteen kinds of official documents, and the names that
    /// normative documents carry.
    DocumentGenre {
        Resolution "RESOLUTION" "决议",
        Decision "DECISION" "决定",
        Order "ORDER" "命令(令)",
        Communique "COMMUNIQUE" "公报",
        Announcement "ANNOUNCEMENT" "公告",
        CircularNotice "CIRCULAR_NOTICE" "通告",
        Opinion "OPINION" "意见",
        Notice "NOTICE" "通知",
        Circular "CIRCULAR" "通报",
        Report "REPORT" "报告",
        Request "REQUEST" "请示",
        Reply "REPLY" "批复",
        Proposal "PROPOSAL" "议案",
        Letter "LETTER" "函",
        Minutes "MINUTES" "纪要",
        Measures "MEASURES" "办法",
        Provisions "PROVISIONS" "规定",
        Rules "RULES" "规则",
        DetailedRules "DETAILED_RULES" "细则",
        Plan "PLAN" "方案",
        Other "OTHER" "其他",
    }
);

vocabulary!(
    /// In what form an interpretation explains.
    InterpretationForm {
        Text "TEXT" "文字解读",
        QuestionsAndAnswers "QUESTIONS_AND_ANSWERS" "简明问答",
        Infographic "INFOGRAPHIC" "图解",
        Video "VIDEO" "视频",
        Audio "AUDIO" "音频",
        Animation "ANIMATION" "动漫",
        PressConference "PRESS_CONFERENCE" "新闻发布会",
        ExpertCommentary "EXPERT_COMMENTARY" "专家解读",
        CaseStudy "CASE_STUDY" "案例说明",
        Leaflet "LEAFLET" "明白卡",
    }
);

vocabulary!(
    /// What an interpretation explains.
    InterpretationElement {
        Background "BACKGROUND" "背景依据",
        Purpose "PURPOSE" "目的意义",
        DraftingProcess "DRAFTING_PROCESS" "研判起草过程",
        Goals "GOALS" "工作目标",
        MainContent "MAIN_CONTENT" "主要内容",
        Innovations "INNOVATIONS" "创新举措",
        Safeguards "SAFEGUARDS" "保障措施",
    }
);

vocabulary!(
    /// How a document refers to another.
    DocumentRelationKind {
        BasedOn "BASED_ON" "依据",
        Amends "AMENDS" "修改",
        Repeals "REPEALS" "废止",
        Replaces "REPLACES" "替代",
        Forwards "FORWARDS" "转发",
        Cites "CITES" "引用",
    }
);

vocabulary!(
    /// What happened to the validity of a document.
    ValidityEventKind {
        Enact "ENACT" "制定",
        Commence "COMMENCE" "施行",
        Confirm "CONFIRM" "继续有效",
        Amend "AMEND" "修改",
        PartialRepeal "PARTIAL_REPEAL" "部分废止",
        Repeal "REPEAL" "废止",
        Expire "EXPIRE" "有效期届满",
        Extend "EXTEND" "延长有效期",
        Suspend "SUSPEND" "暂停执行",
        Reinstate "REINSTATE" "恢复执行",
        Correct "CORRECT" "更正",
    }
);

vocabulary!(
    /// Whether a document is in force on a day. Derived, never stored.
    ValidityStatus {
        NotYetEffective "NOT_YET_EFFECTIVE" "尚未生效",
        Effective "EFFECTIVE" "现行有效",
        Amended "AMENDED" "已修改",
        Suspended "SUSPENDED" "暂停执行",
        Repealed "REPEALED" "废止",
        Lapsed "LAPSED" "失效",
        Unknown "UNKNOWN" "待核",
    }
);

vocabulary!(
    /// The types of object that the change log and references to source systems name.
    SubjectType {
        Unit "UNIT" "单位",
        Catalog "CATALOG" "目录规范",
        CatalogEntry "CATALOG_ENTRY" "公开事项",
        Document "DOCUMENT" "文件",
        Interpretation "INTERPRETATION" "解读",
        HolidayNotice "HOLIDAY_NOTICE" "放假安排",
        TaskPlan "TASK_PLAN" "分工方案",
        Task "TASK" "工作任务",
    }
);

vocabulary!(
    /// What a change did to its subject.
    ChangeOperation {
        Upsert "UPSERT" "新增或更新",
        Tombstone "TOMBSTONE" "撤除",
    }
);

vocabulary!(
    /// Which part of its subject a change touched.
    ChangeKind {
        Content "CONTENT" "内容",
        Validity "VALIDITY" "有效性",
        Links "LINKS" "关联",
        Metadata "METADATA" "元数据",
    }
);

vocabulary!(
    /// Why an object is no longer public.
    TombstoneReason {
        Withdrawn "WITHDRAWN" "撤回",
        AccessLost "ACCESS_LOST" "不再公开",
        Duplicate "DUPLICATE" "重复发布",
        RemovedAtSource "REMOVED_AT_SOURCE" "来源已删除",
    }
);

vocabulary!(
    /// Something in a content norm that a program can check.
    ContentRequirement {
        Title "TITLE" "标题",
        DocumentNumber "DOCUMENT_NUMBER" "文号",
        Body "BODY" "正文",
        IssuedOn "ISSUED_ON" "成文日期",
        ValidityPeriod "VALIDITY_PERIOD" "有效期",
        InterpretationLinked "INTERPRETATION_LINKED" "文件与解读关联",
        InterpretationPublishedTogether "INTERPRETATION_PUBLISHED_TOGETHER" "文件与解读同步发布",
        InterpretationRequired "INTERPRETATION_REQUIRED" "须解读",
        InterpretationInText "INTERPRETATION_IN_TEXT" "文字解读",
        InterpretationInSeveralForms "INTERPRETATION_IN_SEVERAL_FORMS" "多种形式解读",
        DownloadAsPdf "DOWNLOAD_AS_PDF" "PDF下载",
        DownloadAsText "DOWNLOAD_AS_TEXT" "文本下载",
        DraftingOffice "DRAFTING_OFFICE" "起草处室",
        Contact "CONTACT" "联系方式",
    }
);

vocabulary!(
    /// What sort of number a document carries.
    DocumentNumberKind {
        DocNo "DOC_NO" "发文字号",
        Order "ORDER" "令",
        Announcement "ANNOUNCEMENT" "公告",
        NoticeNo "NOTICE_NO" "通告",
        Registration "REGISTRATION" "统一编号",
        Partial "PARTIAL" "缺机关代字",
        NotANumber "NONE" "非文号",
    }
);

vocabulary!(
    /// What sort of time limit a clause sets.
    TimeLimitKind {
        WithinAfter "WITHIN_AFTER" "之后若干日内",
        WithinBefore "WITHIN_BEFORE" "之前若干日内",
        AtLeast "AT_LEAST" "不少于",
        AtMost "AT_MOST" "不超过",
        Duration "DURATION" "期间",
        Range "RANGE" "幅度",
        OneOf "ONE_OF" "几者之一",
        FixedDate "FIXED_DATE" "固定日期",
        FixedMonth "FIXED_MONTH" "固定月份",
        DateRange "DATE_RANGE" "日期区间",
        Recurring "RECURRING" "周期",
        RecurringDate "RECURRING_DATE" "周期日期",
        Prompt "PROMPT" "及时",
        Realtime "REALTIME" "实时",
        OnProgress "ON_PROGRESS" "按进展",
        LongTerm "LONG_TERM" "长期",
        Continuous "CONTINUOUS" "持续",
        Simultaneous "SIMULTANEOUS" "同步",
        Immediate "IMMEDIATE" "当场",
        PeriodicUnspecified "PERIODIC_UNSPECIFIED" "定期",
        External "EXTERNAL" "从其规定",
        Ditto "DITTO" "同上",
        EffectiveFrom "EFFECTIVE_FROM" "自某日起施行",
        ValidUntil "VALID_UNTIL" "有效期至",
        AfterAtLeast "AFTER_AT_LEAST" "之后至少",
        MoreThan "MORE_THAN" "超过",
        UnspecifiedDeadline "UNSPECIFIED_DEADLINE" "未定期限",
    }
);

vocabulary!(
    /// In what a time limit counts.
    TimeLimitUnit {
        Hour "HOUR" "小时",
        Day "DAY" "日",
        WorkingDay "WORKING_DAY" "工作日",
        Week "WEEK" "周",
        Month "MONTH" "月",
        Year "YEAR" "年",
    }
);

vocabulary!(
    /// What starts the clock of a time limit.
    TimeLimitTrigger {
        InfoFormedOrChanged "INFO_FORMED_OR_CHANGED" "信息形成或者变更",
        InfoFormed "INFO_FORMED" "信息形成",
        InfoChanged "INFO_CHANGED" "信息变更",
        InfoMadeOrObtained "INFO_MADE_OR_OBTAINED" "信息制作或者获取",
        DocumentMadeOrObtained "DOCUMENT_MADE_OR_OBTAINED" "文件制定或者获取",
        DocumentIssued "DOCUMENT_ISSUED" "文件印发",
        Published "PUBLISHED" "公布",
        Effective "EFFECTIVE" "施行",
        PeoplesCongressApproval "PEOPLES_CONGRESS_APPROVAL" "人大批准",
        Approved "APPROVED" "批准",
        DecisionMade "DECISION_MADE" "作出决定",
        AllocationResultFixed "ALLOCATION_RESULT_FIXED" "分配结果确定",
        ResultFixed "RESULT_FIXED" "结果确定",
        ContractSigned "CONTRACT_SIGNED" "合同签订",
        Completed "COMPLETED" "办结",
        ApplicationReceived "APPLICATION_RECEIVED" "收到申请",
        CorrectionReceived "CORRECTION_RECEIVED" "收到补正",
        ConsultationReceived "CONSULTATION_RECEIVED" "收到征求意见书",
        MessageReceived "MESSAGE_RECEIVED" "收到留言",
        NoticeReceived "NOTICE_RECEIVED" "收到通知",
        ValidityExpiry "VALIDITY_EXPIRY" "有效期届满",
        PeriodEnd "PERIOD_END" "期间结束",
        Event "EVENT" "事项发生",
        Other "OTHER" "其他",
    }
);

vocabulary!(
    /// On which side of its trigger or day a limit lies.
    TimeLimitDirection {
        After "AFTER" "之后",
        Before "BEFORE" "之前",
        On "ON" "当日",
    }
);

vocabulary!(
    /// Whether an amount is the least or the most.
    TimeLimitBound {
        Minimum "MINIMUM" "至少",
        Maximum "MAXIMUM" "至多",
    }
);

vocabulary!(
    /// How often a limit recurs.
    Recurrence {
        Day "DAY" "每日",
        Week "WEEK" "每周",
        Month "MONTH" "每月",
        Quarter "QUARTER" "每季度",
        HalfYear "HALF_YEAR" "每半年",
        Year "YEAR" "每年",
    }
);

vocabulary!(
    /// A character that a web page lost, put back to understand the words.
    TimeLimitRepair {
        LostMonthCharacter "LOST_MONTH_CHARACTER" "补月字",
        LostYearCharacter "LOST_YEAR_CHARACTER" "补年字",
    }
);

vocabulary!(
    /// How a unit takes part in a task.
    UnitRole {
        Lead "LEAD" "牵头",
        Responsible "RESPONSIBLE" "责任",
        Implementing "IMPLEMENTING" "落实",
        Cooperating "COOPERATING" "配合",
    }
);

vocabulary!(
    /// A group of units that a list names as one.
    UnitGroup {
        Counties "COUNTIES" "各县(市、区)",
        DevelopmentZones "DEVELOPMENT_ZONES" "各开发区",
        Towns "TOWNS" "各乡镇(街道)",
        Villages "VILLAGES" "各村(社区)",
        Departments "DEPARTMENTS" "各部门",
        InternalOffices "INTERNAL_OFFICES" "各科室",
        PublicInstitutions "PUBLIC_INSTITUTIONS" "各公共企事业单位",
        AllUnits "ALL_UNITS" "各单位",
    }
);

vocabulary!(
    /// What a notice of the State Council makes of a day.
    DayKind {
        Off "OFF" "放假",
        Work "WORK" "上班",
    }
);

vocabulary!(
    /// How far a task has come.
    TaskProgress {
        NotStarted "NOT_STARTED" "未开始",
        InProgress "IN_PROGRESS" "进行中",
        Done "DONE" "已完成",
    }
);

vocabulary!(
    /// What a program finds wrong with a task plan. Derived, never stored.
    TaskFindingKind {
        DeadlineBeforePublication "DEADLINE_BEFORE_PUBLICATION" "时限早于发布日期",
        BodyDiffers "BODY_DIFFERS" "正文与分工表不一致",
        DuplicateTask "DUPLICATE_TASK" "任务重复",
        LaterThanLaw "LATER_THAN_LAW" "时限晚于法定期限",
        DeadlineNeedsReview "DEADLINE_NEEDS_REVIEW" "时限需人工核对",
    }
);
