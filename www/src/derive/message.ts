/** A short message for the people who run the student information system, or who support it: without any cell. */

import type { Verdict } from "../model/report";
import type { Result } from "../model/state";
import { words } from "../words/messages";
import { headingOf, STANDARD, standardLast } from "./verdicts";

/** More would not be read. */
const FIRST = 3;

function verdict({ profile, title, ready, errors }: Verdict): string {
  const text = words.message;
  if (profile === STANDARD) return ready ? text.follows(title) : text.breaks(title, errors);
  if (ready) return text.ready(title);
  return errors > 0 ? text.notReady(title, errors) : text.notReadyIncomplete(title);
}

export function messageOf(result: Result): string {
  const text = words.message;
  const { head, groups } = result;
  const roots = groups.filter(({ total }) => total.caused_by === null);
  const errors = roots.filter(({ total }) => total.severity === "error");
  const told = (errors.length > 0 ? errors : roots).slice(0, FIRST);
  const titleOf = (rule: string): string => head.rules.find(({ name }) => name === rule)?.title ?? rule;
  const findings = told.map(({ total }, index) =>
    text.finding(index + 1, titleOf(total.rule), total.count, total.file, total.column, total.rule),
  );
  const more = roots.length - told.length;
  return [
    `${headingOf(result)}.`,
    text.checked(`${head.tool.name} ${head.tool.version}`, head.input.name, result.today),
    ...standardLast(head.verdicts).map(verdict),
    "",
    ...(told.length === 0 ? [text.nothing] : [errors.length > 0 ? text.first : text.worth, ...findings]),
    ...(more > 0 ? [text.more(more)] : []),
    ...(told.length === 0 ? [] : ["", text.explain]),
  ].join("\n");
}
