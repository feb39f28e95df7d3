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

/// The sentences, and the words that stand in their holes: of apollo-compiler (validation), apollo-parser (syntax) and
/// async-graphql (reading arguments while executing). The more exact stands before the less.
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
    ("token limit reached, aborting lexing", "文档的词元数超过上限"),
    ("parser recursion limit reached", "文档嵌套过深"),
    ("Fragment Name cannot be 'on'", "片段不能名为 `on`"),
    ("Name can only be composed of letters, numbers and _", "名称只能由字母、数字和下划线组成"),
    ("expected Name to start with a letter or an _", "名称应以字母或下划线开头"),
    ("Unexpected <EOF>.", "文档是空的"),
    ("Unexpected EOF in float value", "浮点数没有写完"),
    ("Numbers must not have non-significant leading zeroes", "数字前不能有多余的零"),
    ("Unexpected character {} as integer suffix", "整数后不能有字符 {0}"),
    ("Unexpected character {} as float suffix", "浮点数后不能有字符 {0}"),
    ("Unexpected character {}, expected fractional digit", "小数点后应为数字，而不是字符 {0}"),
    ("Unexpected character {}, expected exponent digit or sign", "指数应为数字或正负号，而不是字符 {0}"),
    ("Unexpected character {}, expected exponent digit", "指数应为数字，而不是字符 {0}"),
    ("Unexpected character {}", "不应有字符 {0}"),
    ("Unterminated spread operator", "展开符应为三个点"),
    ("incomplete unicode escape sequence", "Unicode 转义没有写完"),
    ("invalid unicode escape sequence", "Unicode 转义无效"),
    ("unpaired surrogate in unicode escape sequence", "Unicode 转义中的代理对不成对"),
    ("unicode escape sequence must specify a Unicode scalar value", "Unicode 转义应为有效的字符"),
    ("unexpected escaped character", "转义字符无效"),
    ("unexpected line terminator", "字符串中不能换行"),
    ("unexpected end of data while lexing string value", "字符串没有结束"),
    ("unterminated string value", "字符串没有结束"),
    ("unexpected variable value in a Const context", "此处应为固定的值，不能是变量"),
    ("invalid Enum Value", "枚举值无效"),
    ("Invalid Type System Extension. This extension cannot be applied.", "请求的文档中不能有类型扩展"),
    ("expected a definition after this {}", "在 {0} 之后应为一个定义"),
    ("expected at least one Selection in Selection Set", "花括号内至少要取一个字段"),
    ("expected a StringValue, Name or OperationDefinition", "应为一个操作或片段"),
    ("expected an Operation Type or a Selection Set", "应为操作类型或花括号内的字段"),
    ("expected an Inline Fragment or a Fragment Spread", "应为内联片段或片段展开"),
    ("expected either a 'mutation', a 'query', or a 'subscription'", "应为 query、mutation 或 subscription"),
    ("expected a Name in Type Condition", "类型条件应有名称"),
    ("expected a Variable Definition", "应为变量定义"),
    ("expected an Argument Definition", "应为参数定义"),
    ("expected an Argument", "应为参数"),
    ("expected a Selection Set", "应为花括号内的字段"),
    ("expected Selection Set", "应为花括号内的字段"),
    ("expected Type Condition", "应为类型条件"),
    ("expected Fragment Name", "应为片段名称"),
    ("expected Enum Value", "应为枚举值"),
    ("expected a valid Value", "应为一个值"),
    ("expected @ symbol", "应为 @"),
    ("expected a Name", "应为名称"),
    ("expected a name", "应为名称"),
    ("expected a Type", "应为类型"),
    ("expected a type", "应为类型"),
    ("expected item type", "应为列表元素的类型"),
    ("expected a definition", "应为操作或片段"),
    ("expected definition", "应为操作或片段"),
    ("expected 'on'", "应为 `on`"),
    ("expected {}, got EOF", "应为{0!}，文档却已结束"),
    ("expected {}, got {}", "应为{0!}，而不是 `{1}`"),
    ("expected {}", "应为 {0}"),
    // Syntax, in the words of `document::syntax`
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
    ("NAME", "名称"),
    ("L_CURLY", "左花括号"),
    ("R_CURLY", "右花括号"),
    ("L_PAREN", "左括号"),
    ("R_PAREN", "右括号"),
    ("L_BRACK", "左方括号"),
    ("R_BRACK", "右方括号"),
    ("COLON", "冒号"),
    ("EQ", "等号"),
];

#[cfg(test)]
mod tests;
