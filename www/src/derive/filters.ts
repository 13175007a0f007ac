/** Which findings are on show. */

import type { Severity } from "../model/report";
import type { Filters, GroupView, Result } from "../model/state";
import { severityFor } from "./severities";

/** How bad a group is for the receiver that is looked at, or for the one it is worst for. */
export function severityOf({ total }: GroupView, filters: Filters): Severity | null {
  return filters.profile === null ? total.severity : severityFor(total.profiles, filters.profile);
}

export function matching(result: Result): GroupView[] {
  const { filters, found, groups } = result;
  return groups.filter((group) => {
    const severity = severityOf(group, filters);
    if (severity === null) return false;
    if (filters.severity !== null && severity !== filters.severity) return false;
    if (filters.file !== null && group.total.file !== filters.file) return false;
    if (filters.column !== null && group.total.column !== filters.column) return false;
    return found === null || (found.groups[group.index]?.count ?? 0) > 0;
  });
}
