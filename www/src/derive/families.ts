/** Findings with what they caused. */

import type { GroupView } from "../model/state";

export interface Family {
  root: GroupView;
  caused: GroupView[];
}

/** Puts each group under the one that caused it, if that one is on show too. The order of the report is kept. */
export function families(groups: readonly GroupView[]): Family[] {
  const causeOf = (group: GroupView): GroupView | undefined => {
    const cause = group.total.caused_by;
    if (cause === null) return undefined;
    return groups.find(({ total }) => total !== group.total && total.rule === cause.rule && total.file === cause.file);
  };
  const rootOf = (group: GroupView): GroupView => {
    const seen = new Set<GroupView>();
    let at = group;
    for (let above = causeOf(at); above && !seen.has(above); above = causeOf(at)) {
      seen.add(above);
      at = above;
    }
    return at;
  };
  const found = new Map<GroupView, Family>();
  const roots = groups.map((group) => rootOf(group));
  groups.forEach((group, index) => {
    if (roots[index] === group) found.set(group, { root: group, caused: [] });
  });
  groups.forEach((group, index) => {
    const root = roots[index];
    if (root === undefined || root === group) return;
    const family = found.get(root);
    if (family) family.caused.push(group);
    else found.set(group, { root: group, caused: [] });
  });
  return groups.flatMap((group) => found.get(group) ?? []);
}
