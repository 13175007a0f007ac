//! Thousands of packages on several machines: the examples for Spark and Kubernetes, tried as far as one machine can.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::generate;
use crate::process;
use crate::release::Venv;
use crate::workspace;

const KUBERNETES_SCHEMAS: &str = "kubernetes-validate==1.37.0";
const SPARK: [&str; 2] = ["pyspark==4.3.0", "duckdb==2.0.1"];

/// How many packages there are, and how many of them the parts of a job share.
const PACKAGES: u32 = 12;
const PARTS: u32 = 5;

/// Runs both examples on the same packages.
pub(crate) fn test(command: &Path) -> Result<()> {
    let root = workspace::root()?;
    let folder = root.join("target/many");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let packages = packages(&folder.join("packages"))?;
    println!("-- Kubernetes");
    kubernetes(&root, command, &folder, &packages)?;
    println!("-- Spark");
    spark(&root, command, &folder)
}

/// Packages of several sizes, in folders; the last is none.
fn packages(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for number in 0..PACKAGES {
        let name = format!("district {}/roster-{number}.zip", number % 3);
        let path = folder.join(&name);
        fs::create_dir_all(path.parent().context("it is in a folder")?)?;
        if number + 1 == PACKAGES {
            fs::write(&path, "Dear colleague,\n")?;
        } else {
            generate::small(&path, 20 * (number + 1), number % 4 == 1)?;
        }
        names.push(name);
    }
    Ok(names)
}

/// The manifests against the schemas of Kubernetes, and the script of the pods in each of their parts.
fn kubernetes(root: &Path, command: &Path, folder: &Path, packages: &[String]) -> Result<()> {
    let example = root.join("examples/kubernetes");
    let tools = Venv::with(root, "kubernetes-tools", &[KUBERNETES_SCHEMAS])?;
    let mut validate = tools.command("kubernetes-validate");
    process::run(validate.arg("--strict").arg(example.join("check-many.yaml")))?;
    // The linter has to see what is wrong.
    let wrong = folder.join("wrong.yaml");
    fs::write(
        &wrong,
        fs::read_to_string(example.join("check-many.yaml"))?.replace("completions: 20", "completions: many"),
    )?;
    if process::answer(tools.command("kubernetes-validate").arg("--strict").arg(&wrong)).is_some() {
        bail!("the schema linter finds nothing wrong in what is wrong");
    }
    let (list, summaries) = (folder.join("list"), folder.join("summaries"));
    fs::create_dir_all(&list)?;
    fs::create_dir_all(&summaries)?;
    fs::write(list.join("packages.txt"), packages.join("\n") + "\n")?;
    let bin = command.parent().context("the command is in a folder")?;
    for number in 0..PARTS {
        let mut script = Command::new("sh");
        script.arg(example.join("check.sh"));
        script.env("PATH", process::path_with(bin.to_path_buf())?);
        script.env("PARTS", PARTS.to_string()).env("JOB_COMPLETION_INDEX", number.to_string());
        script.env("LIST", &list).env("PACKAGES", folder.join("packages")).env("SUMMARIES", &summaries);
        script.env("TMPDIR", folder);
        process::run(&mut script).with_context(|| format!("part {number} of the job failed"))?;
    }
    let mut seen = Vec::new();
    for part in fs::read_dir(&summaries)? {
        for line in fs::read_to_string(part?.path())?.lines() {
            let line: serde_json::Value = serde_json::from_str(line)?;
            seen.push(line["path"].as_str().unwrap_or_default().to_owned());
        }
    }
    seen.sort();
    let mut wanted = packages.to_vec();
    wanted.sort();
    if seen != wanted {
        bail!("the parts of the job checked {seen:?}");
    }
    println!("{} packages in {PARTS} parts, each once", seen.len());
    Ok(())
}

/// Spark on this machine alone, and its Parquet files against what the command says.
fn spark(root: &Path, command: &Path, folder: &Path) -> Result<()> {
    if process::find("java").is_none() {
        println!("NOT TESTED: examples/spark, because there is no Java here; Spark needs version 17 or newer");
        return Ok(());
    }
    let tools = Venv::with(root, "spark-tools", &SPARK)?;
    let (packages, summaries, lines) = (folder.join("packages"), folder.join("parquet"), folder.join("lines.jsonl"));
    let today = "2026-11-28";
    let started = Instant::now();
    let mut spark = tools.command("python");
    spark.arg(root.join("examples/spark/check_many.py")).arg(&packages).arg(&summaries);
    spark.arg("--rostercheck").arg(command).args(["--partitions", "3", "--", "--today", today]);
    spark.env("SPARK_LOCAL_IP", "127.0.0.1").env("PYSPARK_PYTHON", tools.program("python"));
    // Spark's own compression brings a library that takes a machine with musl's compiler for one with musl, and fails.
    let settings = ["spark.ui.enabled=false", "spark.sql.parquet.compression.codec=gzip"];
    let settings = settings.map(|setting| format!("--conf {setting}")).join(" ");
    spark.env("PYSPARK_SUBMIT_ARGS", format!("--master local[2] {settings} pyspark-shell"));
    process::run(&mut spark)?;
    println!("Spark in local mode: {:.1} s", started.elapsed().as_secs_f64());
    let mut check = Command::new(command);
    check.args(["check", "--summary", "jsonl", "--today", today, "--output"]).arg(&lines).arg(&packages);
    // 2: one of them is no package.
    let status = check.status()?;
    if status.code() != Some(2) {
        bail!("the command ended with {status}");
    }
    process::run(tools.command("python").arg(root.join("tests/spark/compare.py")).arg(&summaries).arg(&lines))
}
