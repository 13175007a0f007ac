/** Which findings are on show. */

import type { GroupView, Result } from "../model/state";
import { severityOf } from "./counts";

export function matching(result: Result): GroupView[] {
  const { filters, found, groups } = result;
  return groups.filter((group) => {
    if (severityOf(group, filters.profile) === null) return false;
    if (filters.file !== null && group.total.file !== filters.file) return false;
    if (filters.column !== null && group.total.column !== filters.column) return false;
    return found === null || (found.groups[group.index]?.count ?? 0) > 0;
  });
}
