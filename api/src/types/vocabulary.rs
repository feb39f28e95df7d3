//! 枚举: the vocabularies of `entity` as GraphQL enums. A test holds the Chinese terms against those of `entity`.

use async_graphql::Enum;

/// 单位性质. What sort of body a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::UnitKind")]
pub enum UnitKind {
    /// 人民政府. A people's government.
    Government,
    /// 办公厅(室). The general office of a government.
    Office,
    /// 工作部门. A department of a government.
    Department,
    /// 内设机构. An internal office of a department; it issues no normative documents.
    InternalOffice,
    /// 派出机构. A dispatched organ, such as the committee of a development zone.
    Dispatched,
    /// 公共企事业单位. A public enterprise or institution, such as a water company.
    PublicInstitution,
    /// 政务公开办. The office that runs disclosure.
    DisclosureOffice,
}

/// 单位层级. The level of government that a unit belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::UnitLevel")]
pub enum UnitLevel {
    /// 国家. The State.
    National,
    /// 省. A province.
    Province,
    /// 市. A city.
    City,
    /// 县(市、区). A county, city district or county-level city.
    County,
    /// 乡镇(街道). A township, town or sub-district.
    Town,
    /// 村(社区). A village or community.
    Village,
}

/// 公开方式. How an item is disclosed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::DisclosureMethod")]
pub enum DisclosureMethod {
    /// 主动公开. On the office's own initiative (条例第二十条).
    Proactive,
    /// 依申请公开. On request (条例第二十七条).
    OnRequest,
}

/// 公开对象. To whom an item is disclosed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::Audience")]
pub enum Audience {
    /// 全社会. To everybody.
    Public,
    /// 特定群体. To the people whom it concerns.
    SpecificGroup,
}

/// 公开渠道和载体. Where an item is disclosed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::DisclosureChannel")]
pub enum DisclosureChannel {
    /// 政府网站. The government's website.
    Website,
    /// 政府公报. The government's gazette.
    Gazette,
    /// 两微一端. Microblog, WeChat and mobile applications.
    SocialMedia,
    /// 发布会/听证会. Press conferences and hearings.
    PressOrHearing,
    /// 广播电视. Radio and television.
    Broadcast,
    /// 纸质媒体. Newspapers and other print.
    Print,
    /// 公开查阅点. Public reading points in archives and libraries.
    ReadingPoint,
    /// 政务服务中心. The hall for government services.
    ServiceCentre,
    /// 便民服务站. Service stations near people's homes.
    ServiceStation,
    /// 入户/现场. On site, or at people's homes.
    OnSite,
    /// 社区/企事业单位/村公示栏. Notice boards and screens of communities, enterprises and villages.
    NoticeBoard,
    /// 精准推送. Delivered to those whom it concerns.
    Push,
    /// 其他. Another channel.
    Other,
}

/// 公开层级. A tier of government that discloses an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::GovernmentTier")]
pub enum GovernmentTier {
    /// 省级. Province.
    Province,
    /// 市级. City.
    City,
    /// 县级. County.
    County,
    /// 乡级. Township.
    Township,
}

/// 体裁. What kind of document a document is: the fifteen kinds of official documents (党政机关公文处理工作条例) and the names that normative documents carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::DocumentGenre")]
pub enum DocumentGenre {
    /// 决议. A resolution, passed at a meeting.
    Resolution,
    /// 决定. A decision on an important matter.
    Decision,
    /// 命令(令). An order, by which rules are promulgated.
    Order,
    /// 公报. A communique of an important event.
    Communique,
    /// 公告. An announcement at home and abroad.
    Announcement,
    /// 通告. A notice to the public to observe.
    CircularNotice,
    /// 意见. An opinion on an important matter.
    Opinion,
    /// 通知. A notice to offices below or alongside.
    Notice,
    /// 通报. A circular that praises, criticises or informs.
    Circular,
    /// 报告. A report to an office above.
    Report,
    /// 请示. A request to an office above.
    Request,
    /// 批复. A reply to a request.
    Reply,
    /// 议案. A proposal to the people's congress.
    Proposal,
    /// 函. A letter between offices that are not above one another.
    Letter,
    /// 纪要. The minutes of a meeting.
    Minutes,
    /// 办法. Measures: a normative document.
    Measures,
    /// 规定. Provisions: a normative document.
    Provisions,
    /// 规则. Rules: a normative document.
    Rules,
    /// 细则. Detailed rules: a normative document.
    DetailedRules,
    /// 方案. A plan of work.
    Plan,
    /// 其他. Another kind.
    Other,
}

