/** What a package would remove, add and change, against the one that was sent before. */

import { html, nothing, type TemplateResult } from "lit-html";
import { canCompare } from "../derive/since";
import type { AsideFormat } from "../model/aside";
import type { Changes, ComparedTable } from "../model/report";
import type { Actions, Changing, Compared, Result } from "../model/state";
import { words } from "../words/messages";
import { count } from "../words/quantities";
import { changes as text } from "../words/changes";
import { receivers } from "../words/receivers";
import { chooser, press } from "./drop-zone";
import { sentence } from "./visible-text";

/** Rows that are drawn at once: more can be sought, or kept as a file. */
const ROWS = 100;

/** Findings of one rule in one file that are told at once. */
const STORIES = 5;

const { known } = receivers;

const FORMATS: readonly AsideFormat[] = ["csv", "html", "json"];

function choose(label: string, refusal: string | null, actions: Actions): TemplateResult {
  return html`
    <p class="buttons">
      <button type="button" id="previous-button" @click=${press("previous-chooser")}>${label}</button>
    </p>
    ${chooser("previous-chooser", actions.choosePrevious, false)}
    ${refusal === null ? nothing : html`<p class="refusal" role="status">${refusal}</p>`}
  `;
}

function running(name: string, done: number, actions: Actions): TemplateResult {
  return html`
    <p id="changes-status" tabindex="-1">${text.running(name)}</p>
    <progress max="1" .value=${done} aria-label=${text.progress}></progress>
    <p class="buttons"><button type="button" @click=${actions.cancelPrevious}>${text.cancel}</button></p>
  `;
}

function effects({ outcome, receivers }: Changes, view: Result): TemplateResult | typeof nothing {
  if (receivers.length === 0) return nothing;
  const title = (id: string): string => known.find((of) => of.id === id)?.short ?? view.head.verdicts.find(({ profile }) => profile === id)?.title ?? id;
  return html`
    <h3>${text.effects}</h3>
    <ul>
      ${receivers.map(({ id, effects: own }) =>
        own.length === 0
          ? html`<li>${title(id)}: ${text.nothing[outcome === "complete" ? outcome : "partial"]}</li>`
          : own.map(({ detail }) => html`<li>${sentence(detail)}</li>`),
      )}
    </ul>
  `;
}

function stories({ totals, findings }: Changes): TemplateResult | typeof nothing {
  if (totals.length === 0) return nothing;
  const alike = new Map<string, (typeof findings)[number][]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.rule, finding.file]);
    alike.set(key, [...(alike.get(key) ?? []), finding]);
  }
  const told = [...alike.values()].flatMap((own) =>
    own.slice(0, STORIES).map((finding, place) => ({ ...finding, more: place === STORIES - 1 ? own.length - STORIES : 0 })),
  );
  return html`
    <h3>${text.stories}</h3>
    <ul class="stories">
      ${told.map(
        ({ rule, severity, message, fix, more }) => html`
          <li data-change-rule=${rule} data-severity=${severity}>
            <span class="tag">${words.findings.severities[severity]}</span>
            <p>${sentence(message)} ${more > 0 ? text.moreStories(more) : nothing}</p>
            <p>${sentence(fix)} <a href="#rule/${rule}">${text.page}</a></p>
          </li>
        `,
      )}
    </ul>
  `;
}

/** A bar as long as the share that is gone. It repeats what the numbers beside it say. */
function bar(gone: number, old: number): TemplateResult {
  const share = old > 0 ? Math.min(100, (100 * gone) / old) : 0;
  return html`<meter min="0" max="100" .value=${share} aria-label=${text.table.share}></meter>`;
}

interface Counted {
  old: number;
  new: number;
  gone: number;
  added: number;
  changed: number;
}

function numbers(name: string, counted: Counted): TemplateResult {
  return html`<tr>
    <th scope="row">${name}</th>
    ${[counted.old, counted.new, counted.gone, counted.added, counted.changed].map((each) => html`<td class="number">${count(each)}</td>`)}
    <td>${bar(counted.gone, counted.old)}</td>
  </tr>`;
}

