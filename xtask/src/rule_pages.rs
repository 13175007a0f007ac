//! The pages of the rules: `dist/rules/`, and the rule book as data, `dist/rules.json`.
//!
//! Their one source is what `rostercheck rules --format json` prints. The pages need no script and fetch nothing.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, html};
use serde_json::Value;

use crate::process;

const STYLE: &str = include_str!("rule_pages.css");

/// A rule, as the rule book tells it.
struct Page {
    name: String,
    title: String,
    scope: String,
    /// The worst severity over the profiles.
    worst: &'static str,
    /// The page in Markdown, without its title.
    markdown: String,
    /// The section about the severity, which stands at the top of the page.
    severity: String,
}

/// Writes the pages, in place of those of an earlier build.
pub(crate) fn write(root: &Path) -> Result<()> {
    let dist = root.join("dist");
    let book = process::answer(
        process::cargo()
            .args(["run", "--quiet", "--bin", "rostercheck", "--", "rules", "--format", "json"])
            .current_dir(root),
    )
    .context("`cargo run --bin rostercheck -- rules --format json` failed")?;
    let pages = read(&book).context("the rule book could not be read")?;
    let folder = dist.join("rules");
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("{} could not be emptied", folder.display()))?;
    }
    let put = |path: std::path::PathBuf, text: &str| -> Result<()> {
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&path, text).with_context(|| format!("{} could not be written", path.display()))
    };
    put(dist.join("rules.json"), &book)?;
    put(folder.join("index.html"), &index(&pages))?;
    let names: Vec<&str> = pages.iter().map(|page| page.name.as_str()).collect();
    for (place, page) in pages.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|place| pages.get(place));
        put(folder.join(&page.name).join("index.html"), &rule(page, &names, before, pages.get(place + 1)))?;
    }
    eprintln!("Wrote the pages of {} rules into dist/rules/", pages.len());
    Ok(())
}

fn read(book: &str) -> Result<Vec<Page>> {
    let book: Value = serde_json::from_str(book)?;
    book.as_array().context("it is no list")?.iter().map(page).collect()
}

fn page(entry: &Value) -> Result<Page> {
    let text = |key: &str| entry[key].as_str().map(str::to_owned).with_context(|| format!("a rule has no {key}"));
    let severities = entry["severities"].as_array().context("a rule has no severities")?;
    let worst = ["error", "warning", "info"]
        .into_iter()
        .find(|word| severities.iter().any(|severity| severity[1] == **word))
        // How bad it is, is said by the receivers that somebody describes: no other has this rule.
        .unwrap_or("info");
    let page = text("page")?;
    let (body, rest) = page.split_once("\n## Severity\n").context("a page does not tell the severity")?;
    let (severity, source) = rest.split_once("\n## Source\n").context("a page has no source")?;
    let body = body.trim_start().split_once('\n').map_or("", |(_, body)| body);
    Ok(Page {
        name: text("name")?,
        title: text("title")?,
        scope: text("scope")?,
        worst,
        markdown: format!("{body}\n## Source\n{source}"),
        severity: severity.to_owned(),
    })
}

fn index(pages: &[Page]) -> String {
    let mut body = String::from(
        "<h1>The rules</h1>\n<p>What rostercheck looks for in a OneRoster package, from the package as a whole down to \
         single cells. The same as data: <a href=\"../rules.json\">rules.json</a>.</p>\n",
    );
    let mut scope = "";
    for page in pages {
        if page.scope != scope {
            if !scope.is_empty() {
                body.push_str("</ul>\n");
            }
            scope = &page.scope;
            let _ = writeln!(body, "<h2>{}</h2>\n<ul class=\"rules\">", heading(scope));
        }
        let _ = writeln!(
            body,
            "<li>{} <a href=\"{name}/index.html\">{}</a> <code>{name}</code></li>",
            badge(page.worst),
            inline(&page.title),
            name = page.name
        );
    }
    body.push_str("</ul>\n");
    document("The rules of rostercheck", "../index.html", None, &body)
}

fn heading(scope: &str) -> &str {
    match scope {
        "package" => "The package",
        "manifest" => "The manifest",
        "file" => "Files and headers",
        "row" => "How rows are written",
        "cell" => "Single cells",
        "relation" => "What rows say about each other",
        "change" => "What is different from the package sent before",
        other => other,
    }
}

fn badge(severity: &str) -> String {
    let title = match severity {
        "error" => "Error",
        "warning" => "Warning",
        _ => "Info",
    };
    format!("<span class=\"badge {severity}\">{title}</span>")
}

