//! Phrases as catalogs, regulations and plans have them, of which the first grammar missed a part or the whole.

use super::phrases::{check, check_review};

#[test]
fn what_starts_the_clock() {
    check(&[
        ("自抽查结束之日起20个工作日内", "WITHIN_AFTER amount=20 direction=AFTER trigger=COMPLETED unit=WORKING_DAY"),
        ("检查结束后20个工作日内", "WITHIN_AFTER amount=20 direction=AFTER trigger=COMPLETED unit=WORKING_DAY"),
        ("上年度结束后3个月内", "WITHIN_AFTER amount=3 direction=AFTER trigger=PERIOD_END unit=MONTH"),
        ("每年两会结束后20日内", "WITHIN_AFTER amount=20 direction=AFTER recurrence=YEAR trigger=EVENT unit=DAY"),
        (
            "自中标人确定之日起2个工作日内",
            "WITHIN_AFTER amount=2 direction=AFTER trigger=RESULT_FIXED unit=WORKING_DAY",
        ),
        ("重大决策作出后及时公开", "PROMPT trigger=DECISION_MADE"),
        ("更改内容后一周内", "WITHIN_AFTER amount=1 direction=AFTER trigger=INFO_CHANGED unit=WEEK"),
        (
            "自公布之日起30日内，由法制机构报送备案",
            "WITHIN_AFTER amount=30 direction=AFTER subject=FILING trigger=PUBLISHED unit=DAY",
        ),
        ("最迟要在5小时内发布权威信息", "WITHIN_AFTER amount=5 direction=AFTER unit=HOUR"),
        ("至迟在发布后3个工作日内", "WITHIN_AFTER amount=3 direction=AFTER trigger=PUBLISHED unit=WORKING_DAY"),
        ("最晚不超过5个工作日", "AT_MOST amount=5 unit=WORKING_DAY"),
        ("5日内部署", "WITHIN_AFTER amount=5 direction=AFTER unit=DAY"),
        ("依法定时限公开", "EXTERNAL"),
        ("事后7个工作日内", "WITHIN_AFTER amount=7 direction=AFTER trigger=EVENT unit=WORKING_DAY"),
        ("自2019年4月1日起实施", "EFFECTIVE_FROM day=1 month=4 year=2019"),
        ("公布三十日后施行", "AFTER_AT_LEAST amount=30 direction=AFTER trigger=PUBLISHED unit=DAY"),
        ("信息公开满2年后撤下", "AFTER_AT_LEAST amount=2 direction=AFTER trigger=PUBLISHED unit=YEAR"),
        ("公开满5年", "AFTER_AT_LEAST amount=5 direction=AFTER trigger=PUBLISHED unit=YEAR"),
        ("施行满一年后", "AFTER_AT_LEAST amount=1 direction=AFTER trigger=EFFECTIVE unit=YEAR"),
        ("自实施之日起满一年内开展后评估", "WITHIN_AFTER amount=1 direction=AFTER trigger=EFFECTIVE unit=YEAR"),
        ("30日以内", "WITHIN_AFTER amount=30 direction=AFTER unit=DAY"),
    ]);
}

#[test]
fn before_something() {
    check(&[
        (
            "有效期届满30日前提出申请",
            "WITHIN_BEFORE amount=30 bound=MINIMUM direction=BEFORE trigger=VALIDITY_EXPIRY unit=DAY",
        ),
        (
            "有效期届满前6个月",
            "WITHIN_BEFORE amount=6 bound=MINIMUM direction=BEFORE trigger=VALIDITY_EXPIRY unit=MONTH",
        ),
        ("公告提前20日", "WITHIN_BEFORE amount=20 bound=MINIMUM direction=BEFORE trigger=EVENT unit=DAY"),
        ("发布会前3日预告", "WITHIN_BEFORE amount=3 bound=MINIMUM direction=BEFORE trigger=EVENT unit=DAY"),
        ("自公布之日起施行前20日", "WITHIN_BEFORE amount=20 bound=MINIMUM direction=BEFORE trigger=EFFECTIVE unit=DAY"),
        (
            "提前三个工作日以上公告",
            "WITHIN_BEFORE amount=3 bound=MINIMUM direction=BEFORE trigger=EVENT unit=WORKING_DAY",
        ),
        ("停水前24小时公告", "WITHIN_BEFORE amount=24 bound=MINIMUM direction=BEFORE trigger=EVENT unit=HOUR"),
    ]);
}

