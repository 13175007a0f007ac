#!/usr/bin/env python3
"""Writes a SARIF log as GitHub's annotations: the first row of each rule and file, with how many there are."""

import json
import sys

COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def escaped(text, is_property=False):
    """As GitHub's runner reads it again; nothing in a message can begin a command of its own."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if is_property else text


def main(path):
    with open(path, encoding="utf-8") as file:
        log = json.load(file)
    groups = {}
    for run in log["runs"]:
        for result in run.get("results", []):
            places = result.get("locations") or [{}]
            place = places[0].get("physicalLocation", {})
            name = place.get("artifactLocation", {}).get("uri", "")
            line = place.get("region", {}).get("startLine")
            key = (result.get("level", "warning"), result["ruleId"], name)
            first = groups.setdefault(key, {"line": line, "text": result["message"]["text"], "count": 0})
            first["count"] += 1
    for (level, rule, name), first in groups.items():
        properties = [f"title={escaped(rule, True)}"]
        if name:
            properties.append(f"file={escaped(name, True)}")
        if first["line"]:
            properties.append(f"line={first['line']}")
        more = f" ({first['count']} findings like this one)" if first["count"] > 1 else ""
        print(f"::{COMMANDS.get(level, 'warning')} {','.join(properties)}::{escaped(first['text'] + more)}")


if __name__ == "__main__":
    main(sys.argv[1])