function table(caption: string, first: string, rows: TemplateResult[]): TemplateResult {
  const { old, now, gone, added, changed, share } = text.table;
  return html`<div class="wide" tabindex="0" role="region" aria-label=${caption}>
    <table>
      <caption class="visually-hidden">
        ${caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">${first}</th>
          ${[old, now, gone, added, changed].map((name) => html`<th scope="col" class="number">${name}</th>`)}
          <th scope="col">${share}</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function groups({ file, groups: all }: ComparedTable): TemplateResult[] {
  return [...new Set(all.map(({ by }) => by))].map((by) => {
    const name = text.by[by] ?? by;
    return html`<details>
      <summary>${text.group(file, name)}</summary>
      ${table(text.group(file, name), name, all.filter((group) => group.by === by).map((group) => numbers(group.key, group)))}
    </details>`;
  });
}

function records(view: Compared, actions: Actions): TemplateResult {
  const { changes, names } = view;
  const wanted = view.seek.trim().toLowerCase();
  const listed = changes.records.flatMap((record, place) =>
    record.change === view.change && (view.file === null || record.file === view.file) ? [{ ...record, name: names[place] ?? "" }] : [],
  );
  const fits = listed.filter(({ id, name }) => wanted === "" || name.toLowerCase().includes(wanted) || id.toLowerCase().includes(wanted));
  const files = [...new Set(changes.records.map(({ file }) => file))];
  const all = changes.tables.reduce((sum, each) => sum + (view.file === null || each.file === view.file ? each[view.change] : 0), 0);
  const { columns } = text;
  return html`
    <h3 id="changes-records">${text.who}</h3>
    <div class="pick">
      ${(["gone", "added", "changed"] as const).map(
        (change) => html`<label class="choice"
          ><input type="radio" name="changes-of" .checked=${view.change === change} @change=${() => actions.withChanges({ change })} /><span
            >${text.change[change]}</span
          ></label
        >`,
      )}
      <label
        >${text.file}
        <select @change=${(event: Event) => actions.withChanges({ file: (event.target as HTMLSelectElement).value || null })}>
          <option value="">${text.allFiles}</option>
          ${files.map((file) => html`<option value=${file} ?selected=${view.file === file}>${file}</option>`)}
        </select></label
      >
      <label
        >${text.seek}
        <input type="text" .value=${view.seek} @input=${(event: Event) => actions.withChanges({ seek: (event.target as HTMLInputElement).value })}
      /></label>
    </div>
    <p role="status">${fits.length === 0 ? text.none : text.listed(Math.min(ROWS, fits.length), wanted === "" ? all : fits.length)} ${listed.length < all ? text.cut(listed.length) : nothing}</p>
    ${fits.length === 0
      ? nothing
      : html`<div class="wide" tabindex="0" role="region" aria-labelledby="changes-records">
          <table>
            <thead>
              <tr>
                <th scope="col">${columns.name}</th>
                <th scope="col">${columns.id}</th>
                <th scope="col">${columns.file}</th>
                <th scope="col">${columns.line} ${text.lineIn[view.change]}</th>
                ${view.change === "changed" ? html`<th scope="col">${columns.what}</th>` : nothing}
              </tr>
            </thead>
            <tbody>
              ${fits.slice(0, ROWS).map(
                (record) => html`<tr>
                  <td>${record.name === "" ? html`<span class="empty-cell">${text.noName}</span>` : record.name}</td>
                  <td>${record.id}</td>
                  <td>${record.file}</td>
                  <td class="number">${count(record.line)}</td>
                  ${view.change === "changed" ? html`<td>${record.columns.join(", ")}</td>` : nothing}
                </tr>`,
              )}
            </tbody>
          </table>
        </div>`}
  `;
}

function keeping(view: Compared, actions: Actions): TemplateResult {
  return html`
    <h3>${text.keep}</h3>
    <label class="choice">
      <input
        type="checkbox"
        aria-describedby="changes-hint"
        .checked=${view.shown}
        @change=${(event: Event) => actions.withChanges({ shown: (event.target as HTMLInputElement).checked })}
      />
      <span>${text.shown}</span>
    </label>
    <p class="hint" id="changes-hint">${text.shownHint}</p>
    <p class="buttons">
      ${FORMATS.map((format) => html`<button type="button" @click=${() => actions.keepChanges(format)}>${text.formats[format]}</button>`)}
    </p>
    <p role="status">${view.said ?? ""}</p>
  `;
}

function done(own: Compared, view: Result, actions: Actions): TemplateResult {
  const { changes } = own;
  const sum = (of: "gone" | "added" | "changed"): number => changes.tables.reduce((all, each) => all + each[of], 0);
  const [gone, added, changed] = [sum("gone"), sum("added"), sum("changed")];
  return html`
    <p id="changes-status" tabindex="-1">
      <strong>${text.with(changes.old.name)}.</strong>
      ${changes.outcome === "unreadable" ? text.unreadable : gone + added + changed === 0 ? (changes.outcome === "complete" && !changes.tables.some((each) => each.is_delta) ? text.same : text.sameAsFar) : text.sum(gone, added, changed)}
    </p>
    ${changes.not_compared.length === 0
      ? nothing
      : html`<p>${text.partial}</p>
          <ul>
            ${changes.not_compared.map(({ package: which, what, why }) => html`<li>${text.left(what, which, why)}</li>`)}
          </ul>`}
    ${changes.outcome === "unreadable"
      ? nothing
      : html`
          ${effects(changes, view)} ${stories(changes)}
          <h3>${text.numbers}</h3>
          ${table(text.numbers, text.table.file, changes.tables.map((each) => numbers(each.file, each)))} ${changes.tables.map(groups)}
          ${gone + added + changed === 0 ? nothing : records(own, actions)} ${keeping(own, actions)}
        `}
    ${choose(text.other, own.refusal, actions)}
  `;
}

/** What a print has of it: no cells. */
export function changesPrint(view: Result): TemplateResult | typeof nothing {
  const changes = view.compared?.changes;
  if (changes === undefined || changes.outcome === "unreadable") return nothing;
  return html`<section class="changes">
    <h2>${text.with(changes.old.name)}</h2>
    ${effects(changes, view)} ${table(text.numbers, text.table.file, changes.tables.map((each) => numbers(each.file, each)))}
  </section>`;
}

function body(changing: Changing, view: Result, actions: Actions): TemplateResult {
  switch (changing.kind) {
    case "idle":
      return html`<p>${text.lead}</p>
        ${choose(text.choose, changing.refusal, actions)}`;
    case "running":
      return running(changing.name, changing.done, actions);
    case "failed":
      return html`<p id="changes-status" tabindex="-1">${text.failed(changing.message)}</p>
        ${choose(text.choose, null, actions)}`;
    case "done":
      return done(changing, view, actions);
  }
}

export function changesView(view: Result, actions: Actions): TemplateResult | typeof nothing {
  if (!canCompare(view)) return nothing;
  // Without an earlier check it is all that stands in this part, which is reached by its heading.
  const isAlone = view.before === null;
  const id = isAlone ? "since-heading" : "changes-heading";
  return html`
    <section class="changes" aria-labelledby=${id}>
      <h2 id=${id} tabindex="-1">${isAlone ? words.since.heading : text.heading}</h2>
      ${body(view.changing, view, actions)}
    </section>
  `;
}
