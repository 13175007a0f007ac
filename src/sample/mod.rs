//! A sample package to try the page with: a made-up district whose export shows a dozen typical defects.

use crate::package::{Bytes, Limits, Package};

/// Its files.
pub const FILES: [(&str, &str); 8] = [
    ("manifest.csv", include_str!("manifest.csv")),
    ("orgs.csv", include_str!("orgs.csv")),
    ("academicSessions.csv", include_str!("academicSessions.csv")),
    ("courses.csv", include_str!("courses.csv")),
    ("classes.csv", include_str!("classes.csv")),
    ("users.csv", include_str!("users.csv")),
    ("demographics.csv", include_str!("demographics.csv")),
    ("enrollments.csv", include_str!("enrollments.csv")),
];

/// The sample, as a folder of files.
pub fn package() -> Package {
    let files =
        FILES.iter().map(|(name, text)| ((*name).to_owned(), Box::new(text.as_bytes()) as Box<dyn Bytes>)).collect();
    Package::from_files("Sample district", files, Limits::default())
}
