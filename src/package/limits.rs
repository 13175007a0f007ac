//! What a package may cost.

/// Bounds on what opening and reading a package may cost. They count bytes really inflated, never bytes declared.
///
/// A bomb costs only time here, because nothing inflated is kept; the limits say early that something is wrong, and a
/// person may open the same package again with [`Limits::lifted`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes that one entry may inflate to.
    pub entry_bytes: u64,
    /// Most bytes that all entries together may inflate to. Reading an entry again does not count again.
    pub total_bytes: u64,
    /// Most inflated bytes per packed byte, of an entry and of the package (which catches overlapping entries), ...
    pub ratio: u64,
    /// ... once more than this many bytes were inflated: a small file may be as repetitive as it likes.
    pub ratio_floor: u64,
    /// Most entries that a zip's directory may list.
    pub entries: usize,
    /// Most bytes of an entry's name that are kept; the rest of a longer one is cut off.
    pub name_bytes: usize,
}

impl Default for Limits {
    /// - 8 GiB per entry and 16 GiB in all: the enrollments of the largest districts are some hundred megabytes.
    /// - 200:1 above 64 MiB: rosters pack to between 8:1 and, with very repetitive columns, some 60:1; deflate cannot
    ///   exceed 1032:1, and a bomb has to come close to that to be worth its name.
    /// - 1000 entries: a package has fewer than 40, but it may hold a twin of each from macOS, or a folder that was
    ///   zipped along by mistake, and that deserves a better answer than a refusal. Each costs a look at its header.
    /// - 1024 bytes of a name: no file of the standard needs more than 30.
    fn default() -> Self {
        Limits {
            entry_bytes: 8 << 30,
            total_bytes: 16 << 30,
            ratio: 200,
            ratio_floor: 64 << 20,
            entries: 1000,
            name_bytes: 1024,
        }
    }
}

impl Limits {
    /// No bound on how much is inflated, for a person who was told and wants to go on. A bound on the entries stays,
    /// because they cost memory: some 2 kB for each, from here to the report.
    #[must_use]
    pub fn lifted(self) -> Self {
        Limits { entry_bytes: u64::MAX, total_bytes: u64::MAX, ratio: u64::MAX, entries: 200_000, ..self }
    }

    /// Whether these are lifted already, so that nobody can go further.
    pub fn are_lifted(&self) -> bool {
        *self == self.lifted()
    }
}
