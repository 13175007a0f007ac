/** What the rows of one problem have in common, in a table and in a list that scrolls. */

import { html, type TemplateResult } from "lit-html";
import type { Finding } from "../model/report";
import type { Actions, GroupView } from "../model/state";
import { words } from "../words/messages";
import { count } from "../words/quantities";

/** What the columns of the table of one problem are. */
export interface Columns {
  who: string | null;
  class: boolean;
  school: boolean;
  id: boolean;
  value: string | null;
  message: boolean;
  fix: boolean;
}

export function columnsOf(group: GroupView): Columns {
  const { total } = group;
  const sample = group.blocks.get(0) ?? [];
  const people = group.people.get(0);
  const rows = people?.rows ?? [];
  const value = sample.some((finding) => finding.value !== null) ? (total.column ?? words.rows.value) : null;
  return {
    who: rows.some((row) => row.who !== null) && people ? words.who.kinds[people.kind] : null,
    class: rows.some((row) => row.class !== null),
    school: rows.some((row) => row.school !== null),
    // Where the id itself is wrong, it is the value.
    id: total.column !== "sourcedId" && sample.some((finding) => finding.source_id !== null),
    value,
    message: value === null && total.count > 1,
    fix: total.fixes.length === 0 && total.count > 1,
  };
}

export function lineButton(group: GroupView, index: number, finding: Finding, actions: Actions): TemplateResult {
  const chosen = group.chosen === index;
  return html`<button
    type="button"
    class="plain"
    id="row-${group.index}-${index}"
    aria-expanded=${chosen ? "true" : "false"}
    @click=${() => actions.choose(group, chosen ? null : index)}
  >${finding.line === null ? words.rows.wholeFile : count(finding.line)}<span class="visually-hidden">, ${words.rows.showWhole}</span></button>`;
}
