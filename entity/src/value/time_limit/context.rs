//! A head and the words around it, to a clause.

use super::Clause;
use super::grammar::{Amount, External, Head};
use super::word::{Term, Token, Word};
use super::{subject, trigger};
use crate::value::{
    Recurrence, TimeLimitBound as Bound, TimeLimitDirection as Direction, TimeLimitKind as Kind,
    TimeLimitTrigger as Trigger, TimeLimitUnit as Unit,
};

/// A head's surroundings.
pub(super) struct Context<'c, 'p> {
    pub plain: &'p str,
    pub before: &'c [Token],
    pub after: &'c [Token],
    pub start: usize,
    pub first: bool,
}

impl Context<'_, '_> {
    fn has(&self, word: Word) -> bool {
        self.before.iter().any(|token| token.word == word)
    }

    fn names(&self, term: Term) -> bool {
        self.before.iter().chain(self.after).any(|token| token.word == Word::Term(term))
    }

    /// The clause, and whether its subject is the verb that follows it.
    pub(super) fn read(&self, head: &Head, used: &mut [bool]) -> Option<(Clause, bool)> {
        let mut clause = match head {
            Head::Amount(amount) => self.amount(amount)?,
            Head::BeforeEvent(term) => {
                let term = Token { word: Word::Term(*term), start: self.start, end: self.start };
                let words: Vec<Token> = self.before.iter().copied().chain([term]).collect();
                Clause {
                    trigger: Some(trigger::before(&words)),
                    direction: Some(Direction::Before),
                    ..Clause::new(Kind::WithinBefore)
                }
            }
            Head::Plain(clause) => self.plain_clause(clause, used)?,
            Head::Recurring(recurrence) => self.recurring(*recurrence, used),
            Head::InYear(year) => match self.after.iter().any(|token| matches!(token.word, Word::Times(_))) {
                true => Clause { year: *year, ..self.recurring(Recurrence::Year, used) },
                false => Clause {
                    year: *year,
                    month: Some(12),
                    end_of_month: true,
                    direction: Some(Direction::Before),
                    inclusive: Some(true),
                    ..Clause::new(Kind::FixedDate)
                },
            },
            Head::Limit(kind, dynamic) => return Some(self.limit(*kind, *dynamic)),
            Head::Together => Clause { with: self.with().map(str::to_owned), ..Clause::new(Kind::Simultaneous) },
            Head::Effective => Clause { trigger: Some(self.effective()), ..Clause::new(Kind::EffectiveFrom) },
            Head::External(external) => self.external(external),
        };
        if clause.subject.is_none() {
            clause.subject = subject::matter(self.plain, self.before, self.start, self.first).map(str::to_owned);
        }
        Some((clause, false))
    }

    fn amount(&self, amount: &Amount) -> Option<Clause> {
        let minimum = amount.at_least || amount.side == Some(Word::Above) || self.has(Word::Minimum);
        let maximum = amount.side == Some(Word::Below) || self.has(Word::Maximum);
        let within = amount.side == Some(Word::Within);
        let periods = [Term::Validity, Term::Publicity, Term::Extension];
        let valid = self.after.first().is_some_and(|token| token.word == Word::Term(Term::Valid));
        // 公开5年 is how long, 公开后5年 is from when.
        let last = self.before.last().map(|last| last.word);
        let shown = amount.side.is_none() && matches!(last, Some(Word::Term(Term::Publish | Term::TakeEffect)));
        let lasting = !within && (valid || shown || periods.iter().any(|term| self.has(Word::Term(*term))));
        // 最迟5小时内 is a last moment; 最长不超过5小时 is a length.
        let latest = within
            && self
                .before
                .iter()
                .any(|token| token.word == Word::Maximum && self.plain[token.start..token.end].contains(['迟', '晚']));
        let happens = self.before.iter().any(|token| matches!(token.word, Word::Term(_)));
        let advance = self.has(Word::Advance) || amount.before;
        // 公开满5年: 满 only says that the years are over; what they start from stands before it.
        let full = !advance
            && amount.side != Some(Word::Before)
            && self.before.last().is_some_and(|last| &self.plain[last.start..last.end] == "满");
        // 及时公开(20个工作日内): a bracket parts the amount from the words before it.
        let opened = self.plain[..self.start].ends_with('(');
        let start = &self.before[..self.before.len() - usize::from(full)];
        let trigger = trigger::after(start, !minimum && !maximum && !lasting && !opened);
        // 每10个工作日, 最后一周.
        if self.before.last().is_some_and(|last| last.word == Word::Vague) {
            return None;
        }
        let every =
            self.before.iter().find_map(|token| if let Word::Every(every) = token.word { Some(every) } else { None });
        let kind = match amount.side {
            _ if advance => Kind::WithinBefore,
            // 15日前 alone may be a day of some month.
            Some(Word::Before) if happens || amount.unit != Unit::Day => Kind::WithinBefore,
            Some(Word::Before) => return None,
            Some(Word::From(_)) => Kind::AfterAtLeast,
            None if full => Kind::AfterAtLeast,
            _ if amount.most.is_some() && amount.either => Kind::OneOf,
            _ if amount.most.is_some() => Kind::Range,
            _ if self.has(Word::MoreThan) => Kind::MoreThan,
            _ if minimum && trigger.is_some() => Kind::AfterAtLeast,
            _ if minimum => Kind::AtLeast,
            _ if maximum && trigger.is_none() && !latest => Kind::AtMost,
            _ if lasting => Kind::Duration,
            _ if within || trigger.is_some() => Kind::WithinAfter,
            _ => Kind::Duration,
        };
        let mut clause = Clause {
            amount: Some(amount.least),
            amount_to: amount.most,
            unit: Some(amount.unit),
            recurrence: every,
            trigger,
            ..Clause::new(kind)
        };
        match kind {
            Kind::WithinBefore => {
                clause.trigger = Some(trigger::before(self.before));
                clause.direction = Some(Direction::Before);
                // 提前5日 is five days or more; 前6个月内 is six months or less.
                clause.bound = (!within || self.has(Word::Advance)).then_some(Bound::Minimum);
            }
            Kind::WithinAfter | Kind::AfterAtLeast => clause.direction = Some(Direction::After),
            Kind::Range | Kind::OneOf => clause.direction = trigger.map(|_| Direction::After),
            Kind::MoreThan if self.names(Term::Message) => clause.trigger = Some(Trigger::MessageReceived),
            _ => {}
        }
        clause.subject = subject::of_amount(&clause, self.before, self.after).map(str::to_owned);
        Some(clause)
    }

