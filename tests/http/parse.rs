//! `gongkai parse`: one object a line, in order, with the names that the contract has.

use super::cli::gongkai;
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::Write;
use std::process::Stdio;

/// What is printed for lines on the standard input.
fn parse(what: &str, input: &str) -> Vec<Value> {
    let mut child =
        gongkai().args(["parse", what]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the binary runs");
    let mut stdin = child.stdin.take().expect("its input");
    let text = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()).expect("it reads"));
    let out = child.wait_with_output().expect("it ends");
    writer.join().expect("it has read");
    assert!(out.status.success(), "{:?}", out.status);
    let lines = String::from_utf8(out.stdout).expect("UTF-8");
    lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// The names of a type's fields in the contract.
fn fields(of: &str) -> BTreeSet<String> {
    let sdl = gongkai::schema::sdl();
    let at = sdl.find(&format!("\ntype {of} {{")).unwrap_or_else(|| panic!("type {of}"));
    let body = &sdl[at..][..sdl[at..].find("\n}").expect("an end")];
    let name = |line: &str| {
        let line = line.strip_prefix('\t')?;
        let end = line.find([':', '('])?;
        line[..end].chars().all(|c| c.is_ascii_alphanumeric()).then(|| line[..end].to_owned())
    };
    body.lines().filter_map(name).collect()
}

fn names(value: &Value) -> BTreeSet<String> {
    value.as_object().expect("an object").keys().cloned().collect()
}

#[test]
fn time_limits_come_with_the_names_of_the_contract() {
    let told = parse("time-limit", "信息形成之日起20个工作日内\n\n1030日前\r\n天晴时");
    assert_eq!(told.len(), 4, "an empty line is a line, and so is one without an end");
    let mut known = fields("TimeLimit");
    assert!(known.remove("dueDate"), "which needs a day");
    assert_eq!(names(&told[0]), known);
    let clause = &told[0]["clauses"][0];
    assert_eq!(names(clause), fields("TimeLimitClause"));
    let expected = ("WITHIN_AFTER", 20, "WORKING_DAY", "INFO_FORMED", "AFTER");
    let (kind, amount, unit, trigger, direction) = expected;
    assert_eq!((&clause["kind"], &clause["amount"], &clause["unit"]), (&kind.into(), &amount.into(), &unit.into()));
    assert_eq!((&clause["trigger"], &clause["direction"]), (&trigger.into(), &direction.into()));
    assert_eq!((&told[1]["text"], &told[1]["needsReview"]), (&"".into(), &true.into()));
    assert_eq!((&told[2]["text"], &told[2]["repairs"]), (&"1030日前".into(), &vec!["LOST_MONTH_CHARACTER"].into()));
    assert_eq!((&told[2]["clauses"][0]["month"], &told[2]["clauses"][0]["day"]), (&10.into(), &30.into()));
    assert_eq!((&told[3]["clauses"], &told[3]["needsReview"]), (&Vec::<Value>::new().into(), &true.into()));
}

#[test]
fn numbers_lists_and_norms_do_too() {
    let numbers = parse("document-number", "川办发〔202238号\n0818-5337333\n");
    assert_eq!(names(&numbers[0]), fields("DocumentNumber"));
    assert_eq!(numbers[0]["canonical"], "川办发〔2022〕38号");
    assert_eq!(numbers[0]["repairs"], Value::from(vec!["missing_close_bracket"]));
    assert_eq!((&numbers[1]["kind"], &numbers[1]["canonical"]), (&"NONE".into(), &Value::Null));

    let lists = parse("unit-list", "市司法局牵头,各县(市、区)人民政府等配合\n");
    let unit = |place: usize, field: &str| lists[0]["units"][place][field].clone();
    assert_eq!((unit(0, "name"), unit(0, "role")), ("市司法局".into(), "LEAD".into()));
    assert_eq!((unit(1, "role"), unit(1, "group")), ("COOPERATING".into(), "COUNTIES".into()));
    assert_eq!(lists[0]["openEnded"], true);

    let norms = parse("content-norms", "1.标题、文号;\\n2.须解读\n");
    assert_eq!(norms[0]["norms"][1]["requirements"], Value::from(vec!["INTERPRETATION_REQUIRED"]));
    assert_eq!(names(&norms[0]["norms"][0]), fields("ContentNorm"));
}

#[test]
fn a_line_that_is_no_text_ends_it_with_a_word() {
    let mut child = gongkai()
        .args(["parse", "time-limit"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    child.stdin.take().expect("its input").write_all(b"\xff\xfe\n").expect("it reads");
    let out = child.wait_with_output().expect("it ends");
    assert_eq!(out.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&out.stderr).contains("line 1: is not UTF-8"));
}
