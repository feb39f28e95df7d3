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
    ("the variable `${}` is declared multiple times", "变量 `${0}` 被重复声明"),
    ("the argument `{}` is provided multiple times", "参数 `{0}` 被重复给出"),
    ("the value `{}` is defined multiple times", "字段 `{0}` 的值被重复给出"),
    ("the argument `{}` is not supported by `{}`", "`{1}` 没有参数 `{0}`"),
    ("cannot find type `{}` in this document", "没有名为 `{0}` 的类型"),
    ("cannot find directive `@{}` in this document", "没有名为 `@{0}` 的指令"),
    ("variable `${}` is not defined", "变量 `${0}` 没有定义"),
    ("cannot find fragment `{}` in this document", "本文档中没有名为 `{0}` 的片段"),
    ("value `{}` does not exist on `{}`", "枚举 `{1}` 没有值 `{0}`"),
    ("field `{}` does not exist on `{}`", "输入对象 `{1}` 没有字段 `{0}`"),
    ("the required argument `{}` is not provided", "缺少必填参数 `{0}`"),
    ("the required field `{}` is not provided", "缺少必填字段 `{0}`"),
    ("`${}` variable must be of an input type", "变量 `${0}` 的类型应为输入类型"),
    ("unused variable: `${}`", "变量 `${0}` 没有被使用"),
    ("{} directive is not supported for {} location", "指令 `@{0}` 不能用在 {1} 处"),
    ("expected value of type {}, found {}", "应为 {0} 类型的值，而不是{1!}"),
    ("int cannot represent non 32-bit signed integer value", "Int 应为 32 位有符号整数"),
    ("float cannot represent non-finite 64-bit floating point value", "Float 应为有限的 64 位浮点数"),
    ("non-repeatable directive {} can only be used once per location", "指令 `@{0}` 在同一处只能使用一次"),
    (
        "interface, union and object types must have a subselection set",
        "对象、接口和联合类型的字段必须写明要取哪些子字段",
    ),
    ("{} must have a composite type in its type condition", "{0!}的类型条件应为对象、接口或联合类型"),
    ("{} with type condition `{}` cannot be applied to `{}`", "{0!}的类型条件 `{1}` 与所在类型 `{2}` 不可能相符"),
    ("fragment `{}` must be used in an operation", "片段 `{0}` 没有被任何操作使用"),
    (
        "variable `${}` of type `{}` cannot be used for argument `{}` of type `{}`",
        "变量 `${0}` 的类型是 `{1}`，不能用于类型为 `{3}` 的参数 `{2}`",
    ),
    ("`{}` fragment cannot reference itself", "片段 `{0}` 不能引用自身"),
    ("`{}` contains too much nesting", "`{0}` 嵌套过深"),
    ("too much recursion", "嵌套过深"),
    ("Recursion limit reached", "嵌套过深"),
    ("an executable document must not contain {}", "请求的文档中不能有{0!}"),
    (
        "anonymous operation cannot be selected when the document contains other operations",
        "文档中有多个操作时，每个操作都应命名",
    ),
    ("the operation `{}` is defined multiple times in the document", "操作 `{0}` 被重复定义"),
    ("the fragment `{}` is defined multiple times in the document", "片段 `{0}` 被重复定义"),
    ("`{}` root operation type is not defined", "本服务没有 `{0}` 操作"),
    (
        "type condition `{}` of fragment `{}` is not a type defined in the schema",
        "片段 `{1}` 的类型条件 `{0}` 不是已定义的类型",
    ),
    (
        "type condition `{}` of inline fragment is not a type defined in the schema",
        "内联片段的类型条件 `{0}` 不是已定义的类型",
    ),
    ("field selection of scalar type `{}` must not have subselections", "标量类型 `{0}` 的字段不能再取子字段"),
    ("field selection of enum type `{}` must not have subselections", "枚举类型 `{0}` 的字段不能再取子字段"),
    ("type `{}` does not have a field `{}`", "类型 `{0}` 没有字段 `{1}`"),
    ("{} can only have one root field", "{0!}只能有一个根字段"),
    ("{} can not have an introspection field as a root field", "{0!}的根字段不能是内省字段"),
    ("{} can not specify @skip or @include on root fields", "{0!}的根字段不能用 @skip 或 @include"),
    ("`@defer` label `{}` is not unique within the document", "`@defer` 的标签 `{0}` 在文档中重复"),
    ("`@defer` label argument must be a static String, not a variable", "`@defer` 的标签应为固定的字符串，不能是变量"),
    ("`@defer` is not allowed on root selections of {} operations", "{0} 操作的根字段不能用 `@defer`"),
    (
        "`@defer` in a subscription operation must be disabled with an `if` argument",
        "订阅中的 `@defer` 必须用 `if` 参数关闭",
    ),
    (
        "operation must not select different types using the same name `{}`",
        "同一名称 `{0}` 下不能取不同类型的字段，请用别名区分",
    ),
    (
        "operation must not provide conflicting field arguments for the same name `{}`",
        "同一名称 `{0}` 下的参数互相冲突，请用别名区分",
    ),
    ("cannot select different fields into the same alias `{}`", "同一别名 `{0}` 下不能取不同的字段"),
    // Variables
    ("missing value for non-null variable '{}'", "缺少必填变量 `${0}`"),
    ("null value for {} of non-null type {}", "{0!}的类型是 {1}，不能为 null"),
    ("Input object has key {} not in type {}", "输入对象 `{1}` 没有字段 `{0}`"),
    ("Missing value for non-null input object field {}", "缺少必填字段 `{0}`"),
    ("could not coerce {}: {} to type {}", "{0!}的值 {1} 不能读作 {2} 类型"),
    ("default value of variable {}", "变量 `${0}` 的默认值"),
    ("variable {}", "变量 `${0}`"),
    ("input field {}", "字段 `{0}`"),
    // What is executed
    ("Failed to parse \"{}\": {}", "不能读作 {0}：{1!}"),
    ("{} (occurred while parsing \"{}\")", "{0!}（在读取 {1} 时）"),
    ("Expected input type \"{}\", found {}.", "应为 {0} 类型的值，而不是 {1}"),
    ("Enumeration type does not contain value \"{}\".", "枚举没有值 {0}"),
    ("Variable {} is not defined.", "变量 `${0}` 没有定义"),
    ("Cannot query field \"{}\" on type \"{}\".", "类型 `{1}` 没有字段 `{0}`"),
    ("Only integers from {} to {} are accepted for {}.", "{2} 应为 {0} 至 {1} 的整数"),
    ("Only integers from {} to {} are accepted.", "应为 {0} 至 {1} 的整数"),
    ("Invalid number", "数字无效"),
    ("Schema is not configured for {}s.", "本服务没有 {0} 操作"),
    ("Unknown operation named \"{}\"", "文档中没有名为 `{0}` 的操作"),
    ("Operation name required in request.", "文档中有多个操作，请用 `operationName` 指明一个"),
    // Syntax
    ("syntax error: {}", "语法错误：{0!}"),
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
    ("expected a definition", "应为操作或片段"),
    ("expected definition", "应为操作或片段"),
    ("expected 'on'", "应为 `on`"),
    ("expected {}, got EOF", "应为{0!}，文档却已结束"),
    ("expected {}, got {}", "应为{0!}，而不是 `{1}`"),
    ("expected {}", "应为 {0}"),
    // Words
    ("null", " null"),
    ("an enum", "枚举值"),
    ("a variable", "变量"),
    ("a string", "字符串"),
    ("a float", "浮点数"),
    ("an integer", "整数"),
    ("a boolean", "布尔值"),
    ("a list", "列表"),
    ("an input object", "输入对象"),
    ("an operation definition", "操作"),
    ("a fragment definition", "片段"),
    ("a directive definition", "指令的定义"),
    ("a schema definition", "模式的定义"),
    ("a schema extension", "模式的扩展"),
    ("a {} type definition", "类型的定义"),
    ("an {} type definition", "类型的定义"),
    ("a {} type extension", "类型的扩展"),
    ("an {} type extension", "类型的扩展"),
    ("inline fragment", "内联片段"),
    ("fragment {}", "片段 {0}"),
    ("anonymous subscription", "匿名订阅"),
    ("subscription {}", "订阅 {0}"),
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
mod tests {
    use super::*;

