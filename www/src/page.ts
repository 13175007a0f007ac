/** The page: one state, drawn whenever it changes. */

import { html, nothing, render, type TemplateResult } from "lit";
import { CoreWorker } from "./core-worker";
import { downloads, save } from "./downloads";
import { dropZone, listenForFiles } from "./drop-zone";
import { failureView } from "./failure";
import { findingsView } from "./findings";
import { footer } from "./footer";
import { words } from "./messages";
import { NOWHERE, attempt } from "./connection";
import { notChecked, packageFacts } from "./package-facts";
import { fromDrop, fromFiles, fromFolder, type Chosen } from "./package-files";
import { advance, Announcer, progressView } from "./progress";
import type { Options } from "./protocol";
import { today } from "./quantities";
import { chosenByAddress, profilesOf, receiverChoice } from "./receivers";
import { rulePage, titleOfRule } from "./rule-page";
import { ROWS_ON_A_PAGE } from "./rows";
import type { Actions, GroupView, Place, Result, State, Subject, View } from "./state";
import { headingOf, verdictsView } from "./verdicts";

/** As many as the command lists; the totals are exact in any case. */
const MAX_PER_RULE = 1000;

const root = document.getElementById("page");
if (!root) throw new Error("the page has lost its place to draw in");

const state: State = {
  view: { kind: "start", cancelled: false, refusal: null },
  place: { kind: "check" },
  selfCheck: null,
  subject: null,
  receivers: chosenByAddress(location.search),
  dragging: false,
  version: null,
  announcement: "",
};

let began = 0;
let announcer = new Announcer();

function result(view: Result): TemplateResult {
  const { input } = view.head;
  return html`
    <section class="result" aria-labelledby="result-heading">
      <h2 id="result-heading" tabindex="-1">${headingOf(view)}</h2>
      <p class="quiet">${words.result.of(input.name, input.bytes)}</p>
      ${verdictsView(view)}
      <p class="buttons">
        <button type="button" @click=${actions.another}>${words.result.another}</button>
        <button type="button" @click=${actions.again}>${words.result.again}</button>
      </p>
      ${findingsView(view, actions)} ${notChecked(view)} ${packageFacts(view)} ${downloads(view, actions)}
    </section>
  `;
}

function body(view: View): TemplateResult {
  switch (view.kind) {
    case "start":
      return html`
        ${view.cancelled
          ? html`
              <section class="cancelled" aria-labelledby="cancelled-heading">
                <h2 id="cancelled-heading" tabindex="-1">${words.running.cancelled}</h2>
                <p>${words.running.cancelledDetail}</p>
                <p class="buttons"><button type="button" @click=${actions.again}>${words.result.again}</button></p>
              </section>
            `
          : nothing}
        ${receiverChoice(state.receivers, actions)} ${dropZone(state.dragging, view.refusal, actions)}
      `;
    case "running":
      return progressView(view, state.subject, actions);
    case "result":
      return result(view);
    case "failed":
      return failureView(view.failure, state.subject !== null, actions);
  }
}

function backWords(): string {
  const text = words.rule;
  return { start: text.toCheck, running: text.backToCheck, result: text.backToResult, failed: text.backToCheck }[state.view.kind];
}

function inside(): TemplateResult {
  return state.place.kind === "rule" ? rulePage(state.place.rule, state.place.page, backWords()) : body(state.view);
}

function title(): string {
  if (state.place.kind === "rule") return words.title(titleOfRule(state.place.rule, state.place.page));
  return state.view.kind === "result" ? words.title(headingOf(state.view)) : words.name;
}

function draw(): void {
  const start = state.view.kind === "start" && state.place.kind === "check";
  document.title = title();
  render(
    html`
      <header class=${start ? "starting" : ""}>
        <h1>${words.name}</h1>
        ${start ? html`<p class="lead">${words.lead}</p>` : nothing}
        <p class="promise">${words.promise}</p>
      </header>
      <main>${inside()}</main>
      ${footer(state.version, state.selfCheck, actions)}
      <p class="visually-hidden" role="status" id="announcement">${state.announcement}</p>
    `,
    root as HTMLElement,
  );
}

/** Shows another view and moves the focus to its heading, so that nobody is left at a button that is gone. */
function show(view: View, heading: string): void {
  state.view = view;
  // What a person started is what they want to see.
  leaveAddress();
  draw();
  document.getElementById(heading)?.focus();
}

/** Where somebody was when they followed a link to a rule. */
const left = { focus: "", scroll: 0 };

function placeOf(hash: string): Place {
  const rule = /^#rule\/(.+)$/.exec(hash)?.[1];
  if (rule === undefined) return { kind: "check" };
  try {
    return { kind: "rule", rule: decodeURIComponent(rule), page: "loading" };
  } catch {
    return { kind: "rule", rule, page: "loading" };
  }
}

function leaveAddress(): void {
  if (state.place.kind === "check") return;
  state.place = { kind: "check" };
  history.replaceState(null, "", location.pathname + location.search);
}

async function explain(rule: string): Promise<void> {
  const text = await core.explain(rule).then(
    (found) => ({ text: found }),
    (error: unknown) => ({ problem: error instanceof Error ? error.message : String(error) }),
  );
  if (state.place.kind !== "rule" || state.place.rule !== rule) return;
  state.place.page = text;
  draw();
  document.getElementById("rule-heading")?.focus();
}

