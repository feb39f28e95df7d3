//! The notice against its table: days that the words of a plan name, and the tasks that they are about.

use entity::value::TimeLimitKind;
use entity::value::time_limit;
use entity::{task, task_plan};
use std::collections::HashSet;

/// A day that the notice sets, with the words around it.
struct Told<'a> {
    /// The clause as written.
    text: &'a str,
    /// The limit itself, such as 5月20日前.
    limit: String,
    /// What is to be done by then.
    words: String,
}

/// How much of a phrase's words a task must have to be the one that it speaks of. Measured on the three phrases of 合肥's
/// notice, the seed that tells such days in its body: the tasks meant have 0.50, 0.56 and 0.67, the next best 0.42, 0.33
/// and 0.33. A small sample: what is near the line is passed over rather than told.
const ALIKE: f64 = 0.5;
/// How many pairs of characters it must have, so that a phrase of two words meets no task.
const PAIRS: usize = 4;
/// How many days of a notice are looked at; a notice has a dozen.
const DAYS: usize = 200;
/// How many characters a limit may have.
const LIMIT: usize = 30;

/// The tasks for which the notice names another day than the table, with the notice's words.
///
/// Of each clause with a day (5月20日前完成村务公开事项梳理) the words are cut into pairs of characters, and so is each task.
/// The clause is about the task that has most of its pairs, if it has half of them and no other task has as many. That
/// is no reading, but days are told in the words of the table, and a clause that meets no task is passed over.
pub(super) fn differences<'a>(plan: &'a task_plan::Model, tasks: &'a [task::Model]) -> Vec<(&'a task::Model, &'a str)> {
    if plan.body.is_empty() {
        return Vec::new();
    }
    let tasks: Vec<_> = tasks.iter().map(|task| (task, pairs_of(task), plain(&task.requirement))).collect();
    let mut found: Vec<(&task::Model, &str)> = Vec::new();
    for told in told(&plan.body).into_iter().take(DAYS) {
        let limit = time_limit::parse(&told.limit);
        let Some(day) = limit.due_on(plan.year, plan.published_on).filter(|_| !limit.needs_review) else { continue };
        // Words that the task itself repeats, with a day of a step on the way, contradict nothing.
        let whole = plain(told.text);
        let pairs = pairs(&told.words);
        let mut best: Option<(usize, &task::Model, bool)> = None;
        for (task, of_task, requirement) in &tasks {
            if requirement.contains(&whole) {
                best = None;
                break;
            }
            let shared = pairs.intersection(of_task).count();
            let agrees = task.due_on == Some(day);
            best = match best {
                Some((most, first, ok)) if shared == most => Some((most, first, ok || agrees || task.due_on.is_none())),
                Some((most, ..)) if shared < most => best,
                _ => Some((shared, task, agrees || task.due_on.is_none())),
            };
        }
        if let Some((shared, task, false)) = best
            && shared >= PAIRS
            && shared as f64 >= ALIKE * pairs.len() as f64
            && !found.iter().any(|(met, text)| met.id == task.id && *text == told.text)
        {
            found.push((task, told.text));
        }
    }
    found
}

/// The letters and digits of a text, without what stands between them.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn pairs_of(task: &task::Model) -> HashSet<(char, char)> {
    let headings = [task.work_task.as_deref(), task.key_task.as_deref()].into_iter().flatten();
    headings.chain([task.requirement.as_str(), task.responsible.as_str()]).flat_map(pairs).collect()
}

/// The pairs of letters that stand side by side.
fn pairs(text: &str) -> HashSet<(char, char)> {
    let letters: Vec<char> = text.chars().collect();
    let is_word = |pair: &&[char]| pair.iter().all(|c| c.is_alphanumeric());
    letters.windows(2).filter(is_word).map(|pair| (pair[0], pair[1])).collect()
}

/// The days that a text sets, each with its clause.
fn told(body: &str) -> Vec<Told<'_>> {
    let mut out = Vec::new();
    for line in body.split(['\n', '\r', '。', '；', ';']) {
        let mut clauses = line.split(['，', ',']).peekable();
        while let Some(text) = clauses.next() {
            let Some((limit, mut words)) = limit_of(text) else { continue };
            // 4月30日前,市直单位完成…
            if plain(&words).chars().count() <= PAIRS
                && let Some(next) = clauses.peek()
                && limit_of(next).is_none()
            {
                words = format!("{words}，{next}");
            }
            out.push(Told { text: text.trim(), limit, words });
        }
    }
    out
}

/// The first limit of the form …日前, …月底前 in a clause, and the clause without it.
fn limit_of(clause: &str) -> Option<(String, String)> {
    let letters: Vec<(usize, char)> = clause.char_indices().collect();
    for (place, (end, _)) in letters.iter().enumerate().filter(|(_, (_, c))| *c == '前') {
        let is_date = |c: &char| c.is_ascii_digit() || "年月日号底末以之每".contains(*c);
        let start = letters[..place].iter().rposition(|(_, c)| !is_date(c)).map_or(0, |before| before + 1);
        if place - start > LIMIT {
            continue;
        }
        let from = letters.get(start).map_or(0, |(at, _)| *at);
        let limit = &clause[from..end + '前'.len_utf8()];
        let names_day = |clause: &entity::value::time_limit::Clause| clause.kind == TimeLimitKind::FixedDate;
        if time_limit::parse(limit).clauses.iter().any(names_day) {
            // A mark in its place: what stood on its two sides is not side by side.
            let words = format!("{} {}", &clause[..from], &clause[end + '前'.len_utf8()..]);
            return Some((limit.to_owned(), words));
        }
    }
    None
}