#[test]
fn lengths_bounds_and_ranges() {
    check(&[
        ("一般不少于5个工作日，最长不超过15个工作日", "RANGE amount=5 amountTo=15 unit=WORKING_DAY"),
        (
            "合法性审核时间一般不少于5个工作日，不超过15个工作日",
            "RANGE amount=5 amountTo=15 subject=LEGAL_REVIEW unit=WORKING_DAY",
        ),
        ("不少于7日不超过15日", "RANGE amount=7 amountTo=15 unit=DAY"),
        ("不少于30日，情况紧急的不少于7日", "AT_LEAST amount=30 unit=DAY | AT_LEAST amount=7 unit=DAY"),
        ("5至15个工作日", "RANGE amount=5 amountTo=15 unit=WORKING_DAY"),
        ("公示5-7个工作日", "RANGE amount=5 amountTo=7 subject=PUBLICITY_PERIOD unit=WORKING_DAY"),
        ("有效期3至5年", "RANGE amount=3 amountTo=5 subject=VALIDITY unit=YEAR"),
        ("有效期一般为1年或者2年", "ONE_OF amount=1 amountTo=2 subject=VALIDITY unit=YEAR"),
        (
            "有效期为3年或者5年，标注试行、暂行的，有效期为1年或者2年",
            "ONE_OF amount=3 amountTo=5 subject=VALIDITY unit=YEAR | ONE_OF amount=1 amountTo=2 subject=VALIDITY unit=YEAR",
        ),
        (
            "有效期一般不超过5年，暂行、试行的不超过2年",
            "AT_MOST amount=5 subject=VALIDITY unit=YEAR | AT_MOST amount=2 subject=VALIDITY unit=YEAR",
        ),
        (
            "绝密级不超过三十年，机密级不超过二十年，秘密级不超过十年",
            "AT_MOST amount=30 unit=YEAR | AT_MOST amount=20 unit=YEAR | AT_MOST amount=10 unit=YEAR",
        ),
        ("暂停期限最长不得超过1年", "AT_MOST amount=1 unit=YEAR"),
        ("公告期不少于5个工作日", "AT_LEAST amount=5 subject=PUBLICITY_PERIOD unit=WORKING_DAY"),
        ("公告期限30日", "DURATION amount=30 subject=PUBLICITY_PERIOD unit=DAY"),
        ("批前公示不少于30日", "AT_LEAST amount=30 subject=PUBLICITY_PERIOD unit=DAY"),
        ("任前公示期不少于5个工作日", "AT_LEAST amount=5 subject=PUBLICITY_PERIOD unit=WORKING_DAY"),
        ("公示期限：7日", "DURATION amount=7 subject=PUBLICITY_PERIOD unit=DAY"),
        ("公告期限：自信息发布起7日", "DURATION amount=7 subject=PUBLICITY_PERIOD trigger=PUBLISHED unit=DAY"),
        (
            "公示期自发布之日起七个工作日",
            "DURATION amount=7 subject=PUBLICITY_PERIOD trigger=PUBLISHED unit=WORKING_DAY",
        ),
        (
            "自受理之日起公示10个工作日",
            "DURATION amount=10 subject=PUBLICITY_PERIOD trigger=APPLICATION_RECEIVED unit=WORKING_DAY",
        ),
        ("自发布之日起5年有效", "DURATION amount=5 subject=VALIDITY trigger=PUBLISHED unit=YEAR"),
        ("有效期自发布之日起五年", "DURATION amount=5 subject=VALIDITY trigger=PUBLISHED unit=YEAR"),
        ("试行一年", "DURATION amount=1 subject=VALIDITY unit=YEAR"),
        ("公开5年", "DURATION amount=5 unit=YEAR"),
        ("大于30日", "MORE_THAN amount=30 unit=DAY"),
        ("超过半年未回应", "MORE_THAN amount=6 unit=MONTH"),
        ("超过3个月未回应有效留言", "MORE_THAN amount=3 trigger=MESSAGE_RECEIVED unit=MONTH"),
    ]);
}

#[test]
fn in_force() {
    check(&[
        ("有效期到2026年底", "VALID_UNTIL endOfMonth=true inclusive=true month=12 year=2026"),
        ("有效至2024年5月1日", "VALID_UNTIL day=1 inclusive=true month=5 year=2024"),
        ("执行至2025年12月31日", "VALID_UNTIL day=31 inclusive=true month=12 year=2025"),
        ("有效期限至2028年3月31日止", "VALID_UNTIL day=31 inclusive=true month=3 year=2028"),
        (
            "自2020年5月1日起试行两年",
            "EFFECTIVE_FROM day=1 month=5 year=2020 | DURATION amount=2 subject=VALIDITY unit=YEAR",
        ),
        (
            "本通知自发布之日起执行，有效期至2025年12月31日",
            "EFFECTIVE_FROM trigger=PUBLISHED | VALID_UNTIL day=31 inclusive=true month=12 year=2025",
        ),
        (
            "规章自公布之日起30日后施行；但是，公布后不立即施行将有碍规章施行的，可以自公布之日起施行",
            "AFTER_AT_LEAST amount=30 direction=AFTER trigger=PUBLISHED unit=DAY | EFFECTIVE_FROM trigger=PUBLISHED",
        ),
    ]);
}