/// 解读形式. In what form an interpretation explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::InterpretationForm")]
pub enum InterpretationForm {
    /// 文字解读. A text.
    Text,
    /// 简明问答. Questions and answers.
    QuestionsAndAnswers,
    /// 图解. A picture or chart.
    Infographic,
    /// 视频. A film.
    Video,
    /// 音频. A sound recording.
    Audio,
    /// 动漫. An animation.
    Animation,
    /// 新闻发布会. A press conference.
    PressConference,
    /// 专家解读. A commentary of an expert.
    ExpertCommentary,
    /// 案例说明. A case.
    CaseStudy,
    /// 明白卡. A leaflet for those whom it concerns.
    Leaflet,
}

/// 解读要素. What an interpretation explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::InterpretationElement")]
pub enum InterpretationElement {
    /// 背景依据. Background and basis.
    Background,
    /// 目的意义. Purpose and meaning.
    Purpose,
    /// 研判起草过程. How it was studied and drafted.
    DraftingProcess,
    /// 工作目标. The goals of the work.
    Goals,
    /// 主要内容. The main content.
    MainContent,
    /// 创新举措. What is new.
    Innovations,
    /// 保障措施. What safeguards it.
    Safeguards,
}

/// 文件关系. How a document refers to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::DocumentRelationKind")]
pub enum DocumentRelationKind {
    /// 依据. It rests on the other document.
    BasedOn,
    /// 修改. It amends the other document.
    Amends,
    /// 废止. It repeals the other document.
    Repeals,
    /// 替代. It takes the other document's place.
    Replaces,
    /// 转发. It forwards the other document.
    Forwards,
    /// 引用. It cites the other document.
    Cites,
}

/// 有效性事件. What happened to the validity of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::ValidityEventKind")]
pub enum ValidityEventKind {
    /// 制定. Made: in force from that day where no COMMENCE follows.
    Enact,
    /// 施行. Commenced: in force from that day.
    Commence,
    /// 继续有效. Confirmed by a clean-up; the term does not start anew.
    Confirm,
    /// 修改. Amended: still in force.
    Amend,
    /// 部分废止. Some articles repealed: the rest stays in force.
    PartialRepeal,
    /// 废止. Repealed from that day.
    Repeal,
    /// 有效期届满. The term ended: that day is the last in force.
    Expire,
    /// 延长有效期. Extended: the term starts anew from that day.
    Extend,
    /// 暂停执行. Suspended from that day.
    Suspend,
    /// 恢复执行. In force again from that day.
    Reinstate,
    /// 更正. Corrected; validity stays as it was.
    Correct,
}

/// 有效性状态. Whether a document is in force on a day; derived from its events, never stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::ValidityStatus")]
pub enum ValidityStatus {
    /// 尚未生效. Not in force yet.
    NotYetEffective,
    /// 现行有效. In force.
    Effective,
    /// 已修改. In force, as amended.
    Amended,
    /// 暂停执行. Suspended: not in force for the time being.
    Suspended,
    /// 废止. Repealed.
    Repealed,
    /// 失效. Lapsed: its term has ended.
    Lapsed,
    /// 待核. Not known: no term is stated and no default applies, or nothing is recorded.
    Unknown,
}

/// 对象类型. The types of object that the change log names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::SubjectType")]
pub enum SubjectType {
    /// 单位. A unit.
    Unit,
    /// 目录规范. An edition of the catalog.
    Catalog,
    /// 公开事项. A catalog entry.
    CatalogEntry,
    /// 文件. A document.
    Document,
    /// 解读. An interpretation.
    Interpretation,
    /// 放假安排. A notice of holidays.
    HolidayNotice,
    /// 分工方案. A task plan.
    TaskPlan,
    /// 工作任务. A task of a plan.
    Task,
}

/// 撤除原因. Why an object is no longer public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::TombstoneReason")]
pub enum TombstoneReason {
    /// 撤回. It was withdrawn.
    Withdrawn,
    /// 不再公开. It is no longer public.
    AccessLost,
    /// 重复发布. It had been published twice.
    Duplicate,
    /// 来源已删除. Its source has removed it.
    RemovedAtSource,
}

