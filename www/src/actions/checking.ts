/** One package is given, checked, checked again, cancelled. */

import { core } from "../core/core-worker";
import { keyOf } from "../derive/counts";
import { Announcer } from "../derive/progress";
import { BY_DEFAULT, describedOf, profilesOf } from "../derive/receivers";
import { fromFiles, fromFolder } from "../files/package-files";
import type { Reached } from "../model/core";
import type { Failure, Group, Options, Package, ReportHead } from "../model/protocol";
import type { Actions, BatchItem, Chosen, Earlier, Result, State, Subject, Taken } from "../model/state";
import { choiceInAddress, reading } from "../routes";
import { draw, state } from "../store";
import { words } from "../words/messages";
import { moment, today } from "../words/quantities";
import { excerpt } from "./keeping";
import { show } from "./showing";

/** As many as the command lists; the totals are exact in any case. */
const MAX_PER_RULE = 1000;

/** As many of what had been found before a failure: it is no list to work through, and memory may be short. */
const SO_FAR_PER_RULE = 20;


/** The check that goes on, or the one before. */
export const run = {
  began: 0,
  asked: options(),
  announcer: new Announcer(),
  /** What a check before found in the package of the same name, to see what became of it. */
  before: null as { name: string; problems: readonly Earlier[] } | null,
  /** With what the package of that name was compared, to do it again after it was checked again. */
  previous: null as { name: string; old: Package } | null,
};

function options(): Options {
  const { receivers, linked, sender } = state;
  return { profiles: profilesOf(receivers), from: sender, receiver: describedOf(linked, receivers), today: today(), max_per_rule: MAX_PER_RULE, no_limits: false, until: null, at: moment() };
}

/** The limits are lifted for one check only, by whoever asks for it. */
export function check(subject: Subject, anew: State["anew"], beyondLimits = false): void {
  // Nobody is judged without the rules that came in the link.
  if (state.linked?.kind === "reading") return void reading().then(() => check(subject, anew, beyondLimits));
  state.subject = subject;
  state.anew = anew;
  state.announcement = "";
  run.began = performance.now();
  run.announcer = new Announcer();
  show({ kind: "running", progress: null, fraction: 0, secondsLeft: null, silent: null }, "running-heading");
  run.asked = { ...options(), no_limits: beyondLimits };
  core.check(subject, run.asked);
}

/** What another package is about to take the place of can be checked again. */
function remember(): void {
  const { subject, anew, view } = state;
  state.earlier = subject !== null && view.kind === "result" && state.batch === null ? { subject, anew } : null;
}

function nameOf(subject: Subject): string {
  return subject === "sample" ? words.running.sample : subject.name;
}

export function take(chosen: Chosen): void {
  if ("package" in chosen && state.subject !== null && nameOf(state.subject) !== chosen.package.name) remember();
  if (state.view.kind === "running") {
    state.announcement = words.choose.busy;
    draw();
  } else if ("package" in chosen) {
    state.batch = null;
    check(chosen.package, chosen.anew);
  } else if ("several" in chosen) {
    checkAll(chosen.several);
  } else {
    core.renew();
    state.subject = null;
    state.batch = null;
    state.announcement = chosen.refusal;
    show({ kind: "start", cancelled: false, refusal: chosen.refusal }, "choose-heading");
  }
}

function checkAll(several: readonly Taken[]): void {
  state.batch = { items: several.map((taken) => ({ taken, outcome: null })), at: null, running: true };
  checkNext();
}

/** Goes on with the next of several packages, or shows the list of all. */
export function checkNext(): void {
  const batch = state.batch;
  if (batch === null) return;
  const next = batch.at === null ? 0 : batch.at + 1;
  const item = batch.items[next];
  if (item) {
    batch.at = next;
    check(item.taken.package, item.taken.anew);
  } else {
    Object.assign(batch, { at: null, running: false });
    core.renew();
    state.announcement = words.batch.announce(batch.items.length);
    show({ kind: "batch", batch }, "batch-heading");
  }
}

/** The first file of a package that has been changed, moved or taken away since it was chosen. */
async function unreadable(subject: Subject): Promise<string | null> {
  if (subject === "sample") return null;
  for (const { path, file } of subject.files) {
    const there = await file.slice(0, 1).arrayBuffer().then(() => true, () => false);
    if (!there) return path;
  }
  return null;
}