#[test]
fn dates_and_recurrences() {
    check(&[
        ("截止日期：2022年6月30日", "FIXED_DATE day=30 direction=BEFORE inclusive=true month=6 year=2022"),
        (
            "征求意见时间：2022年6月1日-2022年6月30日",
            "DATE_RANGE day=1 month=6 subject=CONSULTATION until=2022-06-30 untilDay=30 untilMonth=6 year=2022",
        ),
        (
            "6月底前、12月底前各报送1次",
            "FIXED_DATE direction=BEFORE endOfMonth=true inclusive=true month=6 | FIXED_DATE direction=BEFORE endOfMonth=true inclusive=true month=12",
        ),
        ("2022年底前取得阶段性成效", "FIXED_DATE direction=BEFORE endOfMonth=true inclusive=true month=12 year=2022"),
        (
            "每年1月底、7月底前",
            "RECURRING_DATE direction=BEFORE endOfMonth=true inclusive=true month=1 recurrence=YEAR | RECURRING_DATE direction=BEFORE endOfMonth=true inclusive=true month=7 recurrence=YEAR",
        ),
        (
            "每半年（6月、12月）公布一次",
            "RECURRING recurrence=HALF_YEAR | RECURRING_DATE direction=ON month=6 recurrence=YEAR | RECURRING_DATE direction=ON month=12 recurrence=YEAR",
        ),
        (
            "每季度次月25日前",
            "RECURRING_DATE day=25 direction=BEFORE inclusive=true monthOfPeriod=1 recurrence=QUARTER",
        ),
        ("每月1-5日", "RECURRING_DATE day=1 recurrence=MONTH untilDay=5"),
        ("半年至少更新一次", "RECURRING minimumTimes=1 recurrence=HALF_YEAR"),
        ("一年公开两次", "RECURRING minimumTimes=2 recurrence=YEAR"),
        (
            "每季度的首个月20日（集体财务往来较多的，财务收支情况应每月公布一次）",
            "RECURRING_DATE day=20 direction=ON monthOfPeriod=1 recurrence=QUARTER | RECURRING minimumTimes=1 recurrence=MONTH",
        ),
        (
            "每年的12月或更改内容后一周内上报备案",
            "RECURRING_DATE direction=ON month=12 recurrence=YEAR | WITHIN_AFTER amount=1 direction=AFTER subject=FILING trigger=INFO_CHANGED unit=WEEK",
        ),
        ("按年公开", "RECURRING recurrence=YEAR"),
    ]);
}

#[test]
fn words_and_rules() {
    check(&[
        ("随同预算公开", "SIMULTANEOUS"),
        ("随预算、决算一并公开", "SIMULTANEOUS"),
        ("实时动态更新", "REALTIME"),
        ("立行立改", "IMMEDIATE"),
        ("同前", "DITTO"),
        ("按时间节点完成", "EXTERNAL"),
        ("按照区财政统一部署执行", "EXTERNAL authority=区财政"),
        ("按照国家、省统一部署推进", "EXTERNAL authority=国家、省"),
        ("按照条例规定的期限答复", "EXTERNAL authority=政府信息公开条例"),
        ("在《条例》规定的时限内", "EXTERNAL authority=政府信息公开条例"),
        ("按文件要求", "EXTERNAL"),
    ]);
}

#[test]
fn matters_that_are_singled_out() {
    check(&[
        (
            "信息形成20个工作日内公开（行政许可、行政处罚7个工作日内）",
            "WITHIN_AFTER amount=20 direction=AFTER trigger=INFO_FORMED unit=WORKING_DAY | WITHIN_AFTER amount=7 direction=AFTER subject=行政许可、行政处罚 unit=WORKING_DAY",
        ),
        (
            "20个工作日内（双公示信息7个工作日内）",
            "WITHIN_AFTER amount=20 direction=AFTER unit=WORKING_DAY | WITHIN_AFTER amount=7 direction=AFTER subject=双公示 unit=WORKING_DAY",
        ),
        (
            "行政许可决定自作出之日起7个工作日内，行政处罚决定自作出之日起20个工作日内",
            "WITHIN_AFTER amount=7 direction=AFTER subject=行政许可 trigger=DECISION_MADE unit=WORKING_DAY | WITHIN_AFTER amount=20 direction=AFTER subject=行政处罚 trigger=DECISION_MADE unit=WORKING_DAY",
        ),
        (
            "行政许可、行政处罚信息自作出决定之日起7个工作日内公开；其他执法信息自形成之日起20个工作日内公开",
            "WITHIN_AFTER amount=7 direction=AFTER subject=行政许可、行政处罚 trigger=DECISION_MADE unit=WORKING_DAY | WITHIN_AFTER amount=20 direction=AFTER trigger=INFO_FORMED unit=WORKING_DAY",
        ),
        (
            "行政处罚决定作出之日起7个工作日内",
            "WITHIN_AFTER amount=7 direction=AFTER trigger=DECISION_MADE unit=WORKING_DAY",
        ),
        (
            "制定或获取信息之日起10个工作日内，公示7个工作日",
            "WITHIN_AFTER amount=10 direction=AFTER trigger=INFO_MADE_OR_OBTAINED unit=WORKING_DAY | DURATION amount=7 subject=PUBLICITY_PERIOD unit=WORKING_DAY",
        ),
        ("一般村务定期公开，最长不超过三个月", "PERIODIC_UNSPECIFIED | AT_MOST amount=3 unit=MONTH"),
    ]);
}