    fn plain_clause(&self, clause: &Clause, used: &mut [bool]) -> Option<Clause> {
        let mut clause = clause.clone();
        // 举行会议120日前 and 提前120日 count days; 120日前 alone has lost a character. In between nobody knows.
        let digits = self.plain[self.start..].chars().take_while(char::is_ascii_digit).count();
        let counts = self
            .before
            .last()
            .is_some_and(|last| matches!(last.word, Word::Term(_) | Word::Of | Word::Advance | Word::Minimum));
        if digits == 3 && counts {
            return None;
        }
        // 每年1月公布一次: once is no more than the month says.
        if matches!(clause.kind, Kind::RecurringDate | Kind::FixedMonth | Kind::FixedDate) {
            let once = self.after.iter().position(|token| token.word == Word::Times(1));
            once.into_iter().for_each(|at| used[at] = true);
        }
        let validity = self.has(Word::Term(Term::Validity));
        let text = self.before.first().and_then(|first| self.plain.get(first.start..self.start)).unwrap_or("");
        match clause.kind {
            Kind::FixedDate
                if self.plain[self.start..].starts_with("有效期")
                    || self.plain[self.start..].starts_with("施行至")
                    || (validity && clause.direction == Some(Direction::Before))
                    || (self.plain[self.start..].starts_with(['至', '到']) && self.is_in_force()) =>
            {
                clause.kind = Kind::ValidUntil;
                clause.direction = None;
            }
            Kind::FixedDate | Kind::RecurringDate if self.has(Word::Maximum) => {
                clause.direction = Some(Direction::Before);
                clause.inclusive = (clause.day.is_some() || clause.end_of_month).then_some(true);
            }
            Kind::Continuous => {
                clause.year =
                    self.before.last().and_then(|last| if let Word::Date(date) = last.word { date.year } else { None });
            }
            Kind::DateRange if validity => clause.subject = Some("VALIDITY".to_owned()),
            Kind::DateRange if self.has(Word::Term(Term::Publicity)) => {
                clause.subject = Some("PUBLICITY_PERIOD".to_owned())
            }
            Kind::DateRange if self.has(Word::Term(Term::Consultation)) => {
                clause.subject = Some("CONSULTATION".to_owned())
            }
            _ => {}
        }
        if clause.kind == Kind::FixedDate {
            clause.subject = subject::actor(text).map(str::to_owned);
        }
        Some(clause)
    }

    /// 有效 or 执行 directly before 至.
    fn is_in_force(&self) -> bool {
        let last = self.before.last().map(|last| last.word);
        matches!(last, Some(Word::Term(Term::Valid | Term::TakeEffect)))
    }

