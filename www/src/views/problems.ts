/** The list of what was found: one line each, one open at a time; warnings and notes are folded after the problems. */

import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { countsOf, severityOf } from "../derive/counts";
import { families, type Family } from "../derive/families";
import { matching } from "../derive/filters";
import { nameOf, standardLast } from "../derive/verdicts";
import { doneOf, isDone, problemsOf } from "../derive/work";
import type { Severity } from "../model/report";
import type { Actions, Result } from "../model/state";
import { words } from "../words/messages";
import { problemDetails } from "./problem";
import { countedTitleOf } from "../derive/counts";

/** Arrow keys go from line to line, as in any list. */
function byArrows(event: KeyboardEvent): void {
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };
  const step = steps[event.key];
  const row = event.target as HTMLElement;
  if (step === undefined || !row.classList.contains("row")) return;
  const rows = [...document.querySelectorAll<HTMLElement>(".list .row")].filter((each) => each.offsetParent !== null);
  const to = Math.min(rows.length - 1, Math.max(0, rows.indexOf(row) + step));
  rows[to]?.focus();
  event.preventDefault();
}

function item({ root: group, caused }: Family, number: number | null, ticks: ReadonlySet<string>, result: Result, actions: Actions): TemplateResult {
  const text = words.findings;
  const { total, first } = group;
  const severity = severityOf(group, result.filters.profile) ?? total.severity;
  const done = severity === "error" && isDone(group, ticks);
  const open = group.open || result.printing;
  const line = total.count === 1 && first?.line ? ` · ${text.line(first.line)}` : "";
  return html`
    <div class="item severity-${severity} ${done ? "is-done" : ""}" data-rule=${total.rule} data-severity=${severity} data-count=${total.count}>
      <h3>
        <button
          type="button"
          class="row"
          id="problem-${group.index}"
          aria-expanded=${open ? "true" : "false"}
          aria-controls="open-${group.index}"
          @click=${() => actions.open(group, !group.open)}
        >
          <span class="num" aria-hidden="true">${done ? "✓" : (number ?? "")}</span>
          <span class="what"
            ><span class="title">${countedTitleOf(total, result)}</span>${done ? html`<span class="visually-hidden">, ${text.doneWord}</span>` : nothing}
            <span class="where">${text.place(total.file, total.column)}${line}</span></span
          >
          <span class="count">${text.rows(total.count, first?.record != null)}</span>
          <span class="chevron" aria-hidden="true"></span>
        </button>
      </h3>
      <div class="open" id="open-${group.index}" ?hidden=${!open}>${open ? problemDetails(group, caused, ticks, result, actions) : nothing}</div>
    </div>
  `;
}

function list(all: readonly Family[], ticks: ReadonlySet<string>, result: Result, actions: Actions): TemplateResult {
  const numbers = new Map(problemsOf(result).map((group, place) => [group, place + 1]));
  const ordered = [...all].sort((one, other) => (numbers.get(one.root) ?? 0) - (numbers.get(other.root) ?? 0));
  return html`<div class="list" @keydown=${byArrows}>
    ${repeat(ordered, ({ root }) => root.index, (family) => item(family, numbers.get(family.root) ?? null, ticks, result, actions))}
  </div>`;
}

function chips(result: Result, actions: Actions): TemplateResult | typeof nothing {
  const text = words.findings;
  const verdicts = standardLast(result.head.verdicts);
  if (verdicts.length < 2) return nothing;
  const chip = (profile: string | null, label: string): TemplateResult =>
    html`<button type="button" class="chip" aria-pressed=${result.filters.profile === profile ? "true" : "false"} @click=${() => actions.filter({ profile })}>${label}</button>`;
  return html`<div class="chips" role="group" aria-label=${text.receivers}>
    ${chip(null, text.all(countsOf(result.groups, "error", null).kinds))}
    ${verdicts.map((of) => chip(of.profile, text.of(nameOf(of), countsOf(result.groups, "error", of.profile).kinds)))}
  </div>`;
}

function tools(result: Result, shown: number, actions: Actions): TemplateResult {
  const text = words.findings;
  const { file, column } = result.filters;
  const found = result.found;
  const rows = found?.groups.reduce((sum, each) => sum + each.count, 0) ?? 0;
  return html`
    <div class="tools">
      <input
        type="search"
        autocomplete="off"
        spellcheck="false"
        aria-label=${text.search}
        placeholder=${text.searchHint}
        .value=${result.search}
        @input=${(event: Event) => actions.search((event.target as HTMLInputElement).value)}
      />
      ${chips(result, actions)}
      ${file === null
        ? nothing
        : html`<button type="button" class="chip" aria-pressed="true" @click=${() => actions.filter({ file: null, column: null })}>${text.only(file, column)} ✕</button>`}
      <span role="status">${found === null ? nothing : shown === 0 ? nothing : text.found(rows, found.text)}</span>
    </div>
  `;
}

function folded(severity: "warning" | "info", all: readonly Family[], ticks: ReadonlySet<string>, result: Result, actions: Actions): TemplateResult | typeof nothing {
  if (all.length === 0) return nothing;
  const text = words.findings;
  const warning = severity === "warning";
  const open = result.unfolded[severity] || result.found !== null || result.printing;
  const label = warning ? text.warnings(all.length) : text.notes(all.length);
  return html`
    <section class="folded" aria-labelledby=${warning ? "warnings-heading" : "notes-heading"}>
      <h2 id=${warning ? "warnings-heading" : "notes-heading"} tabindex="-1">
        <button type="button" class="fold" aria-expanded=${open ? "true" : "false"} @click=${() => actions.unfold(severity, !open)}>
          <span class="chevron" aria-hidden="true"></span>${label}
        </button>
      </h2>
      <div ?hidden=${!open}>${list(all, ticks, result, actions)}</div>
    </section>
  `;
}

export function problemsView(result: Result, ticks: ReadonlySet<string>, actions: Actions): TemplateResult {
  const text = words.findings;
  const shown = families(matching(result));
  const of = (severity: Severity): Family[] => shown.filter(({ root }) => severityOf(root, result.filters.profile) === severity);
  const errors = of("error");
  const { done, all } = doneOf(result, ticks);
  return html`
    <section class="problems" aria-labelledby="problems-heading">
      <h2 id="problems-heading" tabindex="-1">${all === 0 ? text.none : text.heading}</h2>
      ${done > 0 && !result.printing ? html`<p class="progress-words"><progress max=${all} .value=${done} aria-label=${text.done(done, all)}></progress> ${text.done(done, all)}</p>` : nothing}
      ${result.printing || result.groups.length === 0 ? nothing : tools(result, shown.length, actions)}
      ${shown.length === 0 && result.groups.length > 0
        ? html`<p role="status">${text.noneShown} <button type="button" class="plain" @click=${actions.showAll}>${text.showAll}</button></p>`
        : nothing}
      ${errors.length > 0 ? list(errors, ticks, result, actions) : nothing}
      ${folded("warning", of("warning"), ticks, result, actions)} ${folded("info", of("info"), ticks, result, actions)}
    </section>
  `;
}
