//! The receipt as one HTML page that needs nothing else.

use std::fmt::Write as _;

use super::catalogue::Repair;
use super::receipt::{Receipt, Side};
use crate::report::{Escaped, page_head};
use crate::rules::{Rule, are, counted};

impl Receipt {
    /// As a page that needs nothing else: no script, no font, no image, no address.
    pub fn html(&self) -> String {
        let mut page = page_head(&format!("Repair of {}", Escaped(&self.input.name)));
        let _ = writeln!(page, "<p class=\"quiet\">Made by rostercheck {}.</p>", env!("CARGO_PKG_VERSION"));
        page.push_str(
            "<p>This is a corrected copy. Fix the source too, or the same problems come back with the next export.</p>\n",
        );
        page.push_str("<table>\n<thead><tr><th scope=\"col\">Package</th><th scope=\"col\">Name</th><th scope=\"col\">Bytes</th><th scope=\"col\">SHA-256</th></tr></thead>\n<tbody>\n");
        for (title, side) in [("Original", &self.input), ("Copy", &self.output)] {
            let Side { name, bytes, sha256 } = side;
            let _ = writeln!(
                page,
                "<tr><th scope=\"row\">{title}</th><td>{}</td><td>{}</td><td><code>{}</code></td></tr>",
                Escaped(name),
                counted(*bytes),
                Escaped(sha256.as_deref().unwrap_or_default())
            );
        }
        page.push_str("</tbody>\n</table>\n<h2>What was repaired</h2>\n<ul>\n");
        for repair in &self.repairs {
            let does = Repair::from_name(repair.name).map_or("", |repair| repair.does);
            let _ =
                writeln!(page, "<li>{}: {} <code>{}</code></li>", counted(repair.count), Escaped(does), repair.name);
        }
        page.push_str("</ul>\n");
        self.changes(&mut page);
        page.push_str("<h2>Still to be fixed at the source</h2>\n");
        if self.left.is_empty() {
            page.push_str("<p>Nothing that is an error or a warning.</p>\n");
        } else {
            page.push_str("<ul>\n");
            for left in &self.left {
                let title = Rule::from_name(left.rule).map_or(left.rule, Rule::title);
                let _ =
                    writeln!(page, "<li>{}: {} <code>{}</code></li>", counted(left.count), Escaped(title), left.rule);
            }
            page.push_str("</ul>\n");
        }
        page.push_str("</main>\n</body>\n</html>\n");
        page
    }

    fn changes(&self, page: &mut String) {
        page.push_str("<h2>Changes</h2>\n<table>\n<thead><tr>");
        for title in ["Repair", "File", "Line", "Column", "Before", "After"] {
            let _ = write!(page, "<th scope=\"col\">{title}</th>");
        }
        page.push_str("</tr></thead>\n<tbody>\n");
        for edit in &self.edits {
            let _ = writeln!(
                page,
                "<tr><td><code>{}</code></td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
                edit.repair,
                Escaped(&edit.file),
                edit.line.map_or_else(String::new, counted),
                Escaped(edit.column.as_deref().unwrap_or_default()),
                Escaped(&edit.before),
                Escaped(&edit.after)
            );
        }
        page.push_str("</tbody>\n</table>\n");
        let all: u64 = self.repairs.iter().map(|repair| repair.count).sum();
        let more = all.saturating_sub(self.edits.len() as u64);
        if more > 0 {
            let _ = writeln!(page, "<p>{} more {} not listed.</p>", counted(more), are(more));
        }
    }
}
