//! Aeries: what the pages about its OneRoster export say, as data.

use super::{Declaration, Source, Steps};
use crate::rule::Said;

/// The sender.
pub(super) static DECLARATION: Declaration = Declaration {
    id: "aeries",
    title: "Aeries",
    read_on: "2026-11-28",
    sources: &[
        Source {
            title: "Aperture Education: Integrating with the Aeries Student Information System",
            link: "https://info.apertureed.com/en/hc/integrating-with-the-aeries-student-information-system",
        },
        Source {
            title: "Aeries: OneRoster",
            link: "https://support.aeries.com/support/solutions/articles/14000134412",
        },
    ],
    steps: STEPS,
    people: &[],
    remark: "The export is set up under School Info > Imports and Exports > OneRoster v1.1 Configuration. IDs of staff \
             begin with TCH_.",
};

/// Where the export is set up.
const SCREEN: &str = "School Info > Imports and Exports > OneRoster v1.1 Configuration";

/// Its pages name one screen, and how ids of staff begin: of more nobody knows.
static STEPS: &[Steps] = &[
    ("no-roster-files", again),
    ("oneroster-1-0", version),
    ("missing-manifest", again),
    ("listed-file-missing", file_said),
    ("missing-file", file_missing),
    ("campus-file-missing", file_missing),
    ("needed-file-missing", file_missing),
    ("unknown-oneroster-version", version),
    ("version-not-accepted", version),
    ("wrong-file-content", again),
    ("missing-column", again),
    ("mixed-id-schemes", |_| {
        "Aeries begins the IDs of staff with TCH_. If this is all that tells the IDs apart, nothing has to change."
            .into()
    }),
];

/// The whole package is exported anew.
fn again(_: &Said) -> String {
    format!("Open {SCREEN} in Aeries, and export all files again. Send them as Aeries makes them.")
}

/// The screen is that of the version.
fn version(_: &Said) -> String {
    format!("Open {SCREEN} in Aeries, and export all files there: the screen is that of OneRoster 1.1.")
}

/// A file is exported that is not there.
fn file_missing(said: &Said) -> String {
    missing(said.file())
}

/// The same where the words of the rule name it.
fn file_said(said: &Said) -> String {
    missing(&crate::rules::listed_file_missing::file(said))
}

fn missing(file: &str) -> String {
    format!("Open {SCREEN} in Aeries, look whether {file} is part of the export, and export all files again.")
}
