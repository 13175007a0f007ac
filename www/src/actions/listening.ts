/** What the worker tells of a check, and what the page makes of it. */

import { core, type Listener } from "../core/core-worker";
import { outcomeOf } from "../derive/batch";
import { advance } from "../derive/progress";
import { earlierOf } from "../derive/since";
import { headingOf } from "../derive/verdicts";
import { draw, state } from "../store";
import { words } from "../words/messages";
import { compareAgain } from "./changes";
import { checkNext, complete, readSoFar, resultOf, run } from "./checking";
import { show } from "./showing";

/** What the worker tells. */
export const listener: Listener = {
  ready(version) {
    if (state.version === version) return;
    state.version = version;
    draw();
  },
  progress(progress) {
    const { view } = state;
    if (view.kind === "failed" && run.asked.until !== null) {
      state.view = { ...view, fraction: Math.min(1, progress.packed_done / Math.max(1, run.asked.until.packed_done)) };
    } else if (view.kind === "running") {
      const now = performance.now();
      state.view = advance(view, progress, now - run.began);
      state.announcement = run.announcer.next(state.view.fraction, now) ?? state.announcement;
    } else return;
    draw();
  },
  silent(seconds) {
    const { view } = state;
    // What failed once may fail there again: nobody has to wait for that.
    if (view.kind === "failed") return core.giveUp();
    if (view.kind !== "running") return;
    if (view.silent === null) state.announcement = words.running.silentOnce;
    state.view = { ...view, silent: seconds };
    draw();
  },
  checked(head, groups, fault) {
    const failedBefore = state.view.kind === "failed" ? state.view.failure : null;
    const view = resultOf(head, groups, failedBefore ?? fault);
    if (failedBefore !== null) {
      // The focus stays where it is: somebody may be reading what failed.
      state.view = view;
      state.announcement = words.failed.soFar.announce;
      draw();
      return complete(view);
    }
    const item = state.batch?.items[state.batch.at ?? -1];
    if (fault !== null) {
      if (item) item.outcome = "failed";
      if (state.batch?.running) return checkNext();
      show(view, "failed-heading");
      return complete(view);
    }
    // What was ticked off stays done in the same package, and says nothing about another one.
    if (run.before !== null && run.before.name !== head.input.name) state.ticks = new Set();
    run.before = { name: head.input.name, problems: earlierOf(view, words.findings.place) };
    if (item) {
      item.outcome = outcomeOf(view);
      if (state.batch?.running) return checkNext();
    }
    state.announcement = words.result.announce(headingOf(view));
    show(view, "result-heading");
    scrollTo(0, 0);
    complete(view);
    compareAgain(view);
  },
  fingerprint(sha256) {
    const { view } = state;
    if (view.kind !== "result") return;
    view.head = { ...view.head, input: { ...view.head.input, sha256 } };
    draw();
  },
  failed(failure, reached) {
    const { view, subject } = state;
    if (view.kind === "failed" && view.soFar === "coming") {
      state.view = { ...view, soFar: "lost" };
      state.announcement = words.failed.soFar.lost;
      return draw();
    }
    if (view.kind === "result") {
      const isNew = view.lost === null;
      view.lost = failure;
      draw();
      if (isNew) document.getElementById("lost-heading")?.focus();
      return;
    }
    const item = state.batch?.items[state.batch.at ?? -1];
    if (item) item.outcome = "failed";
    if (state.batch?.running) return checkNext();
    const isOurs = failure.fault !== "file" && failure.fault !== "browser";
    if (subject !== null && reached !== null && isOurs) return readSoFar(subject, failure, reached);
    show({ kind: "failed", failure, soFar: null, fraction: 0 }, "failed-heading");
  },
};
