//! The types of the page are made from the model.

use std::fmt::Write;

use ts_rs::TS;

use super::effects::{Effect, What};
use super::model::*;
use crate::check::Outcome;
use crate::check::affected::{Affected, AffectedRow, Named, RecordKind};
use crate::check::excerpt::{Excerpt, ExcerptRow};
use crate::check::overview::{self, Overview};
use crate::compare::{self, Changes};
use crate::report::Format;
use crate::report::steps::{Part, Step};

fn overview_types(config: &ts_rs::Config) -> [String; 8] {
    [
        overview::Oddity::decl(config),
        overview::Counted::decl(config),
        overview::School::decl(config),
        overview::NamedRows::decl(config),
        overview::ClassSize::decl(config),
        overview::Session::decl(config),
        overview::Month::decl(config),
        Overview::decl(config),
    ]
}

fn compared_types(config: &ts_rs::Config) -> [String; 9] {
    [
        compare::Input::decl(config),
        compare::Column::decl(config),
        compare::Group::decl(config),
        compare::Table::decl(config),
        compare::Record::decl(config),
        compare::NotCompared::decl(config),
        compare::ChangeEffect::decl(config),
        compare::ReceiverEffects::decl(config),
        Changes::decl(config),
    ]
}

#[test]
fn the_types_of_the_page_are_fresh() {
    let config = ts_rs::Config::default();
    let mut text = String::from("// Made from src/report/model.rs by `cargo xtask bless`.\n\n");
    let mut add = |declaration: String| {
        let _ = writeln!(text, "export {declaration}\n");
    };
    add(Format::decl(&config));
    add(SeverityName::decl(&config));
    add(ProfileSeverities::decl(&config));
    add(Tool::decl(&config));
    add(Input::decl(&config));
    add(Outcome::decl(&config));
    add(PackageMode::decl(&config));
    add(ReportedPackage::decl(&config));
    add(Verdict::decl(&config));
    add(ReportedFile::decl(&config));
    add(What::decl(&config));
    add(Effect::decl(&config));
    for declaration in overview_types(&config) {
        add(declaration);
    }
    add(CauseName::decl(&config));
    add(ValueTotal::decl(&config));
    add(FixTotal::decl(&config));
    add(Total::decl(&config));
    add(OtherRow::decl(&config));
    add(Finding::decl(&config));
    add(NotChecked::decl(&config));
    add(LimitFacts::decl(&config));
    add(RuleFacts::decl(&config));
    for declaration in compared_types(&config) {
        add(declaration);
    }
    add(Report::decl(&config));
    add(ExcerptRow::decl(&config));
    add(Excerpt::decl(&config));
    add(RecordKind::decl(&config));
    add(Named::decl(&config));
    add(AffectedRow::decl(&config));
    add(Affected::decl(&config));
    add(Part::decl(&config));
    add(Step::decl(&config));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/www/src/model/report.ts");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), text, "www/src/model/report.ts is stale");
}
