//! The command `rostercheck`: checks packages from the command line, by the contract in README.md.

mod check;
mod codes;
mod compare;
mod corrected;
mod files;
mod folder;
mod guard;
mod identity;
mod in_turn;
mod journal;
mod manual;
mod many;
mod mask;
mod new_zip;
mod output;
mod progress;
mod receivers;
mod rule_book;
mod say;
mod so_far;
mod walk;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{CommandFactory as _, Parser, Subcommand, ValueEnum};
use rostercheck::oneroster::value::Day;
use rostercheck::receivers::Receiver;
use rostercheck::report::Format;
use rostercheck::senders::Sender;

/// Nothing at or above the chosen severity was found.
const EXIT_CLEAN: u8 = 0;
/// Something at or above it was found.
const EXIT_FINDINGS: u8 = 1;
/// The input could not be checked, or the command was used wrongly.
const EXIT_UNCHECKED: u8 = 2;
/// The program itself failed.
const EXIT_FAILED: u8 = 3;

/// The end of the help.
const AFTER_HELP: &str = "\
Examples:
  rostercheck OneRoster.zip                     check a package; the same as rostercheck check OneRoster.zip
  rostercheck check export/ --to dessa          check a folder of CSV files for one receiver
  rostercheck check *.zip --format html --output report.html
  rostercheck compare sent.zip new.zip          what the new package would remove
  rostercheck explain unknown-reference         what a rule means and how to fix it
  rostercheck completions bash                  completions for a shell; rostercheck man prints the manual page

Exit status:
  0  ready, and nothing was found at or above --fail-on
  1  something was found
  2  the package could not be checked, or the command was used wrongly
  3  rostercheck itself failed";

/// Checks OneRoster CSV packages before they are sent. Nothing leaves this computer.
#[derive(Parser)]
#[command(version, about, after_help = AFTER_HELP)]
struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Check packages: a zip, a folder of CSV files, or - for a zip on standard input.
    Check(CheckArguments),
    /// Compare a package with the one sent before: what would be removed, added, and changed.
    Compare(CompareArguments),
    /// List the codes that D2L Brightspace would give to orgs, sessions, courses, and classes, row by row.
    Codes(CodesArguments),
    /// Write a corrected copy of a package. Only problems with one right answer are corrected.
    Repair(RepairArguments),
    /// Write a copy without real people. A check finds the same problems in the same places.
    Mask(MaskArguments),
    /// List every rule.
    Rules {
        /// Format of the list.
        #[arg(long, value_enum, default_value_t = ListFormat::Text)]
        format: ListFormat,
    },
    /// List the known receivers and senders, with the sources of their rules and screens.
    Receivers {
        /// Format of the list.
        #[arg(long, value_enum, default_value_t = ListFormat::Text)]
        format: ListFormat,
    },
    /// Explain a rule.
    Explain {
        /// Name of the rule, such as unknown-reference.
        rule: String,
        /// Show the steps in this program only [default: every program that has steps].
        #[arg(long, value_name = "ID", value_parser = PossibleValuesParser::new(Sender::all().map(Sender::id)))]
        from: Option<String>,
    },
    /// Print completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    Man {
        /// A command, such as check [default: the program as a whole].
        command: Option<String>,
    },
}