/** Checks the same once more: as it is now where the browser lets us, else as it was chosen. */
async function repeat(beyondLimits = false): Promise<void> {
  const { subject, anew } = state;
  if (subject === null) return;
  const chosen = anew === null ? null : await anew().catch(() => null);
  if (state.subject !== subject) return;
  if (chosen !== null && "package" in chosen) return check(chosen.package, chosen.anew, beyondLimits);
  const changed = await unreadable(subject);
  if (state.subject !== subject) return;
  const { view } = state;
  if (changed === null || view.kind !== "result") return check(subject, anew, beyondLimits);
  // The report stays: only the file has to be chosen once more.
  view.changed = changed;
  state.announcement = words.result.changed(changed);
  draw();
  document.getElementById("choose-again")?.focus();
}

/**
 * After a failure: what had been found until then. The memory in which it lay is gone with the worker, or not to be
 * trusted, so a new one reads up to where the other came, and no further. It costs a check that goes well nothing.
 */
export function readSoFar(subject: Subject, failure: Failure, until: Reached): void {
  show({ kind: "failed", failure, soFar: "coming", fraction: 0 }, "failed-heading");
  run.asked = { ...run.asked, max_per_rule: SO_FAR_PER_RULE, until };
  core.check(subject, run.asked);
}

export function resultOf(head: ReportHead, groups: readonly Group[], stopped: Failure | null): Result {
  return {
    kind: "result",
    head,
    groups: groups.map((group, index) => ({
      ...group,
      index,
      key: keyOf(group.total),
      open: false,
      blocks: new Map(),
      people: new Map(),
      asking: false,
      told: null,
      problem: null,
      scroll: { top: 0, height: 420, rowHeight: 52 },
      chosen: null,
    })),
    part: "problems",
    // Where there is nothing to fix, what is worth a look comes next.
    unfolded: { warning: groups.every(({ total }) => total.severity !== "error") || stopped !== null, info: stopped !== null },
    at: new Date(run.asked.at),
    filters: { profile: null, file: null, column: null },
    search: "",
    found: null,
    excerpt: null,
    printing: false,
    whole: false,
    today: run.asked.today,
    valuesShown: false,
    download: null,
    look: null,
    allSchools: false,
    changing: { kind: "idle", refusal: null },
    compared: null,
    coded: { kind: "idle" },
    corrected: { kind: "idle" },
    masked: { kind: "idle", keepsSchoolNames: false },
    stopped,
    lost: null,
    deep: null,
    before: run.before?.name === head.input.name ? run.before.problems : null,
    changed: null,
    copied: null,
    maskedFixes: [],
  };
}

/** Draws what stands further down a moment later, and has what a print needs made. */
export function complete(view: Result): void {
  setTimeout(() => {
    view.whole = true;
    if (state.view === view) draw();
  });
  void excerpt(view);
}

async function repeatAll(items: readonly BatchItem[]): Promise<void> {
  const taken = await Promise.all(
    items.map(async (item) => {
      const chosen = item.taken.anew === null ? null : await item.taken.anew().catch(() => null);
      return chosen !== null && "package" in chosen ? chosen : item.taken;
    }),
  );
  checkAll(taken);
}

export const checking = {
  chooseFiles: (files) => take(fromFiles(files)),
  chooseFolder: (files) => take(fromFolder(files)),
  backToEarlier() {
    const { earlier } = state;
    if (earlier === null) return;
    // The other one can be returned to in its turn.
    remember();
    state.batch = null;
    check(earlier.subject, earlier.anew);
  },
  chooseSample() {
    if (state.subject !== "sample") remember();
    state.batch = null;
    check("sample", null);
  },
  chooseReceiver(id, chosen) {
    const receivers = new Set(state.receivers);
    if (chosen) receivers.add(id);
    else receivers.delete(id);
    state.receivers = receivers;
    state.moreReceivers ||= receivers.has(id) && !BY_DEFAULT.includes(id);
    choiceInAddress();
    draw();
  },
  chooseSender(id) {
    state.sender = id;
    choiceInAddress();
    draw();
  },
  cancel() {
    core.renew();
    if (state.batch?.running) Object.assign(state.batch, { at: null, running: false });
    state.announcement = words.running.cancelled;
    show({ kind: "start", cancelled: true, refusal: null }, "cancelled-heading");
  },
  giveUp: () => core.giveUp(),
  skipSoFar() {
    if (state.view.kind !== "failed") return;
    core.renew();
    show({ ...state.view, soFar: null }, "failed-heading");
  },
  withoutLimits: () => void repeat(true),
  another() {
    remember();
    core.renew();
    state.subject = null;
    state.batch = null;
    state.announcement = "";
    show({ kind: "start", cancelled: false, refusal: null }, "choose-heading");
  },
  again() {
    // Cancelled or listed: all of them.
    if (state.batch !== null && state.batch.at === null) void repeatAll(state.batch.items);
    else void repeat();
  },
} satisfies Partial<Actions>;
