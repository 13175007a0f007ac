//! Version numbers as programs print them.

use std::fmt;

/// Three numbers, such as 0.21.14.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version(pub(crate) u32, pub(crate) u32, pub(crate) u32);

impl Version {
    /// The first version in a program's answer to `--version`, such as `trunk 0.21.14` or `v20.20.2`.
    /// What follows the numbers (`-nightly`, a date) is left out.
    pub(crate) fn find(answer: &str) -> Option<Self> {
        answer.split_whitespace().find_map(Self::parse)
    }

    fn parse(word: &str) -> Option<Self> {
        let numbers = word.strip_prefix('v').unwrap_or(word);
        let end = numbers.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(numbers.len());
        let mut parts = numbers[..end].split('.').map(str::parse);
        match (parts.next()?, parts.next()?, parts.next()?, parts.next()) {
            (Ok(major), Ok(minor), Ok(patch), None) => Some(Self(major, minor, patch)),
            _ => None,
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}.{}", self.0, self.1, self.2)
    }
}

#[cfg(test)]
mod tests {
    use super::Version;

    #[test]
    fn versions_are_found_in_what_programs_print() {
        assert_eq!(Version::find("trunk 0.21.14\n"), Some(Version(0, 21, 14)));
        assert_eq!(Version::find("v20.20.2"), Some(Version(20, 20, 2)));
        assert_eq!(Version::find("rustc 1.97.0-nightly (e50aa6fba 2026-05-19)"), Some(Version(1, 97, 0)));
        assert_eq!(Version::find("LLVM version: 22.1.8"), Some(Version(22, 1, 8)));
    }

    #[test]
    fn what_is_no_version_is_not_found() {
        assert_eq!(Version::find(""), None);
        assert_eq!(Version::find("command not found"), None);
        assert_eq!(Version::find("Debian 12.2"), None);
        assert_eq!(Version::find("99999999999.0.0"), None);
    }

    #[test]
    fn versions_compare_number_by_number() {
        assert!(Version(1, 96, 0) > Version(1, 88, 0));
        assert!(Version(0, 21, 14) < Version(0, 100, 0));
    }

    #[test]
    fn contributors_are_told_the_oldest_compiler_that_builds() {
        let root = crate::workspace::root().unwrap();
        let read = |name| std::fs::read_to_string(root.join(name)).unwrap();
        let manifest = read("Cargo.toml");
        let (_, rest) = manifest.split_once("rust-version = \"").unwrap();
        let (oldest, _) = rest.split_once('"').unwrap();
        let told = format!("The oldest that builds is `rust-version` in `Cargo.toml`, {oldest}.");
        assert!(read("CONTRIBUTING.md").contains(&told), "CONTRIBUTING.md does not say: {told}");
    }
}
