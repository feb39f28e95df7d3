//! What the GraphQL libraries say, in Chinese: they write English sentences around names and values, so each sentence
//! is known here by its words, and the names and values are carried over.

use super::Text;

/// A message of a library in both languages. One that nobody has put into Chinese is told with its place and as it is.
pub fn told(english: &str, line: Option<usize>) -> Text {
    let zh = chinese(english).unwrap_or_else(|| match line {
        Some(line) => format!("请求在第 {line} 行有误（{english}）"),
        None => format!("请求有误（{english}）"),
    });
    Text { zh, en: english.to_owned() }
}

/// The Chinese wording of a message of a library, if it is known.
pub fn chinese(english: &str) -> Option<String> {
    SENTENCES.iter().find_map(|(pattern, wording)| Some(worded(wording, &holes(pattern, english)?)))
}

/// What stands in the holes of a pattern, if the text is one of its kind. Each hole is as short as may be, the last
/// one reaches to the end.
fn holes<'a>(pattern: &str, text: &'a str) -> Option<Vec<&'a str>> {
    let (first, rest) = match pattern.split_once("{}") {
        Some((first, rest)) => (first, Some(rest)),
        None => (pattern, None),
    };
    let mut text = text.strip_prefix(first)?;
    let Some(mut rest) = rest else { return text.is_empty().then(Vec::new) };
    let mut found = Vec::new();
    while let Some((between, after)) = rest.split_once("{}") {
        let (hole, behind) = text.split_once(between)?;
        found.push(hole);
        (text, rest) = (behind, after);
    }
    found.push(text.strip_suffix(rest)?);
    Some(found)
}

/// A wording with its holes filled: `{0}` as it was, `{0!}` put into Chinese where it is itself a sentence or a word of
/// a library.
fn worded(wording: &str, holes: &[&str]) -> String {
    let mut out = String::with_capacity(wording.len() + holes.iter().map(|hole| hole.len()).sum::<usize>());
    let mut rest = wording;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((hole, behind)) = after.split_once('}') else { break };
        let as_it_was = |number: &str| number.parse::<usize>().ok().and_then(|at| holes.get(at).copied());
        match hole.strip_suffix('!').map(as_it_was) {
            Some(inner) => {
                let inner = inner.unwrap_or_default();
                out.push_str(&chinese(inner).unwrap_or_else(|| inner.to_owned()));
            }
            None => out.push_str(as_it_was(hole).unwrap_or_default()),
        }
        rest = behind;
    }
    out + rest
}

