/** Which findings are on show. */

import { html, nothing, type TemplateResult } from "lit";
import { words } from "./messages";
import type { Severity } from "./report";
import { severityFor } from "./severities";
import type { Actions, Filters, GroupView, Result } from "./state";

const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

/** How bad a group is for the receiver that is looked at, or for the one it is worst for. */
export function severityOf({ total }: GroupView, filters: Filters): Severity | null {
  return filters.profile === null ? total.severity : severityFor(total.profiles, filters.profile);
}

export function matching(result: Result): GroupView[] {
  const { filters, groups } = result;
  return groups.filter((group) => {
    const severity = severityOf(group, filters);
    if (severity === null) return false;
    if (filters.severity !== null && severity !== filters.severity) return false;
    return filters.file === null || group.total.file === filters.file;
  });
}

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
        (file) => actions.filter({ file }),
      )}
    </div>
  `;
}
