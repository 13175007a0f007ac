/** Which findings are on show. */

import { html, nothing, type TemplateResult } from "lit";
import type { Severity } from "../model/report";
import type { Actions, Result } from "../model/state";
import { words } from "../words/messages";

const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

function choice(
  label: string,
  every: string,
  chosen: string | null,
  options: readonly { value: string; label: string }[],
  choose: (value: string | null) => void,
): TemplateResult | typeof nothing {
  if (options.length < 2) return nothing;
  return html`
    <label class="filter">
      <span>${label}</span>
      <select @change=${(event: Event) => choose((event.target as HTMLSelectElement).value || null)}>
        <option value="" .selected=${chosen === null}>${every}</option>
        ${options.map(({ value, label: name }) => html`<option value=${value} .selected=${chosen === value}>${name}</option>`)}
      </select>
    </label>
  `;
}

export function filterChoices(result: Result, actions: Actions): TemplateResult {
  const text = words.findings;
  const { filters, groups, head } = result;
  const severities = SEVERITIES.filter((severity) => groups.some(({ total }) => total.severity === severity));
  const there = groups.filter(({ total }) => filters.file === null || total.file === filters.file);
  const columns = [...new Set(there.flatMap(({ total }) => (total.column === null ? [] : [total.column])))].sort();
  const files = [...new Set(groups.flatMap(({ total }) => (total.file === null ? [] : [total.file])))];
  return html`
    <div class="filters" role="group" aria-label=${text.filter}>
      ${choice(
        text.receiver,
        text.everyReceiver,
        filters.profile,
        head.verdicts.map(({ profile, title }) => ({ value: profile, label: title })),
        (profile) => actions.filter({ profile }),
      )}
      ${choice(
        text.severity,
        text.everySeverity,
        filters.severity,
        severities.map((severity) => ({ value: severity, label: text.severityChoices[severity] })),
        (severity) => actions.filter({ severity: severity as Severity | null }),
      )}
      ${choice(
        text.file,
        text.everyFile,
        filters.file,
        files.map((file) => ({ value: file, label: file })),
        // A column of one file is mostly none of another.
        (file) => actions.filter({ file, column: null }),
      )}
      ${choice(
        text.columnLabel,
        text.everyColumn,
        filters.column,
        columns.map((column) => ({ value: column, label: column })),
        (column) => actions.filter({ column }),
      )}
      <label class="filter search">
        <span>${text.search}</span>
        <input
          type="search"
          autocomplete="off"
          spellcheck="false"
          aria-describedby="search-hint"
          .value=${result.search}
          @input=${(event: Event) => actions.search((event.target as HTMLInputElement).value)}
        />
      </label>
      <p class="hint" id="search-hint">${text.searchHint}</p>
    </div>
  `;
}
