//! The results as a table for the terminal, and as docs/performance.md with its plots.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result};

use super::{BESIDE, DROPS, Measured, PARTS};

const BEGIN: &str = "<!-- What follows is written by `cargo xtask bench --write`. -->\n";
const END: &str = "<!-- Until here. -->\n";

/// Times of each package and place, and their ratios to the floor of the same run.
pub(super) fn table(all: &[Measured]) -> String {
    let mut text = String::from(
        "| package | where | rows | inflate | floor | csv crate | check | by two | floor / inflate | csv / floor | check / floor | by two / floor | ns per row | memory of the check, by two |\n\
         |---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n",
    );
    for group in groups(all) {
        let [inflate, floor, csv, check, by_two] = group;
        let ratio = |one: &Measured, other: &Measured| format!("{:.2}", one.seconds / other.seconds);
        #[allow(clippy::cast_precision_loss, reason = "no file has 2^53 rows")]
        let per_row = check.seconds * 1e9 / check.rows as f64;
        #[allow(clippy::cast_precision_loss, reason = "nor bytes")]
        let memory = |it: &Measured| it.peak as f64 / f64::from(1 << 20);
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | **{}** | **{}** | {per_row:.0} | {:.0}, {:.0} MiB |",
            check.package,
            check.place,
            counted(check.rows),
            time(inflate),
            time(floor),
            time(csv),
            time(check),
            time(by_two),
            ratio(floor, inflate),
            ratio(csv, floor),
            ratio(check, floor),
            ratio(by_two, floor),
            memory(check),
            memory(by_two),
        );
    }
    text
}

/// What is done beside a check, and its ratio to the check of the same run.
pub(super) fn beside(all: &[Measured]) -> String {
    let mut text = String::from(
        "| package | where | part | check | time | part / check | memory |\n|---|---|---|---:|---:|---:|---:|\n",
    );
    for check in all.iter().filter(|it| it.part == "check") {
        let same = |it: &&Measured| it.package == check.package && it.place == check.place;
        for part in BESIDE {
            let Some(one) = all.iter().filter(same).find(|it| it.part == part) else { continue };
            #[allow(clippy::cast_precision_loss, reason = "no file has 2^53 bytes")]
            let memory = one.peak as f64 / f64::from(1 << 20);
            let ratio = one.seconds / check.seconds;
            let (package, place) = (&check.package, check.place);
            let _ = writeln!(
                text,
                "| {package} | {place} | {part} | {} | {} | **{ratio:.2}** | {memory:.0} MiB |",
                time(check),
                time(one)
            );
        }
    }
    text
}

/// How long the page itself takes from the drop of a package.
pub(super) fn drops(all: &[Measured]) -> String {
    let mut text = String::new();
    for (part, what) in DROPS.into_iter().zip([
        "from the drop of a package to the verdict",
        "from the drop of the package of the day before to the comparison",
    ]) {
        for one in all.iter().filter(|it| it.part == part) {
            let _ = writeln!(text, "- {}, {}, {what}: **{}**", one.package, one.place, time(one));
        }
    }
    text
}

fn groups(all: &[Measured]) -> Vec<[&Measured; 5]> {
    let of = |package: &str, place: &str, part: &str| {
        all.iter().find(|it| it.package == package && it.place == place && it.part == part)
    };
    let mut groups: Vec<[&Measured; 5]> = Vec::new();
    for first in all.iter().filter(|it| it.part == PARTS[0]) {
        let [Some(inflate), Some(floor), Some(csv), Some(check), Some(by_two)] =
            PARTS.map(|part| of(&first.package, first.place, part))
        else {
            continue;
        };
        groups.push([inflate, floor, csv, check, by_two]);
    }
    groups
}

fn time(measured: &Measured) -> String {
    match measured.seconds {
        seconds if seconds < 1.0 => format!("{:.1} ms", seconds * 1000.0),
        seconds => format!("{seconds:.2} s"),
    }
}

/// A number with its thousands apart.
pub(super) fn counted(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Puts the table and the plots into docs/performance.md.
pub(super) fn write(root: &Path, all: &[Measured], machine: &str) -> Result<()> {
    let docs = root.join("docs");
    let path = docs.join("performance.md");
    let old = std::fs::read_to_string(&path)?;
    let (before, rest) = old.split_once(BEGIN).context("docs/performance.md has lost its first mark")?;
    let (_, after) = rest.split_once(END).context("docs/performance.md has lost its second mark")?;
    let arguments = std::env::args().skip(2).collect::<Vec<_>>().join(" ");
    let measured = format!(
        "Measured on {} with `cargo xtask bench {arguments}` ({machine}).\n\n{}\n\
         ![Time against the number of rows](performance-time.svg)\n\n\
         ![Memory against the number of rows](performance-memory.svg)\n",
        today(),
        format_args!("{}\n{}\n{}", table(all), beside(all), drops(all))
    );
    std::fs::write(&path, format!("{before}{BEGIN}\n{measured}\n{END}{after}"))?;
    #[allow(clippy::cast_precision_loss, reason = "no file has 2^53 bytes")]
    let memory = plot("Memory of a check, MiB", all, |it| it.peak as f64 / f64::from(1 << 20));
    std::fs::write(docs.join("performance-time.svg"), plot("Time of a check, seconds", all, |it| it.seconds))?;
    std::fs::write(docs.join("performance-memory.svg"), memory)?;
    Ok(())
}

fn today() -> String {
    let days =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs() / 86_400);
    day_after_1970(days)
}