#[derive(clap::Args)]
struct CheckArguments {
    /// A zip, a folder of CSV files, or - for a zip on standard input. Pipes are read in the same way.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Rules to apply in addition to the OneRoster rules, which always run [default: infinite-campus and
    /// d2l-brightspace].
    #[arg(long, value_name = "ID", value_parser = PossibleValuesParser::new(Receiver::all().map(Receiver::id)))]
    profile: Vec<String>,
    /// Receiver of the package; can be repeated. `rostercheck receivers` lists them [default: dessa and
    /// d2l-brightspace].
    #[arg(long, value_name = "ID", value_parser = PossibleValuesParser::new(Receiver::all().map(|it| it.declaration().id)))]
    to: Vec<String>,
    /// JSON file that describes another receiver (docs/receiver.schema.json); can be repeated. Its rules are not part of
    /// rostercheck.
    #[arg(long, value_name = "FILE")]
    receiver: Vec<PathBuf>,
    /// Program that made the package. Fixes name its screens [default: infinite-campus, unless --to or --profile
    /// leaves out the DESSA System].
    #[arg(long, value_name = "ID", value_parser = PossibleValuesParser::new(Sender::all().map(Sender::id)))]
    from: Option<String>,
    /// Format of the report. For several packages, json is one list and jsonl is one report per line.
    #[arg(long, default_value = Format::Text.name(), value_parser = format_parser())]
    format: Format,
    /// Write one line per package as soon as it is checked, instead of reports. Folders are searched for packages.
    #[arg(long, value_enum, value_name = "FORMAT", conflicts_with_all = ["format", "values", "max_per_rule"])]
    summary: Option<SummaryFormat>,
    /// Add the lines to this file and skip packages that are already in it, to continue a stopped run.
    #[arg(long, value_name = "FILE", requires = "summary", conflicts_with = "output")]
    resume: Option<PathBuf>,
    /// File for the report [default: standard output]. An existing file is replaced once the report is complete. It cannot
    /// be one of the files to check.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Whether the report shows values or masks them [default: shown for text on a terminal, otherwise masked].
    #[arg(long, value_enum)]
    values: Option<ShownValues>,
    /// Number of findings to list for each rule, file, and column: a number, or all. Totals are always exact.
    #[arg(long, value_name = "N", default_value = "1000", value_parser = parse_cap)]
    max_per_rule: usize,
    /// Date for the rules about dates, as YYYY-MM-DD [default: today].
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    today: Option<Day>,
    /// Number of cores to use, for several packages and to read ahead in each [default: all].
    #[arg(long, value_name = "N", value_parser = parse_threads)]
    threads: Option<usize>,
    /// Ignore the limits on sizes and counts: 8 GB for a file, 16 GB for a package, 200 times its size in the zip, 1,000
    /// files. Use it only for packages that you know to be that large.
    #[arg(long)]
    no_limits: bool,
    /// Lowest severity that makes the exit status 1. A package that is not ready has exit status 0 only with never.
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    fail_on: FailOn,
    /// Package that was sent before. The report also says what this one removes, adds, and changes. For one package only.
    #[arg(long, value_name = "OLD")]
    previous: Option<PathBuf>,
    #[command(flatten)]
    shares: ShareArguments,
}

#[derive(clap::Args)]
struct CompareArguments {
    /// Package that was sent before: a zip, a folder of CSV files, or - for a zip on standard input.
    old: PathBuf,
    /// Package to send.
    new: PathBuf,
    /// Receiver of the package; can be repeated. `rostercheck receivers` lists them [default: all].
    #[arg(long, value_name = "ID", value_parser = PossibleValuesParser::new(Receiver::all().map(|it| it.declaration().id)))]
    to: Vec<String>,
    /// Format of the comparison.
    #[arg(long, value_enum, default_value_t = CompareFormat::Text)]
    format: CompareFormat,
    /// File for the comparison [default: standard output]. It cannot be one of the files to compare.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Whether to show values or mask them [default: shown for text on a terminal, otherwise masked].
    #[arg(long, value_enum)]
    values: Option<ShownValues>,
    /// Number of records to list for each file and kind of change: a number, or all [default: 1000, with csv all]. Counts
    /// are always exact.
    #[arg(long, value_name = "N", value_parser = parse_cap)]
    max_per_change: Option<usize>,
    /// Make the exit status 1 if a file or a role loses more than this share, or if not everything could be compared.
    #[arg(long, value_name = "PERCENT", value_parser = parse_percent)]
    fail_on_removed: Option<f64>,
    #[command(flatten)]
    shares: ShareArguments,
}