fn rule(page: &Page, names: &[&str], before: Option<&Page>, after: Option<&Page>) -> String {
    let mut body = format!("<h1>{}</h1>\n<ul class=\"severities\">\n", inline(&page.title));
    for line in page.severity.lines() {
        if let Some((profile, severity)) = line.strip_prefix("- ").and_then(|line| line.rsplit_once(": ")) {
            let _ = writeln!(body, "<li>{} {}</li>", badge(severity), escaped(profile));
        }
    }
    body.push_str("</ul>\n");
    body.push_str(&rendered(&page.markdown, names));
    body.push_str("<nav class=\"neighbours\" aria-label=\"Other rules\">\n");
    for (label, page) in [("Before", before), ("Next", after)] {
        if let Some(page) = page {
            let _ =
                writeln!(body, "<p>{label}: <a href=\"../{}/index.html\">{}</a></p>", page.name, inline(&page.title));
        }
    }
    body.push_str("</nav>\n");
    document(&plain(&page.title), "../../index.html", Some("../index.html"), &body)
}

fn document(title: &str, tool: &str, index: Option<&str>, body: &str) -> String {
    let index = index.map_or(String::new(), |index| format!(" <a href=\"{index}\">All rules</a>"));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n\
         <body>\n<header><nav aria-label=\"rostercheck\"><a href=\"{tool}\">Check a package</a>{index}</nav></header>\n\
         <main>\n{body}</main>\n</body>\n</html>\n",
        escaped(title)
    )
}

/// Markdown as HTML. The name of a rule leads to its page. An example is a figure with the word Wrong or Right; HTML in the text is shown as it is written.
fn rendered(markdown: &str, names: &[&str]) -> String {
    let mut in_example = false;
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES).map(|event| match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(word))) if &*word == "wrong" || &*word == "right" => {
            in_example = true;
            let title = if &*word == "wrong" { "Wrong" } else { "Right" };
            let open = format!("<figure class=\"{word}\">\n<figcaption>{title}</figcaption>\n<pre><code>");
            Event::Html(CowStr::from(open))
        }
        Event::End(TagEnd::CodeBlock) if std::mem::take(&mut in_example) => {
            Event::Html(CowStr::from("</code></pre>\n</figure>\n"))
        }
        Event::Code(name) if names.contains(&&*name) => {
            Event::InlineHtml(CowStr::from(format!("<a href=\"../{name}/index.html\"><code>{name}</code></a>")))
        }
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        other => other,
    });
    let mut page = String::new();
    html::push_html(&mut page, events);
    page
}

/// A title: text with code in backticks, without a paragraph around it.
fn inline(markdown: &str) -> String {
    rendered(markdown, &[]).trim().trim_start_matches("<p>").trim_end_matches("</p>").to_owned()
}

fn plain(markdown: &str) -> String {
    markdown.replace('`', "")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Value {
        serde_json::json!({
            "name": "bad-thing", "title": "A <thing> is `bad`", "scope": "cell",
            "severities": [["oneroster", "error"], ["d2l-brightspace", "info"]],
            "page": "# A <thing> is `bad`\n\n## What it checks\nA **bold** <script>word</script>, see `other-thing`.\n\n\
                     | a | b |\n|---|---|\n| 1 | 2 |\n\n## Example\n```wrong\na,<b>\n```\n```right\na,b\n```\n\n\
                     ## Severity\n- OneRoster standard: error\n- D2L Brightspace: info\n\n\
                     ## Source\n- OneRoster CSV binding: 3 <https://example.org>\n\nRule `bad-thing`, since 0.1.0.\n",
        })
    }

    #[test]
    fn a_page_is_made_of_what_the_rule_book_tells() {
        let page = page(&entry()).expect("a page");
        let html = rule(&page, &["other-thing"], None, Some(&page));
        for part in [
            "<title>A &lt;thing&gt; is bad</title>",
            "<li><span class=\"badge error\">Error</span> OneRoster standard</li>",
            "<h2>What it checks</h2>",
            "&lt;script&gt;",
            "<td>1</td>",
            "<figcaption>Wrong</figcaption>\n<pre><code>a,&lt;b&gt;\n</code></pre>",
            "<figcaption>Right</figcaption>",
            "<a href=\"https://example.org\">",
            "<a href=\"../bad-thing/index.html\">",
            "<a href=\"../other-thing/index.html\"><code>other-thing</code></a>",
        ] {
            assert!(html.contains(part), "{part} is not in {html}");
        }
        assert!(!html.contains("<script") && !html.contains("<thing>"), "{html}");
        assert_eq!(html.matches("<h1>").count(), 1);
    }

    #[test]
    fn the_index_leads_to_every_rule() {
        let pages = [page(&entry()).expect("a page"), page(&entry()).expect("a page")];
        assert_eq!(index(&pages).matches("href=\"bad-thing/index.html\"").count(), 2);
    }
}
