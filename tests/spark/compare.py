"""Whether the Parquet files of examples/spark/check_many.py say what the command says: SUMMARIES LINES."""

import json
import sys

import duckdb

summaries, lines = sys.argv[1:]

# What a check takes, and where the copy was, is another each time.
OTHER = {"path", "seconds", "stamp", "schema"}


def rows_of_parquet():
    table = duckdb.sql(f"SELECT * FROM '{summaries}/*.parquet'")
    return [dict(zip(table.columns, row)) for row in table.fetchall()]


def comparable(row, columns):
    return json.dumps({name: row[name] for name in sorted(columns - OTHER)}, sort_keys=True)


parquet = rows_of_parquet()
columns = set(parquet[0])
with open(lines, encoding="utf-8") as file:
    expected = [json.loads(line) for line in file]
assert columns - OTHER <= set(expected[0]), columns - set(expected[0])
assert {"sha256", "outcome", "verdicts", "rows"} <= columns, columns

paths = {row["path"] for row in parquet}
assert len(paths) == len(parquet) == len(expected), (len(paths), len(parquet), len(expected))


def found(rows, columns):
    verdicts = [{**row, "verdicts": [{key: verdict[key] for key in ("profile", "ready", "errors", "warnings", "infos")} for verdict in row["verdicts"]]} for row in rows]
    return sorted(comparable(row, columns) for row in verdicts)


assert found(parquet, columns) == found(expected, columns)
assert {"complete", "unreadable"} <= {row["outcome"] for row in parquet}, "the packages are of both kinds"

# The question that docs/many-packages.md asks.
answer = duckdb.sql(
    f"""
    SELECT v.profile, count(*) AS packages, count(*) FILTER (v.ready) AS ready, sum(v.errors) AS errors
    FROM (SELECT unnest(verdicts) AS v FROM '{summaries}/*.parquet') GROUP BY ALL ORDER BY 1
    """
).fetchall()
for profile, packages, ready, errors in answer:
    said = [verdict for row in expected for verdict in row["verdicts"] if verdict["profile"] == profile]
    assert packages == len(said), profile
    assert ready == sum(verdict["ready"] for verdict in said), profile
    assert errors == sum(verdict["errors"] for verdict in said), profile
print(f"{len(parquet)} packages in Parquet, the same as the command says: {answer}")