#[derive(clap::Args)]
struct CodesArguments {
    /// A zip, a folder of CSV files, or - for a zip on standard input.
    package: PathBuf,
    /// The rows of this file only.
    #[arg(long, value_enum)]
    file: Option<CodesFile>,
    /// Those codes only that are cut, not supported or there twice.
    #[arg(long)]
    problems_only: bool,
    /// The form of the list.
    #[arg(long, value_enum, default_value_t = CodesFormat::Text)]
    format: CodesFormat,
    /// Where the list goes [default: standard output].
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Whether cells' contents appear [default: shown for text on a terminal, masked for all else].
    #[arg(long, value_enum)]
    values: Option<ShownValues>,
    /// How many codes of each file are listed: a number, or all [default: 20 for text, 1000 for json, all for csv]. Counts
    /// are always exact.
    #[arg(long, value_name = "N", value_parser = parse_cap)]
    max_per_file: Option<usize>,
    /// Read on where a limit on sizes and counts would stop, as for check.
    #[arg(long)]
    no_limits: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CodesFormat {
    Text,
    Json,
    Csv,
}

/// The files whose rows get codes.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "camelCase")]
enum CodesFile {
    AcademicSessions,
    Orgs,
    Courses,
    Classes,
}

/// When missing records are reported.
#[derive(clap::Args)]
struct ShareArguments {
    /// Warn if a file, or a role in it, loses more than this share of its records.
    #[arg(long, value_name = "PERCENT", default_value = "10%", value_parser = parse_percent)]
    warn_on_removed: f64,
    /// Report an error above this share, for receivers that remove missing records.
    #[arg(long, value_name = "PERCENT", default_value = "30%", value_parser = parse_percent)]
    error_on_removed: f64,
}

#[derive(clap::Args)]
struct MaskArguments {
    /// A zip, a folder of CSV files, or - for a zip on standard input. It is never changed.
    package: PathBuf,
    /// Zip to write. An existing file is replaced once the copy is complete.
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
    /// Keep the names in orgs.csv.
    #[arg(long)]
    keep_school_names: bool,
    /// Ignore the limits on sizes and counts, as for check.
    #[arg(long)]
    no_limits: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CompareFormat {
    Text,
    Json,
    Csv,
    Html,
}

#[derive(clap::Args)]
struct RepairArguments {
    /// A zip, a folder of CSV files, or - for a zip on standard input. It is never changed.
    package: Option<PathBuf>,
    /// File for the copy. An existing file is replaced once the copy is complete. It cannot be the package itself.
    #[arg(long, value_name = "FIXED.zip")]
    output: Option<PathBuf>,
    /// Make only this repair; can be repeated.
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// Also make this repair, which has more than one right answer; can be repeated.
    #[arg(long, value_name = "NAME")]
    also: Vec<String>,
    /// Show what would change, and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// File for a list of all changes: HTML if its name ends with .html, otherwise JSON. Values are masked unless --values
    /// is shown.
    #[arg(long, value_name = "FILE")]
    receipt: Option<PathBuf>,
    /// Whether to show values or mask them [default: shown on a terminal, masked elsewhere and in the receipt].
    #[arg(long, value_enum)]
    values: Option<ShownValues>,
    /// Receiver of the package; can be repeated. Problems that concern only other receivers are not repaired [default: all].
    #[arg(long, value_name = "ID", value_parser = PossibleValuesParser::new(Receiver::all().map(|it| it.declaration().id)))]
    to: Vec<String>,
    /// Program that made the package.
    #[arg(long, value_name = "ID", value_parser = PossibleValuesParser::new(Sender::all().map(Sender::id)))]
    from: Option<String>,
    /// Date for the rules about dates, as YYYY-MM-DD [default: today].
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    today: Option<Day>,
    /// Ignore the limits on sizes and counts.
    #[arg(long)]
    no_limits: bool,
    /// List every repair.
    #[arg(long)]
    list: bool,
}

/// Takes the name of any format of the report.
fn format_parser() -> impl TypedValueParser<Value = Format> {
    let names = PossibleValuesParser::new(Format::ALL.map(Format::name));
    names.try_map(|name| Format::from_name(&name).ok_or("no format has this name"))
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SummaryFormat {
    Jsonl,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ListFormat {
    Text,
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ShownValues {
    Masked,
    Shown,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Never,
}

fn parse_cap(text: &str) -> Result<usize, String> {
    if text == "all" {
        return Ok(usize::MAX);
    }
    text.parse().map_err(|_| "give a number, or all".to_owned())
}

fn parse_percent(text: &str) -> Result<f64, String> {
    let number = text.strip_suffix('%').unwrap_or(text).parse().ok();
    number
        .filter(|share| (0.0..=100.0).contains(share))
        .ok_or_else(|| "give a share from 0 to 100, such as 5%".to_owned())
}

fn parse_threads(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|threads| *threads > 0).ok_or_else(|| "give a number from 1".to_owned())
}

fn parse_day(text: &str) -> Result<Day, String> {
    Day::parse(text.as_bytes()).ok_or_else(|| "give a day that exists, as YYYY-MM-DD".to_owned())
}

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        static HAS_FAILED: AtomicBool = AtomicBool::new(false);
        if so_far::is_looking() {
            #[allow(clippy::exit, reason = "the failure was told already")]
            std::process::exit(EXIT_FAILED.into());
        }
        if many::is_at_work() {
            say::line(itself_failed(panic));
            // Another thread goes on with the next package; what this one holds is not to be trusted.
            many::give_up();
        }
        while HAS_FAILED.swap(true, Ordering::Relaxed) {
            // Another thread tells of its own failure and then ends them all.
            std::thread::park();
        }
        say::line(itself_failed(panic));
        so_far::write();
        #[allow(clippy::exit, reason = "the contract's status for a failure of the program itself")]
        std::process::exit(EXIT_FAILED.into());
    }));
    let arguments = match Arguments::try_parse_from(with_check(std::env::args_os().collect())) {
        Ok(arguments) => arguments,
        Err(error) => {
            say::print(&error);
            return ExitCode::from(if error.use_stderr() { EXIT_UNCHECKED } else { EXIT_CLEAN });
        }
    };
    #[cfg(debug_assertions)]
    fail_on_purpose();
    let (result, is_judgement) = match arguments.action {
        Action::Check(arguments) => (check::run(&arguments), true),
        Action::Compare(arguments) => (compare::run(&arguments), true),
        Action::Repair(arguments) => (corrected::run(&arguments), true),
        Action::Mask(arguments) => (mask::run(&arguments), true),
        Action::Codes(arguments) => (codes::run(&arguments), true),
        Action::Rules { format } => (rule_book::list(format == ListFormat::Json), false),
        Action::Receivers { format } => (receivers::list(format == ListFormat::Json), false),
        Action::Explain { rule, from } => (rule_book::explain(&rule, from.as_deref()), false),
        Action::Completions { shell } => (manual::completions(Arguments::command(), shell), false),
        Action::Man { command } => (manual::page(Arguments::command(), command.as_deref()), false),
    };
    match result {
        Ok(status) => ExitCode::from(status),
        // Whoever reads may stop reading, as `head` does. What a check says does not depend on it: see `output.rs`.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe && !is_judgement => ExitCode::from(EXIT_CLEAN),
        Err(error) => {
            say::say(error);
            ExitCode::from(EXIT_UNCHECKED)
        }
    }
}

