//! Every repair: the rule that it answers, whether it has one right answer, and what it does in words.

/// One repair.
#[derive(Debug)]
pub struct Repair {
    /// Which.
    pub fix: Fix,
    /// Public name in kebab-case, as `--only` and `--also` take it.
    pub name: &'static str,
    /// The rule that it answers.
    pub rule: &'static str,
    /// Whether there is one right answer and nothing is lost. Others are made only where somebody asks for them.
    pub is_safe: bool,
    /// What it does, in one sentence.
    pub does: &'static str,
}

macro_rules! repairs {
    ($($fix:ident $safety:ident $name:literal $rule:literal $does:literal;)*) => {
        /// The repairs, by which the engine knows them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        #[allow(missing_docs, reason = "the catalogue says what each does")]
        pub enum Fix { $($fix,)* }

        /// The catalogue, in the order in which repairs are told.
        pub static REPAIRS: &[Repair] = &[$(Repair {
            fix: Fix::$fix,
            name: $name,
            rule: $rule,
            is_safe: matches!(Safety::$safety, Safety::Safe),
            does: $does,
        },)*];
    };
}

enum Safety {
    Safe,
    #[allow(dead_code, reason = "compared only")]
    Asks,
}

repairs! {
    FolderUnwrapped Safe "unwrap-folder" "file-in-folder" "Moves the files out of their folder.";
    FileCase Safe "file-name-case" "miscased-file-name" "Gives file names the standard's upper and lower case.";
    FileEnding Safe "file-name-ending" "wrong-file-ending" "Makes file names end with .csv.";
    FileDate Safe "file-name-date" "date-in-file-name" "Removes the date or number from file names.";
    FileName Safe "file-name" "misnamed-file" "Renames a file after the records that its header shows it contains.";
    Leftovers Safe "remove-leftovers" "system-leftover" "Removes files that an operating system added.";
    Manifest Safe "make-manifest" "missing-manifest" "Creates manifest.csv from the files in the package.";
    ManifestHeader Safe "manifest-header" "manifest-header" "Makes propertyName,value the header of the manifest.";
    ManifestVersion Safe "manifest-version" "wrong-manifest-version" "Sets manifest.version to 1.0.";
    StandardVersion Safe "standard-version" "unknown-oneroster-version" "Shortens oneroster.version to 1.1 or 1.2.";
    ManifestNames Safe "manifest-names" "unknown-manifest-property" "Corrects the property names in the manifest.";
    ManifestModes Safe "manifest-modes" "bad-file-mode" "Writes bulk, delta, and absent in lowercase without spaces.";
    ManifestRepeats Safe "manifest-repeats" "repeated-manifest-property" "Removes duplicate rows from the manifest.";
    ManifestRows Safe "manifest-rows" "missing-manifest-property" "Adds missing rows to the manifest, based on the files in the package.";
    ManifestUnlisted Safe "manifest-unlisted" "unlisted-file" "Lists a file that is in the package but marked absent in the manifest.";
    ByteOrderMark Safe "remove-bom" "byte-order-mark" "Removes the byte order mark.";
    Utf16 Safe "utf-8" "utf-16-encoding" "Converts UTF-16 and UTF-32 to UTF-8.";
    LineEnds Safe "line-ends" "cr-line-endings" "Converts line endings to CRLF.";
    Separator Safe "commas" "wrong-delimiter" "Converts the separator to commas.";
    TopLines Safe "top-lines" "lines-above-header" "Removes the lines above the header.";
    HeaderCase Safe "header-case" "miscased-column" "Gives column names the standard's upper and lower case, without extra spaces.";
    HeaderSpelling Safe "header-spelling" "misspelled-column" "Corrects misspelled column names.";
    HeaderNames Safe "header-names" "renamed-column" "Replaces column names of the REST API or another program with the standard's.";
    HeaderPrefix Safe "header-prefix" "decorated-columns" "Removes table names, brackets, or quotes from column names.";
    HeaderUnnamed Safe "header-unnamed" "unnamed-column" "Names a column that has no name, when its position shows which one it is.";
    MissingColumns Safe "missing-columns" "missing-column" "Adds missing optional columns, empty.";
    ColumnOrder Safe "column-order" "misplaced-column" "Puts the columns in the standard's order.";
    BlankRows Safe "blank-rows" "blank-row" "Removes empty lines.";
    HeaderRepeats Safe "header-repeats" "repeated-header" "Removes repeated headers from among the records.";
    ReportLines Safe "report-lines" "report-line" "Removes lines that aren't records, such as “(2 rows affected)”.";
    StrayQuotes Safe "stray-quotes" "stray-quote" "Quotes a value that contains a double quote, when the row has the right number of cells.";
    IdenticalRows Safe "identical-rows" "duplicate-sourced-id" "Keeps one copy of rows that are identical in every cell.";
    SpacesOnly Safe "spaces-only" "spaces-only-cell" "Empties cells that contain only spaces, if they may be empty.";
    NullWords Safe "null-words" "null-text" "Empties cells that contain the word NULL, if they may be empty.";
    BulkBlanks Safe "bulk-blanks" "filled-in-bulk" "Empties status and dateLastModified in bulk files, unless the file has deleted records.";
    WordCase Safe "word-case" "miscased-token" "Corrects upper and lower case and spaces in words, such as TRUE → true.";
    Words Safe "words" "unknown-token" "Changes yes, y, t, and 1 to true; no, n, f, and 0 to false; tobedelete to tobedeleted.";
    Dates Safe "dates" "bad-date" "Writes dates as YYYY-MM-DD, if the column shows whether the day or the month comes first.";
    TimeStamps Safe "time-stamps" "bad-date-time" "Converts time stamps that name their time zone to UTC.";
    TimeStampForm Safe "time-stamp-form" "date-time-form" "Writes time stamps in the standard's form, such as 2026-11-21T18:25:43.511Z.";
    Grades Safe "grades" "unknown-grade" "Writes grades as the standard's codes, such as 9 → 09 and K → KG.";
    ListSpaces Safe "list-spaces" "space-in-list" "Removes spaces around the items of a list.";

    ManifestAbsent Asks "manifest-absent" "listed-file-missing" "Marks files absent that the manifest lists and the package doesn't contain.";
    GuessedEncoding Asks "guessed-encoding" "not-utf8" "Converts letters that aren't UTF-8 from the encoding they appear to be in.";
    MonthFirst Asks "month-first-dates" "bad-date" "Reads dates such as 03/04/2015 as month, day, year if the column doesn't show the order.";
    DayFirst Asks "day-first-dates" "bad-date" "Reads dates such as 03/04/2015 as day, month, year if the column doesn't show the order.";
    SexWords Asks "sex-words" "unknown-token" "Changes M to male, F to female, and, in OneRoster 1.2, X to other.";
    UniqueCodes Asks "unique-codes" "code-too-long" "Cuts codes to 50 characters and adds a number where two would become the same.";
    CodeCharacters Asks "code-characters" "unsupported-code-character" "Replaces characters in codes that Brightspace doesn't support with a hyphen.";
    LeadingZeros Asks "leading-zeros" "leading-zero-identifier" "Removes leading zeros from student numbers.";
    DanglingRows Asks "drop-dangling-rows" "unknown-reference" "Removes rows that point to a record that isn't in the package.";
    UnknownColumnsOut Asks "drop-unknown-columns" "unknown-column" "Removes columns that aren't in the standard.";
    UnknownColumnsKept Asks "metadata-columns" "unknown-column" "Adds metadata. to the names of columns that aren't in the standard.";
    OnePrimary Asks "one-primary-teacher" "two-primary-teachers" "Keeps the first primary teacher of a class and sets primary to false for the others.";
    DeletedRows Asks "drop-deleted-rows" "filled-in-bulk" "Removes records marked as deleted from bulk files.";
}

