/** A short message for the people who run the student information system, or who support it: without any cell. */

import type { Verdict } from "../model/report";
import type { Result } from "../model/state";
import { changes } from "../words/changes";
import { words } from "../words/messages";
import { countsOf, titleOf } from "./counts";
import { changesAre, headingOf, nameOf, STANDARD, standardLast, verdictsOf } from "./verdicts";

/** More would not be read. */
const FIRST = 3;

export function messageOf(result: Result): string {
  const text = words.message;
  const { head, groups } = result;
  const verdict = (of: Verdict): string => {
    const { kinds, rows } = countsOf(groups, "error", of.profile);
    if (of.profile === STANDARD) return of.ready ? text.follows(of.title) : text.breaks(of.title, kinds, rows);
    return of.ready ? text.ready(nameOf(of)) : text.notReady(nameOf(of), kinds, rows);
  };
  const roots = groups.filter(({ total }) => total.caused_by === null);
  const errors = roots.filter(({ total }) => total.severity === "error");
  const told = (errors.length > 0 ? errors : roots).slice(0, FIRST);
  const findings = told.flatMap(({ index, total }, place) => {
    const fix = total.fixes.length === 1 ? (result.maskedFixes[index] ?? null) : null;
    return [
      text.finding(place + 1, titleOf(total.rule, result), total.count, total.file, total.column, total.rule),
      ...(fix === null ? [] : [text.fix(fix)]),
    ];
  });
  const more = roots.length - told.length;
  return [
    `${headingOf(result)}.`,
    text.checked(`${head.tool.name} ${head.tool.version}`, head.input.name, words.moment(result.at)),
    ...(head.input.sha256 === null ? [] : [text.sha256(head.input.sha256)]),
    ...standardLast(verdictsOf(result)).map(verdict),
    "",
    ...(result.compared !== null && changesAre("error", result) ? [changes.removes(result.compared.changes.old.name)] : told.length === 0 ? [text.nothing] : []),
    ...(told.length === 0 ? [] : [errors.length > 0 ? text.first : text.worth, ...findings]),
    ...(more > 0 ? [text.more(more)] : []),
    ...(told.length === 0 ? [] : ["", text.explain]),
  ].join("\n");
}