/// 可核对要求. Something in a content norm that a program can check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::ContentRequirement")]
pub enum ContentRequirement {
    /// 标题. The title.
    Title,
    /// 文号. The document number.
    DocumentNumber,
    /// 正文. The body.
    Body,
    /// 成文日期. The date of issue.
    IssuedOn,
    /// 有效期. The term of validity.
    ValidityPeriod,
    /// 文件与解读关联. Document and interpretation are linked both ways.
    InterpretationLinked,
    /// 文件与解读同步发布. Document and interpretation are published at the same time.
    InterpretationPublishedTogether,
    /// 须解读. It must be interpreted.
    InterpretationRequired,
    /// 文字解读. It is interpreted in text.
    InterpretationInText,
    /// 多种形式解读. It is interpreted in several forms.
    InterpretationInSeveralForms,
    /// PDF下载. It can be downloaded as PDF.
    DownloadAsPdf,
    /// 文本下载. It can be downloaded as text.
    DownloadAsText,
    /// 起草处室. The office that drafted it.
    DraftingOffice,
    /// 联系方式. A contact.
    Contact,
}

/// 时限类别. What sort of time limit a clause sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::TimeLimitKind")]
pub enum TimeLimitKind {
    /// 之后若干日内. Within some time after the trigger.
    WithinAfter,
    /// 之前若干日内. Within some time before the trigger.
    WithinBefore,
    /// 不少于. At least so long.
    AtLeast,
    /// 不超过. At most so long.
    AtMost,
    /// 期间. For so long.
    Duration,
    /// 幅度. Between two lengths.
    Range,
    /// 几者之一. One of several lengths.
    OneOf,
    /// 固定日期. By a date.
    FixedDate,
    /// 固定月份. In or by a month.
    FixedMonth,
    /// 日期区间. Between two dates.
    DateRange,
    /// 周期. Every so often.
    Recurring,
    /// 周期日期. On a date every so often.
    RecurringDate,
    /// 及时. Promptly.
    Prompt,
    /// 实时. In real time.
    Realtime,
    /// 按进展. As the matter proceeds.
    OnProgress,
    /// 长期. For the long term.
    LongTerm,
    /// 持续. All the time.
    Continuous,
    /// 同步. At the same time as another act.
    Simultaneous,
    /// 当场. At once.
    Immediate,
    /// 定期. Periodically, how often is not said.
    PeriodicUnspecified,
    /// 从其规定. As another rule says.
    External,
    /// 同上. As in the row above.
    Ditto,
    /// 自某日起施行. In force from a date.
    EffectiveFrom,
    /// 有效期至. Valid until a date.
    ValidUntil,
    /// 之后至少. At least so long after the trigger.
    AfterAtLeast,
    /// 超过. More than so long.
    MoreThan,
    /// 未定期限. A deadline that is not said.
    UnspecifiedDeadline,
}

/// 时限单位. In what a time limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::TimeLimitUnit")]
pub enum TimeLimitUnit {
    /// 小时. Hours.
    Hour,
    /// 日. Calendar days.
    Day,
    /// 工作日. Working days (State Council's holidays left out, make-up days counted).
    WorkingDay,
    /// 周. Weeks.
    Week,
    /// 月. Months.
    Month,
    /// 年. Years.
    Year,
}

/// 起算事由. What starts the clock of a time limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::TimeLimitTrigger")]
pub enum TimeLimitTrigger {
    /// 信息形成或者变更. The information is formed or changes (条例第二十六条).
    InfoFormedOrChanged,
    /// 信息形成. The information is formed.
    InfoFormed,
    /// 信息变更. The information changes.
    InfoChanged,
    /// 信息制作或者获取. The information is made or obtained.
    InfoMadeOrObtained,
    /// 文件制定或者获取. The document is made or obtained.
    DocumentMadeOrObtained,
    /// 文件印发. The document is issued.
    DocumentIssued,
    /// 公布. It is published.
    Published,
    /// 施行. It comes into force.
    Effective,
    /// 人大批准. The people’s congress or its standing committee approves.
    PeoplesCongressApproval,
    /// 批准. It is approved.
    Approved,
    /// 作出决定. A decision is made.
    DecisionMade,
    /// 分配结果确定. The result of an allocation is settled.
    AllocationResultFixed,
    /// 结果确定. A result is settled.
    ResultFixed,
    /// 合同签订. A contract is signed.
    ContractSigned,
    /// 办结. The matter is completed.
    Completed,
    /// 收到申请. An application is received.
    ApplicationReceived,
    /// 收到补正. A corrected application is received.
    CorrectionReceived,
    /// 收到征求意见书. A request for an opinion is received.
    ConsultationReceived,
    /// 收到留言. A message is received.
    MessageReceived,
    /// 收到通知. A notice is received.
    NoticeReceived,
    /// 有效期届满. The term of validity ends.
    ValidityExpiry,
    /// 期间结束. A period ends.
    PeriodEnd,
    /// 事项发生. The thing itself takes place.
    Event,
    /// 其他. Something else that the words name.
    Other,
}

