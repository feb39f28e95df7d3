//! What holds for any text.

use super::*;
use crate::value::time_limit::word::STEPS;
use proptest::prelude::*;

/// Pieces of the grammar, to be put together in any order.
const PIECES: &[&str] = &[
    "自",
    "信息",
    "形成",
    "或者",
    "变更",
    "之日起",
    "20",
    "二十",
    "个工作日",
    "内",
    "前",
    "后",
    "每",
    "每年",
    "每季度",
    "首月",
    "1月",
    "31日",
    "1030日",
    "20226月",
    "2022年",
    "底",
    "不少于",
    "不得超过",
    "提前",
    "至",
    "-",
    "、",
    "，",
    "；",
    "(",
    ")",
    "《",
    "》",
    "条例",
    "按照",
    "规定",
    "另有规定",
    "从其规定",
    "及时",
    "同步",
    "一次",
    "年内",
    "全年",
    "有效期",
    "届满",
    "0",
    "9",
    "一",
    "十",
    "百",
    "第",
    "个",
    "月",
    "日",
    "周",
    "半年",
    "其中",
    "事项",
    "起施行",
    " ",
    "\n",
    "內",
    "ａ",
    "(nèi)",
];

fn steps(text: &str) -> usize {
    STEPS.with(|steps| steps.set(0));
    let _ = parse(text);
    STEPS.with(std::cell::Cell::get)
}

proptest! {
    #[test]
    fn any_text_is_kept_and_read_without_a_panic(text in any::<String>()) {
        check(&text)?;
    }

    #[test]
    fn any_mixture_of_the_grammars_own_words_is_read(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        check(&pieces.concat())?;
    }

    #[test]
    fn white_space_and_width_change_nothing(amount in 1..400u32) {
        let narrow = parse(&format!("自信息形成之日起{amount}个工作日内"));
        let digits = |c: char| char::from_u32(c as u32 - '0' as u32 + '０' as u32).expect("a full-width digit");
        let wide: String = amount.to_string().chars().map(digits).collect();
        let spaced = parse(&format!("自信息形 成之日起\n{wide} 个工作　日内"));
        prop_assert_eq!(&narrow.clauses, &spaced.clauses);
        prop_assert_eq!(narrow.clauses[0].amount, i32::try_from(amount).ok());
    }

    #[test]
    fn joined_digits_are_parted_only_one_way(month in 1..13u32, day in 1..32u32) {
        let text = format!("{month}{day}日前");
        let readings: Vec<(u32, u32)> = (1..13).flat_map(|m| (1..32).map(move |d| (m, d)))
            .filter(|(m, d)| format!("{m}{d}") == format!("{month}{day}") && NaiveDate::from_ymd_opt(2000, *m, *d).is_some())
            .collect();
        let found = parse(&text);
        if let ([(m, d)], true) = (readings.as_slice(), text.chars().count() >= 5) {
            prop_assert_eq!(found.clauses[0].month, i32::try_from(*m).ok());
            prop_assert_eq!(found.clauses[0].day, i32::try_from(*d).ok());
            prop_assert_eq!(found.repairs, vec![TimeLimitRepair::LostMonthCharacter]);
        } else {
            prop_assert!(found.repairs.is_empty() && found.needs_review, "{} {:?}", text, found);
        }
    }
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let found = parse(text);
    prop_assert_eq!(&found.text, text);
    prop_assert!(found.clauses.len() <= MOST_CLAUSES.min(text.chars().count()));
    prop_assert!(!found.clauses.is_empty() || found.needs_review);
    for clause in &found.clauses {
        prop_assert!(clause.month.is_none_or(|month| (1..=12).contains(&month)));
        prop_assert!(clause.day.is_none_or(|day| (1..=31).contains(&day)));
        prop_assert!(!clause.end_of_month || clause.day.is_none());
        prop_assert_eq!(clause.amount.is_some(), clause.unit.is_some());
    }
    Ok(())
}

#[test]
fn the_work_grows_no_faster_than_the_text() {
    let pairs = PIECES.iter().flat_map(|one| ["", "前", "、", "，", "信息"].map(|other| format!("{one}{other}")));
    let more = [
        "按照信息的",
        "另有规定的，",
        "自形成之日起，",
        "同步同步",
        "1月1日-",
        "1030日前，",
        "每年1月",
        "《条例",
        "1.1.1",
    ];
    for unit in pairs.chain(more.map(str::to_owned)) {
        let text = |times: usize| unit.repeat(times / unit.chars().count().max(1));
        let (once, twice) = (steps(&text(400)), steps(&text(800)));
        assert!(twice <= once * 2 + once / 5 + 100, "{unit:?}: {once} steps became {twice}");
    }
}

#[test]
fn two_hundred_kilobytes_are_read_to_the_end() {
    for unit in ["自信息形成之日起20个工作日内；", "1", "一", "每", "1030日前", "同步", "按照", "(", "信息、"]
    {
        let text = unit.repeat(200_000 / unit.len());
        let found = parse(&text);
        assert_eq!(found.text.len(), text.len());
        assert!(found.clauses.len() <= MOST_CLAUSES);
        assert!(found.needs_review || found.clauses.len() == 1, "{unit}");
    }
}