/** Follows the address; `go` is called once at the start and whenever the part after `#` changes. */
function go(): void {
  const from = state.place;
  state.place = placeOf(location.hash);
  if (from.kind === "check" && state.place.kind === "check") return;
  if (from.kind === "check") left.focus = document.activeElement?.id ?? "";
  draw();
  if (state.place.kind === "rule") {
    document.getElementById("rule-heading")?.focus();
    scrollTo(0, 0);
    void explain(state.place.rule);
  } else {
    history.replaceState(null, "", location.pathname + location.search);
    const there = document.getElementById(left.focus) ?? document.querySelector<HTMLElement>("main h2");
    there?.focus({ preventScroll: true });
    scrollTo(0, left.scroll);
  }
}

function options(): Options {
  return { profiles: profilesOf(state.receivers), today: today(), max_per_rule: MAX_PER_RULE };
}

function check(subject: Subject): void {
  state.subject = subject;
  state.announcement = "";
  began = performance.now();
  announcer = new Announcer();
  show({ kind: "running", progress: null, fraction: 0, secondsLeft: null }, "running-heading");
  core.check(subject, options());
}

function take(chosen: Chosen): void {
  if (state.view.kind === "running") {
    state.announcement = words.choose.busy;
    draw();
  } else if ("package" in chosen) {
    check(chosen.package);
  } else {
    core.renew();
    state.subject = null;
    state.announcement = chosen.refusal;
    show({ kind: "start", cancelled: false, refusal: chosen.refusal }, "choose-heading");
  }
}

async function load(group: GroupView, from: number): Promise<void> {
  try {
    group.rows = await core.rows(group.index, from, ROWS_ON_A_PAGE);
    group.from = from;
    group.problem = null;
  } catch (error) {
    group.problem = error instanceof Error ? error.message : String(error);
  }
  draw();
}

/** What only makes sense while a report is on the screen. */
function withResult(change: (result: Result) => void): void {
  if (state.view.kind !== "result") return;
  change(state.view);
  draw();
}

const actions: Actions = {
  chooseFiles: (files) => take(fromFiles(files)),
  chooseFolder: (files) => take(fromFolder(files)),
  chooseSample: () => check("sample"),
  chooseReceiver(id, chosen) {
    const receivers = new Set(state.receivers);
    if (chosen) receivers.add(id);
    else receivers.delete(id);
    state.receivers = receivers;
    draw();
  },
  cancel() {
    core.renew();
    state.announcement = words.running.cancelled;
    show({ kind: "start", cancelled: true, refusal: null }, "cancelled-heading");
  },
  another() {
    core.renew();
    state.subject = null;
    state.announcement = "";
    show({ kind: "start", cancelled: false, refusal: null }, "choose-heading");
  },
  again() {
    if (state.subject) check(state.subject);
  },
  open(group, open) {
    group.open = open;
    draw();
    if (open && group.rows === null && group.total.listed > 0) void load(group, 0);
  },
  turn: (group, from) => void load(group, from),
  filter: (change) => withResult((view) => Object.assign(view.filters, change)),
  showValues: (shown) => withResult((view) => (view.valuesShown = shown)),
  download(format) {
    withResult((view) => {
      view.download = null;
      const name = words.downloads.fileName(view.head.input.name, format);
      core
        .write(format, view.valuesShown ? "shown" : "masked")
        .then(
          (blob) => {
            save(blob, name);
            return words.downloads.done(name);
          },
          (error: unknown) => words.downloads.failed(error instanceof Error ? error.message : String(error)),
        )
        .then((said) => {
          view.download = said;
          draw();
        })
        .catch(() => undefined);
    });
  },
  checkSelf() {
    if (state.selfCheck === "trying") return;
    state.selfCheck = "trying";
    draw();
    // Where no worker can be made, nothing is proven.
    const worker = core.connect(NOWHERE).catch(() => "unanswered" as const);
    void Promise.all([attempt(NOWHERE), worker]).then(([page, inWorker]) => {
      state.selfCheck = { page, worker: inWorker };
      draw();
    });
  },
};

// A link is followed from where one was: when the address has changed, the browser may have scrolled already.
addEventListener("click", () => (left.scroll = state.place.kind === "check" ? scrollY : left.scroll), { capture: true });

const core = new CoreWorker({
  ready(version) {
    if (state.version === version) return;
    state.version = version;
    draw();
  },
  progress(progress) {
    if (state.view.kind !== "running") return;
    const now = performance.now();
    state.view = advance(state.view, progress, now - began);
    state.announcement = announcer.next(state.view.fraction, now) ?? state.announcement;
    draw();
  },
  checked(head, groups) {
    const view: Result = {
      kind: "result",
      head,
      groups: groups.map((group, index) => ({ ...group, index, open: false, from: 0, rows: null, problem: null })),
      filters: { profile: null, severity: null, file: null },
      valuesShown: false,
      download: null,
    };
    state.announcement = words.result.announce(headingOf(view));
    show(view, "result-heading");
    scrollTo(0, 0);
  },
  failed: (failure) => show({ kind: "failed", failure }, "failed-heading"),
});

listenForFiles({
  dragging(over) {
    state.dragging = over && state.view.kind !== "running";
    draw();
  },
  dropped: (transfer) => void fromDrop(transfer).then(take),
  pasted: (files) => take(fromFiles(files)),
});

draw();
// The core stands further down in the page than this script.
document.addEventListener("DOMContentLoaded", () => {
  core.start();
  go();
});
addEventListener("hashchange", go);