/// The day that lies so many days after 1970-01-01.
fn day_after_1970(days: u64) -> String {
    let (mut year, mut left) = (1970u64, days);
    loop {
        let length = if is_leap(year) { 366 } else { 365 };
        if left < length {
            break;
        }
        left -= length;
        year += 1;
    }
    let lengths = [31, if is_leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 1;
    for length in lengths {
        if left < length {
            break;
        }
        left -= length;
        month += 1;
    }
    format!("{year}-{month:02}-{:02}", left + 1)
}

fn is_leap(year: u64) -> bool {
    year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400)
}

/// A plot of the clean packages with short ids, both axes logarithmic: a straight line upwards is linear growth.
fn plot(title: &str, all: &[Measured], value: impl Fn(&Measured) -> f64) -> String {
    const WIDTH: f64 = 640.0;
    const HEIGHT: f64 = 360.0;
    const LEFT: f64 = 70.0;
    const BOTTOM: f64 = 310.0;
    const TOP: f64 = 50.0;
    const RIGHT: f64 = 600.0;
    let clean = |it: &&Measured| it.part == "check" && !it.package.contains(", ");
    let shown: Vec<&Measured> = all.iter().filter(clean).collect();
    #[allow(clippy::cast_precision_loss, reason = "no file has 2^53 rows")]
    let rows = |it: &Measured| (it.rows as f64).log10();
    let ends = |values: &mut dyn Iterator<Item = f64>| {
        values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), it| (low.min(it), high.max(it)))
    };
    let (first, last) = ends(&mut shown.iter().map(|it| rows(it)));
    let (low, high) = ends(&mut shown.iter().map(|it| value(it).log10()));
    let (first, last, low, high) = (first.floor(), last.ceil(), low.floor(), high.ceil());
    let x = |it: f64| LEFT + (it - first) / (last - first).max(1.0) * (RIGHT - LEFT);
    let y = |it: f64| BOTTOM - (it - low) / (high - low).max(1.0) * (BOTTOM - TOP);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" \
         font-family=\"sans-serif\" font-size=\"13\">\n<title>{title}, by number of rows</title>\n\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/>\n\
         <text x=\"{LEFT}\" y=\"24\" font-size=\"15\" fill=\"#222\">{title}</text>\n"
    );
    let mut step = low;
    while step <= high {
        let at = y(step);
        let _ = writeln!(
            svg,
            "<line x1=\"{LEFT}\" x2=\"{RIGHT}\" y1=\"{at:.1}\" y2=\"{at:.1}\" stroke=\"#ddd\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"#444\">{}</text>",
            LEFT - 8.0,
            at + 4.0,
            10f64.powf(step)
        );
        step += 1.0;
    }
    let mut step = first;
    while step <= last {
        let at = x(step);
        let _ = writeln!(
            svg,
            "<line x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"{TOP}\" y2=\"{BOTTOM}\" stroke=\"#eee\"/>\
             <text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"#444\">10^{step:.0} rows</text>",
            BOTTOM + 20.0
        );
        step += 1.0;
    }
    for (place, colour, dash) in [("natively", "#0b5c8a", ""), ("in Chromium", "#8a4b0b", " stroke-dasharray=\"6 4\"")]
    {
        let line: Vec<String> = shown
            .iter()
            .filter(|it| it.place == place)
            .map(|it| format!("{:.1},{:.1}", x(rows(it)), y(value(it).log10())))
            .collect();
        let Some(end) = line.last() else { continue };
        let (_, end_y) = end.split_once(',').unwrap_or(("0", "0"));
        let _ = writeln!(
            svg,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"{dash}/>\
             <text x=\"{RIGHT}\" y=\"{end_y}\" dy=\"-8\" text-anchor=\"end\" fill=\"{colour}\">{place}</text>",
            line.join(" ")
        );
    }
    svg.push_str("</svg>\n");
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_days_for_people() {
        assert_eq!([0, 999, 1000, 4_847_003].map(counted), ["0", "999", "1,000", "4,847,003"]);
        assert_eq!(day_after_1970(0), "1970-01-01");
        assert_eq!(day_after_1970(19_782), "2024-02-29");
        assert_eq!(day_after_1970(20_779), "2026-11-22");
    }

    #[test]
    fn ratios_are_those_of_one_place() {
        let one = |place, part: &str, seconds| Measured {
            package: "1,000 students".into(),
            place,
            part: part.into(),
            seconds,
            bytes: 1,
            rows: 1000,
            peak: 1 << 20,
        };
        let mut all = Vec::new();
        for (place, factor) in [("natively", 1.0), ("in Chromium", 2.0)] {
            for (part, seconds) in PARTS.iter().zip([0.1, 0.125, 0.5, 0.25, 0.1875]) {
                all.push(one(place, part, seconds * factor));
            }
        }
        let table = table(&all);
        assert_eq!(table.lines().count(), 4);
        assert!(table.contains("| 1.25 | 4.00 | **2.00** | **1.50** |"), "{table}");
        let svg = plot("Time", &all, |it| it.seconds);
        assert_eq!(svg.matches("<polyline").count(), 2);
    }
}