    fn recurring(&self, recurrence: Recurrence, used: &mut [bool]) -> Clause {
        let mut times = None;
        for (token, used) in self.after.iter().zip(used) {
            match token.word {
                Word::Times(count) if times.is_none() => {
                    times = Some(count);
                    *used = true;
                }
                Word::Minimum if times.is_none() => *used = true,
                _ => {}
            }
        }
        let before =
            self.before.iter().find_map(|token| if let Word::Times(count) = token.word { Some(count) } else { None });
        Clause { recurrence: Some(recurrence), minimum_times: times.or(before), ..Clause::new(Kind::Recurring) }
    }

    fn limit(&self, kind: Kind, dynamic: bool) -> (Clause, bool) {
        let mut clause = Clause::new(kind);
        let text = &self.plain[self.start..];
        clause.trigger = trigger::after(self.before, kind == Kind::Immediate);
        if kind == Kind::Immediate && clause.trigger.is_none() {
            // What is answered on the spot is the application that was just made.
            let answered = self.after.iter().any(|token| self.plain[token.start..token.end].contains("答复"));
            clause.trigger = answered.then_some(Trigger::ApplicationReceived);
        }
        let verb = match dynamic {
            true if text.starts_with("动态调整") => Some("ADJUST_CATALOGUE"),
            true if text.starts_with("动态更新") => Some("UPDATE"),
            true => None,
            false => subject::of_verb(self.after),
        };
        clause.subject = verb.map(str::to_owned);
        (clause, verb.is_some())
    }

    /// With what: the interpretation, unless the words tell otherwise, where something is published.
    fn with(&self) -> Option<&'static str> {
        let text = &self.plain[self.start..];
        let verb = text.strip_prefix("同步").unwrap_or("");
        let bare = self.before.iter().all(|token| {
            matches!(token.word, Word::Enum | Word::And)
                || "应当要需须均一律".contains(&self.plain[token.start..token.end])
        });
        let published = verb.is_empty()
            || ["发布", "公开", "公布", "组织", "审签", "部署"].iter().any(|word| verb.starts_with(word));
        match () {
            () if self.names(Term::Interpretation) => Some("INTERPRETATION"),
            () if self.names(Term::Website) && self.names(Term::NewMedia) => Some("WEBSITE_AND_NEW_MEDIA"),
            () if self.has(Word::Term(Term::Document)) => Some("DOCUMENT"),
            () if bare && published && text.starts_with("同步") => Some("INTERPRETATION"),
            () => None,
        }
    }

    fn effective(&self) -> Trigger {
        // The 起 is in the head: the words before it are what it starts from.
        let mut words = self.before.to_vec();
        words.push(Token { word: Word::From(false), start: self.start, end: self.start });
        trigger::after(&words, false).unwrap_or(Trigger::Other)
    }

    fn external(&self, external: &External) -> Clause {
        let named = external.authority.and_then(|(start, end)| {
            // 另有规定 has its maker before it, up to 对.
            let begin = if start == 0 { self.before.first()?.start } else { start };
            let about = self.before.iter().find(|token| token.word == Word::About).map_or(end, |token| token.start);
            self.plain.get(begin..if start == 0 { about.min(end) } else { end })
        });
        Clause {
            authority: named.and_then(authority),
            bound: external.maximum.then_some(Bound::Maximum),
            ..Clause::new(Kind::External)
        }
    }
}

/// Whose rules: a title without its marks, or the name as written; null where it names nobody.
fn authority(text: &str) -> Option<String> {
    let title = text.find('《').zip(text.rfind('》')).and_then(|(open, close)| text.get(open + '《'.len_utf8()..close));
    if let Some(title) = title.filter(|title| !title.contains(['《', '》'])) {
        // 《条例》 is in this field what everyone calls the regulation itself.
        let full = if title == "条例" || title == "中华人民共和国政府信息公开条例" {
            "政府信息公开条例"
        } else {
            title
        };
        return Some(full.to_owned());
    }
    // A bracket opens the sentence that names them.
    let text = text.rsplit('(').next().unwrap_or(text);
    let lead = ["如", "若", "凡", "遇", "(", "国家"].iter().fold(text, |text, word| text.trim_start_matches(word));
    let lead = if lead.starts_with('、') { text } else { lead };
    let name = ["的", "有关", "相关", "等", "另", "或"].iter().fold(lead, |text, word| text.trim_end_matches(word));
    let name = ["有关", "相关"].iter().fold(name, |text, word| text.trim_start_matches(word));
    if name == "条例" {
        return Some("政府信息公开条例".to_owned());
    }
    let generic = ["", "文件", "有关", "相关", "上级", "相应", "本", "其", "严格", "工作", "具体", "最新", "实际"]
        .contains(&name);
    (!generic && name.chars().count() <= 30).then(|| name.to_owned())
}