    #[test]
    fn names_and_values_are_carried_over() {
        let zh = |english: &str| chinese(english).unwrap_or_default();
        assert_eq!(zh("type `Query` does not have a field `nope`"), "类型 `Query` 没有字段 `nope`");
        assert_eq!(zh("the argument `a` is not supported by `Query.b(a:)`"), "`Query.b(a:)` 没有参数 `a`");
        assert_eq!(zh("expected value of type Int, found a string"), "应为 Int 类型的值，而不是字符串");
        assert_eq!(zh("syntax error: expected R_CURLY, got EOF"), "语法错误：应为右花括号，文档却已结束");
        assert_eq!(
            zh("inline fragment with type condition `A` cannot be applied to `B`"),
            "内联片段的类型条件 `A` 与所在类型 `B` 不可能相符"
        );
        assert_eq!(
            zh("Failed to parse \"Int\": Invalid number (occurred while parsing \"IntFilter\")"),
            "不能读作 Int：数字无效（在读取 IntFilter 时）"
        );
        assert_eq!(chinese("The moon is made of cheese"), None);
        assert_eq!(told("The moon", Some(3)).zh, "请求在第 3 行有误（The moon）");
        assert_eq!(told("The moon", None).en, "The moon");
    }

    #[test]
    fn patterns_hold_what_they_say() {
        assert_eq!(holes("a {} b {}", "a 1 b 2"), Some(vec!["1", "2"]));
        assert_eq!(holes("a {} b", "a 1 b b"), Some(vec!["1 b"]));
        assert_eq!(holes("a", "a"), Some(vec![]));
        assert_eq!(holes("a", "ab"), None);
        assert_eq!(holes("{} a", "b"), None);
    }

    /// A pattern that another one before it takes for its own would never be used.
    #[test]
    fn every_sentence_is_reached_and_every_hole_is_told() {
        for (at, (pattern, wording)) in SENTENCES.iter().enumerate() {
            let sample = pattern.replace("{}", "x");
            let first = SENTENCES.iter().position(|(pattern, _)| holes(pattern, &sample).is_some());
            assert_eq!(first, Some(at), "{pattern:?} is taken by {:?}", first.map(|at| SENTENCES[at].0));
            assert!(!wording.is_ascii() || wording.starts_with(' '), "{wording:?} is not Chinese");
            let count = pattern.matches("{}").count();
            for hole in 0..count {
                let told = wording.contains(&format!("{{{hole}}}")) || wording.contains(&format!("{{{hole}!}}"));
                assert!(told || pattern.contains(" type "), "{wording:?} leaves out hole {hole}");
            }
        }
    }
}
