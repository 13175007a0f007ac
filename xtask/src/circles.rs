//! No two files of `src/` may need each other, also not by way of others: what stands in a circle can only be understood,
//! moved and tested together.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::rust_words::{without_tests, words};

const ROOMS: &str = "rooms of one thing, whose front declares what they work on and calls them";
const RULES: &str =
    "a rule is declared with types of rule/, and rule/ asks the list of rules for what a receiver's own rules are";
const TOLD: &str =
    "a comparison is told with the words and writers of report/, which tells comparisons beside the check";
const RECEIVERS: &str = "the list of receivers stands in front, and what is told of each asks for the list";
const SENDERS: &str = "a sender's steps are words about findings, and findings know the sender for whom they are said";

/// Who needs whom although it closes a circle, and why that is left.
const LEFT: &[(&str, &str, &str)] = &[
    ("csv/rows/long", "csv/rows", ROOMS),
    ("csv/rows/plain", "csv/rows", ROOMS),
    ("lib", "checker", "the front of the library shows the checker, which is written with what it shows"),
    ("package/entry_reader", "package/", ROOMS),
    ("receivers/book", "receivers/", RECEIVERS),
    ("receivers/severities", "receivers/", RECEIVERS),
    ("repair/batches", "repair/job", ROOMS),
    ("repair/whole", "repair/job", ROOMS),
    ("report/model", "compare/told", TOLD),
    ("report/told", "compare/told", TOLD),
    ("rule/finding", "rule/", ROOMS),
    ("rule/findings", "rule/", ROOMS),
    ("rule/findings", "rules/", RULES),
    ("rules/book", "rules/", RULES),
    ("rules/shared/", "rules/", RULES),
    ("senders/", "rule/", SENDERS),
    ("senders/", "rule/said", SENDERS),
];

/// A path through modules, the crate first.
type Module = Vec<String>;

/// One file, as far as it names others.
#[derive(Default)]
struct File {
    name: String,
    /// What it calls by a name of its own: the name, `*` for everything in a module, and the path.
    uses: Vec<(String, Vec<String>)>,
    /// Paths that stand in the code.
    paths: Vec<Vec<String>>,
    /// Names of what is defined in it.
    defined: BTreeSet<String>,
}

/// Looks for circles between the files of `src/`.
pub(crate) fn check(root: &Path) -> Result<()> {
    let mut house = BTreeMap::new();
    read(&root.join("src"), &mut vec![LIBRARY.into()], &mut house)?;
    let mut needs = needs(&house);
    let mut wrong = 0;
    for (file, other, why) in LEFT {
        if !needs.get_mut(file).is_some_and(|needed| needed.remove(other)) {
            eprintln!("xtask/src/circles.rs: {file} no longer needs {other} ({why}): take the line out");
            wrong += 1;
        }
    }
    for (file, other, why) in LEFT {
        if !reach(&needs, other).contains(file) {
            eprintln!("xtask/src/circles.rs: {file} -> {other} closes no circle ({why}): take the line out");
            wrong += 1;
        }
    }
    for circle in circles(&needs) {
        eprintln!("these files need each other, in a circle:");
        for file in &circle {
            let inside = needs.get(file).into_iter().flatten().filter(|other| circle.contains(other));
            eprintln!("  {file} -> {}", inside.copied().collect::<Vec<_>>().join(" "));
        }
        wrong += 1;
    }
    if wrong > 0 {
        bail!("files of src/ need each other in circles that xtask/src/circles.rs does not name");
    }
    Ok(())
}

const LIBRARY: &str = "src";

/// Reads the files of a folder, which is the module `here`. Tests may look at whatever they like.
fn read(folder: &Path, here: &mut Module, house: &mut BTreeMap<Module, File>) -> Result<()> {
    let listed = fs::read_dir(folder).with_context(|| format!("{} cannot be listed", folder.display()))?;
    for entry in listed {
        let path = entry?.path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let is_file = path.is_file();
        if stem == "tests" || is_file && path.extension().is_none_or(|ending| ending != "rs") {
            continue;
        }
        let is_front = is_file && matches!(stem.as_str(), "lib" | "main" | "mod");
        if !is_front {
            here.push(stem);
        }
        if is_file {
            let text = fs::read_to_string(&path)?;
            house.insert(here.clone(), File { name: name_of(here, is_front), ..File::read(&text) });
        } else {
            read(&path, here, house)?;
        }
        if !is_front {
            here.pop();
        }
    }
    Ok(())
}