#[test]
fn what_belongs_together() {
    check(&[
        ("规范性文件的有效期自发布之日起计算，最长不超过5年", "AT_MOST amount=5 subject=VALIDITY unit=YEAR"),
        ("2022年6月、12月", "FIXED_MONTH month=6 year=2022 | FIXED_MONTH month=12 year=2022"),
        (
            "应当自公布之日起三十日后施行，但需立即施行的除外",
            "AFTER_AT_LEAST amount=30 direction=AFTER trigger=PUBLISHED unit=DAY",
        ),
        (
            "政府信息公开申请提交之日起3个工作日内",
            "WITHIN_AFTER amount=3 direction=AFTER trigger=OTHER unit=WORKING_DAY",
        ),
        ("抽检结果7个工作日内", "WITHIN_AFTER amount=7 direction=AFTER unit=WORKING_DAY"),
        ("及时公开（20个工作日内）", "PROMPT | WITHIN_AFTER amount=20 direction=AFTER unit=WORKING_DAY"),
        (
            "执法决定作出之日起20个工作日内，行政许可、行政处罚的执法决定信息7个工作日内",
            "WITHIN_AFTER amount=20 direction=AFTER trigger=DECISION_MADE unit=WORKING_DAY | WITHIN_AFTER amount=7 direction=AFTER subject=行政许可、行政处罚 unit=WORKING_DAY",
        ),
        ("开工前公示，竣工后及时公开", "WITHIN_BEFORE direction=BEFORE trigger=EVENT | PROMPT trigger=COMPLETED"),
        ("征求社会公众意见的期限不得少于30日", "AT_LEAST amount=30 subject=CONSULTATION unit=DAY"),
        ("有效期可为1年、2年", "ONE_OF amount=1 amountTo=2 subject=VALIDITY unit=YEAR"),
        ("一月一公开", "RECURRING recurrence=MONTH"),
        ("一月一日", "FIXED_DATE day=1 direction=ON month=1"),
        ("适时动态公开", "PERIODIC_UNSPECIFIED"),
        ("5个工作日以上15个工作日以下", "RANGE amount=5 amountTo=15 unit=WORKING_DAY"),
    ]);
}

#[test]
fn no_guess() {
    check_review(&[
        ("项目开工前、竣工后", "WITHIN_BEFORE direction=BEFORE trigger=EVENT"),
        ("下一工作日前", ""),
        (
            "有效期1年、3年或者5年",
            "DURATION amount=1 subject=VALIDITY unit=YEAR | ONE_OF amount=3 amountTo=5 subject=VALIDITY unit=YEAR",
        ),
        ("事前、事中、事后公开", "WITHIN_BEFORE direction=BEFORE trigger=EVENT"),
        ("事前、事后公开", "WITHIN_BEFORE direction=BEFORE trigger=EVENT"),
        ("不及时更新公开的政府信息内容", ""),
        ("30日前提交申请", ""),
        ("未满30日", ""),
        ("少于30日的", ""),
        ("每月（季）", ""),
        ("每月/季度", ""),
        ("每季度结束后次月10日前", "RECURRING_DATE day=10 direction=BEFORE inclusive=true recurrence=MONTH"),
        ("每月最后一个工作日", "RECURRING recurrence=MONTH"),
        ("9月上旬前", "DATE_RANGE day=1 month=9 untilDay=10 untilMonth=9"),
        ("第二季度前", "DATE_RANGE day=1 month=4 untilDay=30 untilMonth=6"),
        ("任期内", ""),
        ("分阶段公开", ""),
        ("按年度计划推进", ""),
        ("法定时限", ""),
        ("一年内更新一次", "WITHIN_AFTER amount=1 direction=AFTER unit=YEAR"),
        ("征收决定公告后", ""),
    ]);
}
