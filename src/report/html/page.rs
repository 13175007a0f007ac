//! The page itself: its head and end, its headings, and text that cannot leave its place.

use std::fmt::{self, Display, Write as _};
use std::io::{self, Write};

use super::super::Tool;
use crate::rules::visible;

/// Text that stands in the page as it is, in an element or in a quoted attribute.
pub(crate) struct Escaped<'a>(pub(crate) &'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for letter in visible(self.0).chars() {
            match letter {
                '&' => formatter.write_str("&amp;")?,
                '<' => formatter.write_str("&lt;")?,
                '>' => formatter.write_str("&gt;")?,
                '"' => formatter.write_str("&quot;")?,
                '\'' => formatter.write_str("&#39;")?,
                _ => formatter.write_char(letter)?,
            }
        }
        Ok(())
    }
}

/// Text of a rule page: what stands between backticks is code.
pub(super) struct Marked<'a>(pub(super) &'a str);

impl Display for Marked<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, part) in self.0.split('`').enumerate() {
            if place % 2 == 1 {
                write!(formatter, "<code>{}</code>", Escaped(part))?;
            } else {
                write!(formatter, "{}", Escaped(part))?;
            }
        }
        Ok(())
    }
}

/// The page as far as it is not written yet.
#[derive(Default)]
pub(super) struct Page {
    pub(super) text: String,
    /// Of which of several packages it tells, from 1; 0 if there is one package, whose headings are those of the page.
    pub(super) package: usize,
}

impl fmt::Write for Page {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.text.write_str(text)
    }
}

impl Page {
    /// Adds markup.
    pub(super) fn push_str(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// A heading, by its rank in the report of one package. What it says may be markup.
    pub(super) fn heading(&mut self, rank: usize, says: impl Display) {
        let rank = rank + usize::from(self.package > 0);
        let _ = writeln!(self, "<h{rank}>{says}</h{rank}>");
    }

    /// The same, to be pointed at.
    pub(super) fn target(&mut self, rank: usize, id: &str, says: impl Display) {
        let (rank, id) = (rank + usize::from(self.package > 0), self.id(id));
        let _ = writeln!(self, "<h{rank} id=\"{id}\">{says}</h{rank}>");
    }

    /// What stands for an id of the report of one package.
    pub(super) fn id(&self, id: &str) -> String {
        if self.package > 0 { format!("package-{}-{id}", self.package) } else { id.to_owned() }
    }

    /// Writes what is not written yet.
    pub(super) fn write_to(&mut self, output: &mut dyn Write) -> io::Result<()> {
        output.write_all(self.text.as_bytes())?;
        self.text.clear();
        Ok(())
    }
}

/// Writes a page about something else than a report, in the same form. Title and body are markup.
pub(crate) fn page(title: &str, values: &str, body: &str, output: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::default();
    head(title, &mut page);
    let Tool { name, version } = Tool::own();
    made_by_tool(name, version, "", values, &mut page);
    page.push_str(body);
    page.push_str(END);
    page.write_to(output)
}

/// The end of any page.
pub(super) const END: &str = "</main>\n</body>\n</html>\n";

/// The head of the page. `of` is markup.
pub(super) fn head(of: &str, page: &mut Page) {
    page.push_str(&page_head(&format!("Roster check of {of}")));
}

/// The head of any page, up to its heading. The title is markup.
pub(crate) fn page_head(title: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n\
         <style>\n{}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n",
        include_str!("../html.css")
    )
}

/// Who made it, and whether contents of cells are shown.
pub(super) fn made_by_tool(name: &str, version: &str, made: &str, values: &str, page: &mut Page) {
    let values = match values {
        "masked" => " Values are hidden; only their kind is shown.",
        _ => " This report shows values: share it only with people who may see student data.",
    };
    let _ = writeln!(page, "<p class=\"quiet\">Made by {} {}{made}.{values}</p>", Escaped(name), Escaped(version));
}

#[cfg(test)]
mod tests {
    use super::{Escaped, Marked};

    #[test]
    fn text_cannot_leave_its_element_or_attribute() {
        assert_eq!(Escaped("<b>\"'&\u{202E}").to_string(), "&lt;b&gt;&quot;&#39;&amp;⟨U+202E⟩");
        assert_eq!(Marked("a `<b>` c").to_string(), "a <code>&lt;b&gt;</code> c");
    }
}
