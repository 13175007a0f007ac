/** The rows of a problem as a table, to be pasted into a spreadsheet. */

import type { Affected, Finding, Named } from "../model/report";
import type { GroupView } from "../model/state";
import { words } from "../words/messages";

/** No tab and no line break divides a cell, and no spreadsheet program calculates it. */
function safe(text: string): string {
  const plain = text.replace(/[\t\r\n]+/g, " ");
  return /^[=+\-@]/.test(plain) && !/^[+-]?[\d.,]+$/.test(plain) ? `'${plain}` : plain;
}

export function told(named: Named | null): string {
  if (named === null) return "";
  return named.missing_from === null ? named.name || named.id : words.who.missing(named.id, named.missing_from);
}

export function tableOf({ total }: GroupView, findings: readonly Finding[], people: Affected): string {
  const text = words.who;
  const rows = new Map(people.rows.map((row) => [row.record, row]));
  const all = findings.map((finding) => {
    const row = finding.record === null ? undefined : rows.get(finding.record);
    return {
      line: finding.line === null ? "" : String(finding.line),
      who: told(row?.who ?? null),
      class: told(row?.class ?? null),
      school: told(row?.school ?? null),
      id: row?.id ?? finding.source_id ?? "",
      value: finding.value ?? "",
      message: finding.message,
      fix: finding.fix,
    };
  });
  const columns = [
    ["line", words.rows.line],
    ["who", text.kinds[people.kind]],
    ["class", text.class],
    ["school", text.school],
    ["id", words.rows.id],
    ["value", total.column ?? words.rows.value],
    ["message", words.rows.wrong],
    ["fix", words.rows.fix],
  ] as const;
  const used = columns.filter(([key]) => all.some((row) => row[key] !== ""));
  const lines = [used.map(([, name]) => name), ...all.map((row) => used.map(([key]) => row[key]))];
  return lines.map((cells) => cells.map(safe).join("\t")).join("\n");
}
