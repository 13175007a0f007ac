//! Aeries: what the pages about its OneRoster export say, as data.

use super::{Declaration, Source};

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
    people: &[],
    remark: "The export is set up under School Info > Imports and Exports > OneRoster v1.1 Configuration. IDs of staff \
             begin with TCH_.",
};
