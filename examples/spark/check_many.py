#!/usr/bin/env python3
"""Checks the packages of a folder or bucket on a Spark cluster, and writes the summaries as Parquet.

    spark-submit check_many.py SOURCE TARGET [--rostercheck COMMAND] [-- OPTIONS OF CHECK]

SOURCE is what Spark's binaryFile source reads: a folder, or an address of a bucket that the cluster can read. Every *.zip in
it is checked by the command rostercheck, which has to be installed on every worker. No contents of cells get into TARGET.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile

COLUMNS = (
    "path string, name string, bytes long, sha256 string, version string, today string, outcome string, why string, "
    "oneroster_version string, mode string, files long, rows long, seconds double, "
    "verdicts array<struct<profile: string, ready: boolean, errors: long, warnings: long, infos: long>>"
)


def check(rows, command, options):
    """The summaries of some packages, one after the other: memory holds one package."""
    for row in rows:
        with tempfile.TemporaryDirectory() as folder:
            # Rules look at the name of the zip, so the copy keeps it.
            name = os.path.basename(row.path.rstrip("/"))
            copy = os.path.join(folder, name)
            with open(copy, "wb") as file:
                file.write(row.content)
            done = subprocess.run(
                [command, "check", copy, "--summary", "jsonl", "--threads", "1", *options],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
        # 0 to 2 are what the check says. All else, also the end by a signal, fails the task, and Spark tries it again;
        # a package at which rostercheck itself fails would do so again, so it has its line.
        lines = done.stdout.splitlines()
        if done.returncode not in (0, 1, 2, 3) or len(lines) != 1:
            raise RuntimeError(f"rostercheck ended with {done.returncode}: {done.stderr.decode(errors='replace')[-500:]}")
        line = json.loads(lines[0])
        line["path"] = row.path
        yield {column: line[column] for column in WANTED}


WANTED = [part.split()[0] for part in COLUMNS.split(", verdicts")[0].split(", ")] + ["verdicts"]


def main():
    options = []
    arguments = sys.argv[1:]
    if "--" in arguments:
        at = arguments.index("--")
        arguments, options = arguments[:at], arguments[at + 1 :]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", help="where the packages are")
    parser.add_argument("target", help="where the Parquet files go; it must not exist")
    parser.add_argument("--rostercheck", default="rostercheck", metavar="COMMAND", help="the command on the workers")
    parser.add_argument("--partitions", type=int, help="how many tasks share the packages [default: as Spark sees fit]")
    chosen = parser.parse_args(arguments)

    from pyspark.sql import SparkSession

    spark = SparkSession.builder.appName("rostercheck").getOrCreate()
    reader = spark.read.format("binaryFile").option("recursiveFileLookup", "true").option("pathGlobFilter", "*.[zZ][iI][pP]")
    packages = reader.load(chosen.source).select("path", "content")
    if chosen.partitions:
        packages = packages.repartition(chosen.partitions)
    command = chosen.rostercheck
    summaries = packages.rdd.mapPartitions(lambda rows: check(rows, command, options))
    spark.createDataFrame(summaries, COLUMNS).write.parquet(chosen.target)
    spark.stop()


if __name__ == "__main__":
    main()