fn name_of(module: &Module, is_front: bool) -> String {
    let inside = module.get(1..).unwrap_or_default().join("/");
    match (inside.is_empty(), is_front) {
        (true, _) => "lib".into(),
        (_, true) => format!("{inside}/"),
        _ => inside,
    }
}

/// By the name of each file: the files that it needs.
fn needs(house: &BTreeMap<Module, File>) -> BTreeMap<&str, BTreeSet<&str>> {
    let name = |module: &Module| house.get(module).map(|file| file.name.as_str());
    let of = |(module, file): (_, &File)| needed(house, module, file).into_iter().filter_map(name).collect();
    house.iter().map(|(module, file)| (file.name.as_str(), of((module, file)))).collect()
}

/// What a file needs, also by way of others.
fn reach<'a>(needs: &BTreeMap<&'a str, BTreeSet<&'a str>>, from: &'a str) -> BTreeSet<&'a str> {
    let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
    while let Some(file) = next.pop() {
        next.extend(needs.get(file).into_iter().flatten().copied().filter(|other| seen.insert(*other)));
    }
    seen
}

/// Files that need each other, in order.
fn circles<'a>(needs: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> Vec<Vec<&'a str>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> = needs.keys().map(|file| (*file, reach(needs, file))).collect();
    let meets = |one: &str, other: &str| reached.get(one).is_some_and(|reached| reached.contains(other));
    let mut told = BTreeSet::new();
    let mut circles = Vec::new();
    for file in needs.keys().copied().filter(|file| meets(file, file)) {
        if !told.contains(file) {
            let circle: Vec<&str> =
                needs.keys().copied().filter(|other| meets(file, other) && meets(other, file)).collect();
            told.extend(circle.iter().copied());
            circles.push(circle);
        }
    }
    circles
}

/// The other files that a file needs: those in which what it names is defined, by whatever way the name leads there.
fn needed<'a>(house: &'a BTreeMap<Module, File>, module: &'a Module, file: &File) -> BTreeSet<&'a Module> {
    let used = file.uses.iter().map(|(_, path)| path);
    let found = used.chain(&file.paths).filter_map(|path| target(house, module, path, 0));
    found.filter(|other| *other != module).collect()
}

/// The file in which what a path names is defined. Names may be passed on from file to file, but not endlessly.
fn target<'a>(house: &'a BTreeMap<Module, File>, from: &Module, path: &[String], depth: usize) -> Option<&'a Module> {
    let mut at = from.clone();
    let mut rest = path;
    loop {
        match rest.first().map(String::as_str) {
            // Each command is a crate of its own.
            Some("crate") => at.truncate(if at.get(1).is_some_and(|name| name == "bin") { 3 } else { 1 }),
            Some("super") => drop(at.pop()),
            Some("self") => {}
            _ => break,
        }
        rest = rest.get(1..)?;
    }
    while let Some(name) = rest.first() {
        at.push(name.clone());
        if !house.contains_key(&at) {
            at.pop();
            break;
        }
        rest = rest.get(1..)?;
    }
    // A folder without a file in front is made by a macro (`registry!`), and passes on what stands above it.
    while !house.contains_key(&at) {
        at.pop()?;
    }
    let (here, file) = house.get_key_value(&at)?;
    let Some(name) = rest.first() else { return Some(here) };
    // A path that does not begin in the project leads out of it.
    let is_outside = rest.len() == path.len() && !file.defined.contains(name);
    if depth > 4 || file.defined.contains(name) || name == "*" {
        return (!is_outside).then_some(here);
    }
    let passed_on = file.uses.iter().find(|(own, _)| own == name);
    if let Some(found) = passed_on.filter(|_| !is_outside).and_then(|(_, path)| target(house, here, path, depth + 1)) {
        return Some(found);
    }
    let all = file.uses.iter().filter(|(own, _)| own == "*" && !is_outside);
    let mut among = all.filter_map(|(_, path)| {
        let module = target(house, here, path.split_last()?.1, depth + 1)?;
        let is_there = house.get(module).is_some_and(|file| file.defined.contains(name));
        is_there.then_some(module)
    });
    let by_macro = || {
        let is_it = |other: &&Module| {
            other.starts_with(here) && other.len() == here.len() + 2 && other.last() == Some(name) && !is_outside
        };
        house.keys().find(is_it)
    };
    among.next_back().or_else(by_macro).or_else(|| (!is_outside).then_some(here))
}