fn itself_failed(panic: &std::panic::PanicHookInfo) -> String {
    let place = panic.location().map_or(String::new(), |place| format!(" at {}:{}", place.file(), place.line()));
    format!(
        "rostercheck {} itself failed{place}; your file may be fine. Report this line to us: it contains nothing from \
         your file.",
        env!("CARGO_PKG_VERSION")
    )
}

/// `rostercheck FILE.zip` means `rostercheck check FILE.zip`: what is no command and looks like a path is one.
fn with_check(mut arguments: Vec<OsString>) -> Vec<OsString> {
    if let Some(first) = arguments.get(1) {
        let text = first.to_string_lossy();
        let is_command = Arguments::command().get_subcommands().any(|it| it.get_name() == text) || text == "help";
        let is_path =
            text == "-" || (!text.starts_with('-') && (text.contains(['.', '/', '\\']) || Path::new(first).exists()));
        if is_path && !is_command {
            arguments.insert(1, "check".into());
        }
    }
    arguments
}

/// Lets a test see what a failure of the program looks like. Released programs do not have it.
#[cfg(debug_assertions)]
#[allow(clippy::panic, reason = "that is what it is for")]
fn fail_on_purpose() {
    if let Some(text) = std::env::var_os("ROSTERCHECK_FAIL_ON_PURPOSE") {
        panic!("{}", text.display());
    }
}

/// The same in the middle of a check: at the first word about its progress from this row on.
#[cfg(debug_assertions)]
#[allow(clippy::panic, clippy::manual_assert, reason = "that is what it is for")]
fn fail_at_row(rows: u64) {
    let row = std::env::var("ROSTERCHECK_FAIL_AT_ROW").ok().and_then(|row| row.parse().ok());
    if row.is_some_and(|row: u64| rows >= row) {
        panic!("row {rows}");
    }
}