/// The sentences, and the words that stand in their holes: of apollo-compiler (validation), of async-graphql (reading
/// arguments while executing), and of the reference implementation as `document::syntax` has them. The more exact
/// stands before the less.
const SENTENCES: &[(&str, &str)] = &[
    // Validation
    ("There can be only one variable named \"{}\".", "变量 \"{0}\" 被重复声明"),
    ("There can be only one argument named \"{}\".", "参数 \"{0}\" 被重复给出"),
    ("There can be only one operation named \"{}\".", "操作 \"{0}\" 被重复定义"),
    ("There can be only one fragment named \"{}\".", "片段 \"{0}\" 被重复定义"),
    ("Unknown argument \"{}\" on field \"{}\".", "\"{1}\" 没有参数 \"{0}\""),
    ("Unknown type \"{}\".", "没有名为 \"{0}\" 的类型"),
    ("Unknown directive \"{}\".", "没有名为 \"{0}\" 的指令"),
    ("Unknown fragment \"{}\".", "文档中没有名为 \"{0}\" 的片段"),
    ("Variable \"{}\" is not defined.", "变量 \"{0}\" 没有定义"),
    ("Variable \"{}\" is never used.", "变量 \"{0}\" 没有被使用"),
    ("Variable \"{}\" cannot be non-input type \"{}\".", "变量 \"{0}\" 应为输入类型，而 \"{1}\" 不是"),
    (
        "Field \"{}\" argument \"{}\" of type \"{}\" is required, but it was not provided.",
        "字段 \"{0}\" 缺少必填参数 \"{1}\"（类型 \"{2}\"）",
    ),
    (
        "Directive \"{}\" argument \"{}\" of type \"{}\" is required, but it was not provided.",
        "指令 \"{0}\" 缺少必填参数 \"{1}\"（类型 \"{2}\"）",
    ),
    ("Directive \"{}\" may not be used on {}.", "指令 \"{0}\" 不能用在 {1} 处"),
    ("The directive \"{}\" can only be used once at this location.", "指令 \"{0}\" 在此处只能使用一次"),
    (
        "Field \"{}\" of type \"{}\" must have a selection of subfields.",
        "字段 \"{0}\" 的类型是 \"{1}\"，必须写明要取哪些子字段",
    ),
    (
        "Field \"{}\" must not have a selection since type \"{}\" has no subfields",
        "字段 \"{0}\" 的类型 \"{1}\" 没有子字段，不能再往下取",
    ),
    (
        "Fragment \"{}\" cannot condition on non composite type \"{}\".",
        "片段 \"{0}\" 的类型条件 \"{1}\" 应为对象、接口或联合类型",
    ),
    ("Fragment cannot condition on non composite type \"{}\".", "片段的类型条件 \"{0}\" 应为对象、接口或联合类型"),
    (
        "Fragment \"{}\" cannot be spread here as objects of type \"{}\" can never be of type \"{}\".",
        "片段 \"{0}\" 不能在此展开：类型 \"{1}\" 的对象不可能是类型 \"{2}\"",
    ),
    (
        "Fragment cannot be spread here as objects of type \"{}\" can never be of type \"{}\".",
        "片段不能在此展开：类型 \"{0}\" 的对象不可能是类型 \"{1}\"",
    ),
    ("Fragment \"{}\" is never used.", "片段 \"{0}\" 没有被使用"),
    ("Cannot query field \"{}\" on type \"{}\".", "类型 \"{1}\" 没有字段 \"{0}\""),
    ("The schema definition is not executable.", "请求的文档中不能有模式的定义"),
    ("The \"{}\" definition is not executable.", "请求的文档中不能有 \"{0}\" 的定义"),
    ("This anonymous operation must be the only defined operation.", "文档中有多个操作时，每个操作都应命名"),
    ("The schema has no \"{}\" root type defined", "本服务没有 \"{0}\" 操作"),
    ("Subscription \"{}\" must select only one top level field.", "订阅 \"{0}\" 只能有一个根字段"),
    ("Anonymous Subscription must select only one top level field.", "匿名订阅只能有一个根字段"),
    ("Subscription \"{}\" must not select an introspection top level field.", "订阅 \"{0}\" 的根字段不能是内省字段"),
    ("Anonymous Subscription must not select an introspection top level field.", "匿名订阅的根字段不能是内省字段"),
    (
        "Subscription \"{}\" can not specify @skip or @include on root fields.",
        "订阅 \"{0}\" 的根字段不能用 \"@skip\" 或 \"@include\"",
    ),
    (
        "Anonymous Subscription can not specify @skip or @include on root fields.",
        "匿名订阅的根字段不能用 \"@skip\" 或 \"@include\"",
    ),
    (
        "Fields \"{}\" conflict because they return conflicting types \"{} and \"{}\". Use different aliases on the \
         fields to fetch both if this was intentional.",
        "字段 \"{0}\" 的类型 \"{1}\" 与 \"{2}\" 互相冲突；如果两者都要，请用别名区分",
    ),
    (
        "Fields \"{}\" conflict because \"{}\" and \"{}\" are different fields. Use different aliases on the fields to \
         fetch both if this was intentional.",
        "\"{0}\" 下的 \"{1}\" 与 \"{2}\" 是不同的字段；如果两者都要，请用别名区分",
    ),
    (
        "Fields \"{}\" conflict because they have differing arguments. Use different aliases on the fields to fetch both \
         if this was intentional.",
        "字段 \"{0}\" 的参数互相冲突；如果两者都要，请用别名区分",
    ),
    ("the value `{}` is defined multiple times", "字段 \"{0}\" 被重复给出"),
    (
        "Value for arguments \"defer(label:)\" and \"stream(label:)\" must be unique across all Defer/Stream directive usages.",
        "`@defer` 的标签在文档中重复",
    ),
    ("Argument \"@defer(label:)\" must be a static string.", "`@defer` 的标签应为固定的字符串，不能是变量"),
    ("Defer directive cannot be used on root {} type.", "`{0}` 操作的根字段不能用 `@defer`"),
    (
        "Defer directive not supported on subscription operations. Disable `@defer` by setting the `if` argument to `false`.",
        "订阅不支持 `@defer`，请将它的 `if` 参数设为 `false`",
    ),
    ("`{}` contains too much nesting", "`{0}` 嵌套过深"),
    ("too much recursion", "嵌套过深"),
    ("Recursion limit reached", "嵌套过深"),
    // What is executed
    ("Failed to parse \"{}\": {}", "不能读作 {0}：{1!}"),
    ("{} (occurred while parsing \"{}\")", "{0!}（在读取 {1} 时）"),
    ("Expected input type \"{}\", found {}.", "应为 {0} 类型的值，而不是 {1}"),
    ("Enumeration type does not contain value \"{}\".", "枚举没有值 {0}"),
    ("Variable {} is not defined.", "变量 `${0}` 没有定义"),
    ("Only integers from {} to {} are accepted.", "应为 {0} 至 {1} 的整数"),
    ("Invalid number", "数字无效"),
    // Syntax
    ("Syntax Error: {}", "语法错误：{0!}"),
    ("Unexpected <EOF>.", "文档是空的"),
    ("Unexpected text in a definition of a type.", "请求的文档中不能有类型的定义，且此处无法读懂"),
    ("Unexpected text.", "文本无法读懂"),
    ("Unexpected character: {}.", "不应有字符 {0}"),
    ("Unexpected description, only GraphQL definitions support descriptions.", "说明后应为操作或片段"),
    ("Unexpected {}.", "此处不应有{0!}"),
    ("Expected {}, found {}.", "应为{0!}，而不是{1!}"),
    ("Unterminated string.", "字符串没有结束"),
    ("Invalid character escape sequence.", "转义字符无效"),
    ("Invalid Unicode escape sequence.", "Unicode 转义无效"),
    // Words
    ("Name", "名称"),
    ("Int", "整数"),
    ("Float", "小数"),
    ("String", "字符串"),
    ("<EOF>", "文档的结尾"),
];

#[cfg(test)]
mod tests;