impl File {
    fn read(text: &str) -> Self {
        let mut words = without_tests(&words(text));
        words.retain(|word| !word.starts_with('"'));
        let mut file = Self::default();
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let next = words.get(at + 1).map_or("", String::as_str);
            match word.as_str() {
                "use" if next != "<" => at = file.read_use(&words, at + 1, &[]),
                // `pub(in crate::check)` says who may look at something, not what is needed.
                "in" if next == "crate" => at += 1,
                "crate" | "super" | "self" if next == "::" => {
                    let mut path = vec![word.clone()];
                    while words.get(at + 1).is_some_and(|word| word == "::") {
                        at += 2;
                        path.extend(words.get(at).cloned());
                    }
                    file.paths.push(path);
                }
                "fn" | "struct" | "enum" | "trait" | "type" | "const" | "static" | "union" => {
                    file.defined.insert(next.to_owned());
                }
                "macro_rules" => file.defined.extend(words.get(at + 2).cloned()),
                _ => {}
            }
            at += 1;
        }
        file
    }

    /// Reads what is used, from `at` on; gives the place of what ends it.
    fn read_use(&mut self, words: &[String], mut at: usize, before: &[String]) -> usize {
        let mut path = before.to_vec();
        let mut own = None;
        while let Some(word) = words.get(at) {
            match word.as_str() {
                "::" => {}
                "{" => {
                    while words.get(at).is_some_and(|word| word != "}") {
                        at = self.read_use(words, at + 1, &path);
                    }
                    path.clear();
                }
                "," | "}" | ";" => break,
                "as" => {
                    at += 1;
                    own = words.get(at).cloned();
                }
                "self" if !path.is_empty() && path.len() == before.len() => {}
                word => path.push(word.to_owned()),
            }
            at += 1;
        }
        if let Some(name) = own.or_else(|| path.last().cloned()) {
            self.uses.push((name, path));
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_circles_of_this_project_are_those_that_are_named() {
        check(&crate::workspace::root().unwrap()).unwrap();
    }

    fn found(files: &[(&str, &str)]) -> Vec<Vec<String>> {
        let house: BTreeMap<Module, File> = files
            .iter()
            .map(|(name, text)| {
                let module = [LIBRARY].into_iter().chain(name.split('/').filter(|name| !name.is_empty()));
                let file = File { name: (*name).to_owned(), ..File::read(text) };
                (module.map(str::to_owned).collect(), file)
            })
            .collect();
        circles(&needs(&house)).into_iter().map(|circle| circle.into_iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn two_files_that_need_each_other_are_found() {
        let a = ("a", "use crate::b::{self, Two};\npub struct One(Two);");
        assert_eq!(found(&[a, ("b", "pub struct Two(Option<Box<crate::a::One>>);")]), [["a", "b"]]);
        assert_eq!(found(&[a, ("b", "pub struct Two;")]), [] as [Vec<String>; 0]);
    }

    #[test]
    fn a_name_that_is_passed_on_leads_to_where_it_is_defined() {
        let front = ("a", "mod one;\nmod two;\npub use two::Two;\npub use one::*;");
        let two = ("a/two", "pub struct Two;\n");
        assert_eq!(found(&[front, two, ("a/one", "use super::Two;\npub struct One(Two);")]), [] as [Vec<String>; 0]);
        let two = ("a/two", "use crate::a::One;\npub struct Two(Box<One>);");
        assert_eq!(found(&[front, two, ("a/one", "use super::Two as Other;\npub struct One;")]), [["a/one", "a/two"]]);
    }

    #[test]
    fn what_a_file_calls_its_own_module_is_found() {
        let front = ("a", "mod one;\nuse one::One;\npub struct Front(One);");
        assert_eq!(found(&[front, ("a/one", "use super::Front;\npub struct One(Box<Front>);")]), [["a", "a/one"]]);
    }

    #[test]
    fn comments_texts_and_tests_need_nobody() {
        let a = ("a", "use crate::b::Two;\npub struct One;");
        for text in [
            "// use crate::a::One;\npub struct Two;",
            "/* crate::a::One */ pub struct Two;",
            "pub struct Two; const T: &str = \"use crate::a::One; \\\" crate::a::One\";",
            "pub struct Two; const T: &str = r#\"crate::a::One\"#; const C: char = '\"'; fn f<'a>() {}",
            "pub struct Two;\n#[cfg(test)]\nmod tests {\n    fn f() { use crate::a::One; }\n}\n",
            "pub struct Two; mod inner { use super::Two; }",
            "pub(in crate::a) struct Two; fn f(crate_: usize) {}",
        ] {
            assert_eq!(found(&[a, ("b", text)]), [] as [Vec<String>; 0], "{text}");
        }
        let after = "pub struct Two; const Q: char = '\\'';\nuse crate::a::One;";
        assert_eq!(found(&[a, ("b", after)]), [["a", "b"]]);
    }
}
