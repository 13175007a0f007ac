/** How far somebody has come with what is to be fixed: by what they tick off. */

import type { StepPart } from "../model/report";
import type { GroupView, Result } from "../model/state";
import { isForReceiver } from "./counts";

function textOf(part: StepPart): string {
  return part.kind === "text" ? part.text : part.kind === "path" ? part.names.join(" > ") : part.line;
}

/** Under what the tick of a step is kept; where a problem has no steps, it is one itself. */
export function tickKey(group: GroupView, step: number | null): string {
  const parts = step === null ? [] : (group.steps[step]?.parts ?? []);
  return `${group.key} ${parts.map(textOf).join(" ")}`;
}

export function isDone(group: GroupView, ticks: ReadonlySet<string>): boolean {
  const steps = group.steps.flatMap((step, place) => (step.is_remark ? [] : [place]));
  return (steps.length > 0 ? steps : [null]).every((step) => ticks.has(tickKey(group, step)));
}

/** What there is to be done, in the order to do it: what concerns the standard alone comes last. */
export function problemsOf(result: Result): GroupView[] {
  const problems = result.groups.filter(({ total }) => total.severity === "error" && total.caused_by === null);
  return [...problems.filter((group) => isForReceiver(group, result)), ...problems.filter((group) => !isForReceiver(group, result))];
}

export function doneOf(result: Result, ticks: ReadonlySet<string>): { done: number; all: number } {
  const problems = problemsOf(result);
  return { done: problems.filter((group) => isDone(group, ticks)).length, all: problems.length };
}