/// Of each pair only one can be made: they answer the same in two ways.
const EITHER: [[Fix; 2]; 2] = [[Fix::MonthFirst, Fix::DayFirst], [Fix::UnknownColumnsOut, Fix::UnknownColumnsKept]];

impl Fix {
    /// What the catalogue says of it.
    pub fn repair(self) -> &'static Repair {
        // The catalogue has one line for each, in the same order.
        &REPAIRS[self as usize]
    }
}

impl Repair {
    /// The repair with this name.
    pub fn from_name(name: &str) -> Option<&'static Self> {
        REPAIRS.iter().find(|repair| repair.name == name)
    }

    /// The repair that cannot be made together with this one.
    pub fn rival(&self) -> Option<&'static Self> {
        EITHER.iter().find_map(|pair| match *pair {
            [one, other] if one == self.fix => Some(other.repair()),
            [other, one] if one == self.fix => Some(other.repair()),
            _ => None,
        })
    }

    /// The repairs that answer a rule.
    pub fn of_rule(rule: &str) -> impl Iterator<Item = &'static Self> {
        REPAIRS.iter().filter(move |repair| repair.rule == rule)
    }
}

/// Which repairs are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen(u64);

impl Chosen {
    /// None.
    pub const NONE: Self = Self(0);

    /// Those with one right answer.
    pub fn safe() -> Self {
        REPAIRS.iter().filter(|repair| repair.is_safe).fold(Self::NONE, |chosen, repair| chosen.with(repair.fix))
    }

    /// These and another one.
    #[must_use]
    pub fn with(self, fix: Fix) -> Self {
        Self(self.0 | 1 << fix as u8)
    }

    /// Whether a repair is among them.
    pub fn has(self, fix: Fix) -> bool {
        self.0 >> (fix as u8) & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rule;

    #[test]
    fn every_repair_answers_a_rule_and_has_a_name_of_its_own() {
        assert!(REPAIRS.len() <= 64, "the set of the chosen ones has 64 places");
        for (place, repair) in REPAIRS.iter().enumerate() {
            assert!(Rule::from_name(repair.rule).is_some(), "{} answers {}", repair.name, repair.rule);
            assert_eq!(repair.fix as usize, place);
            assert!(REPAIRS[..place].iter().all(|other| other.name != repair.name), "{}", repair.name);
            assert!(repair.does.ends_with('.'), "{}", repair.name);
        }
    }

    #[test]
    fn those_that_ask_are_off_until_they_are_chosen() {
        let safe = Chosen::safe();
        assert!(safe.has(Fix::Dates) && !safe.has(Fix::MonthFirst));
        assert!(safe.with(Fix::MonthFirst).has(Fix::MonthFirst));
    }

    #[test]
    fn rivals_answer_the_same_rule_and_both_ask() {
        let rivals: Vec<_> = REPAIRS.iter().filter_map(|repair| Some((repair, repair.rival()?))).collect();
        assert_eq!(rivals.len(), 2 * EITHER.len());
        for (one, other) in rivals {
            assert_eq!(one.rule, other.rule);
            assert!(!one.is_safe && !other.is_safe);
            assert_eq!(other.rival().map(|back| back.fix), Some(one.fix));
        }
    }
}
