// The command, whose report the page's is compared with.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { timeless } from "./browser.mjs";

const command = process.env["ROSTERCHECK_COMMAND"];

/** Why a comparison is left out, or false. */
export const withoutCommand = command === undefined ? "ROSTERCHECK_COMMAND does not name the command" : false;

/** The JSON report of a package on a day, but for the moment of the check. */
export function checkedByCommand(path, today, values, profiles = [], more = []) {
  const chosen = profiles.flatMap((profile) => ["--profile", profile]);
  const run = spawnSync(
    command,
    ["check", path, "--format", "json", "--values", values, "--today", today, ...chosen, ...more],
    { encoding: "utf8", maxBuffer: 1 << 29 },
  );
  if (run.error) throw run.error;
  assert.notEqual(run.status, 3, run.stderr);
  return timeless(run.stdout);
}
