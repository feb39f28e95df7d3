//! Sanitised HTML to plain text, for readers that show no HTML.

/// The text of sanitised HTML: a line a block, entities as characters. What is sanitised is well formed, so that every
/// `<` begins a tag.
pub fn to_text(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        push_text(&mut out, &rest[..start]);
        let Some(length) = rest[start..].find('>') else {
            rest = "";
            break;
        };
        let name = rest[start + 1..start + length].trim_start_matches('/');
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        match name {
            "p" | "div" | "br" | "li" | "tr" | "table" | "ul" | "ol" | "blockquote" | "pre" | "hr" | "h1" | "h2"
            | "h3" | "h4" | "h5" | "h6" | "section" | "article"
                if !out.is_empty() && !out.ends_with('\n') =>
            {
                out.push('\n');
            }
            "td" | "th" if !out.is_empty() && !out.ends_with(['\n', '\t']) => out.push('\t'),
            _ => {}
        }
        rest = &rest[start + length + 1..];
    }
    push_text(&mut out, rest);
    let lines = out.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

fn push_text(out: &mut String, text: &str) {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&nbsp;", "\u{a0}");
    out.push_str(&text.replace("&amp;", "&"));
}

#[cfg(test)]
mod tests {
    use super::to_text;

    #[test]
    fn blocks_become_lines_and_entities_characters() {
        let html = "<h2>总则</h2><p>第一条 A &amp;lt; B</p><ul><li>一</li><li><b>二</b></li></ul><table><tr><td>x</td><td>y</td></tr></table>";
        assert_eq!(to_text(html), "总则\n第一条 A &lt; B\n一\n二\nx\ty");
        assert_eq!(to_text(""), "");
        assert_eq!(to_text("plain"), "plain");
    }
}