/// 时限方向. On which side of its trigger or day a limit lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::TimeLimitDirection")]
pub enum TimeLimitDirection {
    /// 之后. After it.
    After,
    /// 之前. Before it.
    Before,
    /// 当日. On its day.
    On,
}

/// 时限界限. Whether an amount is the least or the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::TimeLimitBound")]
pub enum TimeLimitBound {
    /// 至少. At least: 提前5个工作日.
    Minimum,
    /// 至多. At most: 最长不得超过.
    Maximum,
}

/// 周期. How often a limit recurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::Recurrence")]
pub enum Recurrence {
    /// 每日. Every day.
    Day,
    /// 每周. Every week.
    Week,
    /// 每月. Every month.
    Month,
    /// 每季度. Every quarter.
    Quarter,
    /// 每半年. Every half year.
    HalfYear,
    /// 每年. Every year.
    Year,
}

/// 时限修正. A character that a web page lost, put back to understand the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::TimeLimitRepair")]
pub enum TimeLimitRepair {
    /// 补月字. 1030日前 is read as 10月30日前.
    LostMonthCharacter,
    /// 补年字. 20226月底前 is read as 2022年6月底前.
    LostYearCharacter,
}

/// 放假调休. What a notice of holidays makes of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::DayKind")]
pub enum DayKind {
    /// 放假. A day off.
    Off,
    /// 上班. A working day.
    Work,
}

/// 任务进展. How far a task has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::TaskProgress")]
pub enum TaskProgress {
    /// 未开始. Nothing is told of it yet.
    NotStarted,
    /// 进行中. It is under way.
    InProgress,
    /// 已完成. It is done.
    Done,
}

/// 单位角色. How a unit takes part in a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::UnitRole")]
pub enum UnitRole {
    /// 牵头. It leads the others.
    Lead,
    /// 责任. It answers for the task.
    Responsible,
    /// 落实. It carries out what the leader lays down.
    Implementing,
    /// 配合. It helps.
    Cooperating,
}

/// 单位集合. A group of units that a list names as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::UnitGroup")]
pub enum UnitGroup {
    /// 各县(市、区). The governments of all counties, districts and county-level cities beneath.
    Counties,
    /// 各开发区. The committees of all development zones of the same level.
    DevelopmentZones,
    /// 各乡镇(街道). All townships, towns and sub-districts beneath.
    Towns,
    /// 各村(社区). All villages and communities beneath.
    Villages,
    /// 各部门. All departments and offices of the same government.
    Departments,
    /// 各科室. All internal offices of the issuer.
    InternalOffices,
    /// 各公共企事业单位. All public enterprises and institutions of the same level.
    PublicInstitutions,
    /// 各单位. All units of the same government, internal offices apart.
    AllUnits,
}

/// 任务问题类别. What a program finds wrong with a task plan; a finding is told, nothing is corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::TaskFindingKind")]
pub enum TaskFindingKind {
    /// 时限早于发布日期. The last day of a task lies before the day on which the plan was published.
    DeadlineBeforePublication,
    /// 正文与分工表不一致. The notice gives another day for what is by its words the same task.
    BodyDiffers,
    /// 任务重复. Two tasks ask for the same in the same words, punctuation apart.
    DuplicateTask,
    /// 时限晚于法定期限. The annual report is due later than 条例第四十九条 has it: 31 January for departments, 31 March for
    /// governments.
    LaterThanLaw,
    /// 时限需人工核对. A deadline is written, but not, or not wholly, understood.
    DeadlineNeedsReview,
}

/// 文号类别. What sort of number a document carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::DocumentNumberKind")]
pub enum DocumentNumberKind {
    /// 发文字号. Code, year and serial, such as 国办发〔2019〕54号.
    DocNo,
    /// 令. The number of an order, such as 国务院令第711号.
    Order,
    /// 公告. The number of an announcement, such as 商务部公告2026年第11号.
    Announcement,
    /// 通告. The number of a public notice, such as 通告第178号.
    NoticeNo,
    /// 统一编号. A registration of normative documents, such as HHCR-2023-01005.
    Registration,
    /// 缺机关代字. Year and serial without an issuer.
    Partial,
    /// 非文号. Not the number of a document.
    #[graphql(name = "NONE")]
    NotANumber,
}
