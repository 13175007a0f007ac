/** The form in which the author of help pages describes a receiver. */

import { html, nothing, type TemplateResult } from "lit-html";
import { EMPTY, FILES } from "../derive/describe";
import type { Form, FormColumn } from "../model/receiver";
import type { Actions, Authoring } from "../model/state";
import { form as text } from "../words/receivers";
import { count } from "../words/quantities";
import { rulesInWords } from "./described";

type Change = (change: Partial<Form>) => void;

const valueOf = (event: Event): string => (event.target as HTMLInputElement).value;

function field(label: string, value: string, change: (value: string) => void, type = "text"): TemplateResult {
  return html`<label class="filter"><span>${label}</span><input type=${type} autocomplete="off" .value=${value} @input=${(event: Event) => change(valueOf(event))} /></label>`;
}

function select<Value extends string>(label: string, value: Value, options: readonly { value: Value; label: string }[], change: (value: Value) => void): TemplateResult {
  return html`<label class="filter"><span>${label}</span
    ><select @change=${(event: Event) => change(valueOf(event) as Value)}>
      ${options.map((option) => html`<option value=${option.value} .selected=${option.value === value}>${option.label}</option>`)}
    </select></label
  >`;
}

function boxes<Name extends string>(legend: string, all: readonly Name[], chosen: readonly Name[], change: (chosen: Name[]) => void): TemplateResult {
  return html`<fieldset>
    <legend>${legend}</legend>
    <div class="tiles">
      ${all.map(
        (name) => html`<label class="choice"
          ><input
            type="checkbox"
            .checked=${chosen.includes(name)}
            @change=${(event: Event) => change(all.filter((each) => (each === name ? (event.target as HTMLInputElement).checked : chosen.includes(each))))}
          /><span>${name}</span></label
        >`,
      )}
    </div>
  </fieldset>`;
}

function entries<Key extends string>(of: Record<Key, string>): { value: Key; label: string }[] {
  return (Object.keys(of) as Key[]).map((value) => ({ value, label: of[value] }));
}

function columnRule(rule: FormColumn, place: number, form: Form, change: Change): TemplateResult {
  const set = (part: Partial<FormColumn>): void => change({ columns: form.columns.map((each, at) => (at === place ? { ...each, ...part } : each)) });
  const detail = text.details[rule.ask];
  return html`<div class="filters" role="group" aria-label=${text.rule(place + 1)}>
    ${select(text.file, rule.file, FILES.map((value) => ({ value, label: value })), (file) => set({ file }))}
    ${field(text.column, rule.column, (column) => set({ column }))}
    ${select(text.ask, rule.ask, entries(text.asks), (ask) => set({ ask }))}
    ${detail === undefined ? nothing : field(detail, rule.detail, (typed) => set({ detail: typed }))}
    ${select(text.severity, rule.severity, entries(text.severities), (severity) => set({ severity }))}
    <button type="button" @click=${() => change({ columns: form.columns.filter((_, at) => at !== place) })}>${text.remove(place + 1)}</button>
  </div>`;
}

function outcome({ built, preview }: Authoring, actions: Actions): TemplateResult {
  if (built === null) return html`<p role="status">${text.noTitle}</p>`;
  if ("why" in built) return html`<p class="refusal" role="status">${built.why}</p>`;
  return html`
    <p role="status">${text.built(count(built.link.length))}</p>
    ${rulesInWords(built.told)}
    <p class="buttons">
      <button type="button" @click=${actions.saveDescription}>${text.download}</button>
      <button type="button" @click=${actions.tryOnSample}>${text.preview}</button>
    </p>
    <div role="status" class="preview">
      ${preview === null
        ? nothing
        : preview === "checking"
          ? html`<p>${text.checking}</p>`
          : "why" in preview
            ? html`<p class="refusal">${preview.why}</p>`
            : html`<h3>${preview.heading}</h3>
                <p>${text.problems}:</p>
                <ol>${preview.problems.map((problem) => html`<li>${problem}</li>`)}</ol>`}
    </div>
  `;
}

export function describeView(authoring: Authoring, actions: Actions): TemplateResult {
  const form = authoring.form ?? EMPTY;
  const change: Change = actions.describe;
  return html`<details class="describe" @toggle=${(event: Event) => (event.target as HTMLDetailsElement).open && authoring.form === null && change({})}>
    <summary>${text.summary}</summary>
    ${authoring.form === null
      ? nothing
      : html`<p>${text.lead}</p>
          <div class="filters">
            ${field(text.title, form.title, (title) => change({ title }))} ${select(text.mode, form.mode, text.modes, (mode) => change({ mode }))}
            ${field(text.zip, form.zip, (zip) => change({ zip }))} ${field(text.megabytes, form.megabytes, (megabytes) => change({ megabytes }), "number")}
            ${select(text.people, form.people, text.outcomes, (people) => change({ people }))}
            ${field(text.source, form.source, (source) => change({ source }))} ${field(text.link, form.link, (link) => change({ link }), "url")}
          </div>
          ${boxes(text.versions, ["1.1", "1.2"], form.versions, (versions) => change({ versions }))} ${boxes(text.needs, FILES, form.needs, (needs) => change({ needs }))}
          <fieldset>
            <legend>${text.columns}</legend>
            ${form.columns.map((rule, place) => columnRule(rule, place, form, change))}
            <p class="buttons">
              <button
                type="button"
                @click=${() => change({ columns: [...form.columns, { file: "users.csv", column: "", ask: "filled", detail: "", severity: "error" }] })}
              >
                ${text.add}
              </button>
            </p>
          </fieldset>
          <label class="filter"
            ><span>${text.notChecked}</span><textarea rows="3" .value=${form.not_checked} @input=${(event: Event) => change({ not_checked: valueOf(event) })}></textarea
          ></label>
          ${outcome(authoring, actions)}`}
  </details>`;
}
