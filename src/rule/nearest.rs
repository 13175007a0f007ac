//! How close two words are, to name the right one when a name is misspelled.

/// Number of letters to change, add, remove or swap with their neighbour to make one word of the other.
pub fn distance(one: &str, other: &str) -> usize {
    let one: Vec<char> = one.chars().collect();
    let other: Vec<char> = other.chars().collect();
    let mut before = vec![0; other.len() + 1];
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.iter().enumerate() {
        let mut here = vec![row + 1];
        for (column, counterpart) in other.iter().enumerate() {
            let change = above[column] + usize::from(letter != counterpart);
            let mut best = change.min(above[column + 1] + 1).min(here[column] + 1);
            if row > 0 && column > 0 && one[row - 1] == *counterpart && *letter == other[column - 1] {
                best = best.min(before[column - 1] + 1);
            }
            here.push(best);
        }
        before = std::mem::replace(&mut above, here);
    }
    above[other.len()]
}

/// The name that `word` was most likely meant to be: at most one letter in five is wrong, letter case aside.
pub fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    names
        .into_iter()
        .map(|name| (distance(&word, &name.to_lowercase()), name))
        .min()
        .filter(|(distance, name)| *distance <= (name.chars().count() / 5).max(1))
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        assert_eq!(distance("abc", ""), 3);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("ab", "ba"), 1);
        assert_eq!(distance("abcd", "badc"), 2);
        assert_eq!(distance("ca", "abc"), 3);
        assert_eq!(distance("a", "b"), 1);
        assert_eq!(distance("abcdef", "fedcba"), 5);
        assert_eq!(distance("sourcedid", "sourcedid"), 0);
        assert_eq!(distance("usersoucedid", "usersourcedid"), 1);
        assert_eq!(distance("ordsourcedids", "orgsourcedids"), 1);
        assert_eq!(distance("naem", "name"), 1);
        assert_eq!(distance("", "abc"), 3);
    }

    #[test]
    fn the_nearest_name_is_near() {
        let names = ["users.csv", "orgs.csv", "enrollments.csv"];
        assert_eq!(nearest("enrolments.csv", names), Some("enrollments.csv"));
        assert_eq!(nearest("Useres.csv", names), Some("users.csv"));
        assert_eq!(nearest("notes.txt", names), None);
    }
}
