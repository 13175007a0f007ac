/** The page: one state, drawn whenever it changes. */

import { html, nothing, render, type TemplateResult } from "lit";
import { addressFor, compactByAddress, ownAddress } from "./addresses";
import { authorsView } from "./authors";
import { batchView } from "./batch";
import { CoreWorker } from "./core-worker";
import { fingerprint } from "./about";
import { downloads, save } from "./downloads";
import { dropZone, listenForFiles } from "./drop-zone";
import { effectsView } from "./effects";
import { bugReport, failureView, headingOfFailure, soFarComing } from "./failure";
import { findingsView } from "./findings";
import { compactFooter, footer } from "./footer";
import { newerView, ownSource, whenNewer } from "./keeping";
import { limitsView } from "./limits";
import { words } from "./messages";
import { attempt } from "./connection";
import { overviewView } from "./overview";
import { notChecked, packageFacts } from "./package-facts";
import { fromDrop, fromFiles, fromFolder, type Chosen, type Taken } from "./package-files";
import { advance, Announcer, progressView } from "./progress";
import type { Failure, Group, Options, Reached, ReportHead } from "./protocol";
import { today } from "./quantities";
import { chosenByAddress, profilesOf, receiverChoice } from "./receivers";
import { rulePage, titleOfRule } from "./rule-page";
import { BLOCK, findingAt } from "./row-list";
import { deeperCap } from "./rows";
import type { Context } from "./context";
import type { Finding, Verdict } from "./report";
import type { Actions, BatchItem, GroupView, Look, Place, Result, State, Subject, View } from "./state";
import { headingOf, receiversOf, verdictsView } from "./verdicts";

/** As many as the command lists; the totals are exact in any case. */
const MAX_PER_RULE = 1000;

/** As many of what had been found before a failure: it is no list to work through, and memory may be short. */
const SO_FAR_PER_RULE = 20;

/** As many rows of one kind as somebody reads on paper. */
const PRINTED_ROWS = 50;

const SEARCH_AFTER_MS = 150;

const root = document.getElementById("page");
if (!root) throw new Error("the page has lost its place to draw in");

const state: State = {
  view: { kind: "start", cancelled: false, refusal: null },
  place: { kind: "check" },
  compact: compactByAddress(location.search),
  authoring: { receiver: null, rule: null, compact: false, rules: null, copied: null },
  selfCheck: null,
  saved: null,
  fingerprint: undefined,
  newer: false,
  subject: null,
  anew: null,
  batch: null,
  receivers: chosenByAddress(location.search),
  dragging: false,
  version: null,
  announcement: "",
};

let began = 0;
let asked = options();
let announcer = new Announcer();

/** Ways to the parts of a long report. */
function jumps(view: Result): TemplateResult {
  const text = words.jumps;
  const { effects, not_checked: left, overview } = view.head;
  const parts = [
    { id: "effects-heading", name: words.effects.heading, there: effects.length > 0 },
    { id: "findings-heading", name: text.findings, there: view.groups.length > 0 },
    { id: "overview-heading", name: words.overview.heading, there: overview !== null },
    { id: "not-checked-heading", name: text.notChecked, there: left.length > 0 },
    { id: "facts-heading", name: words.facts.heading, there: true },
    { id: "downloads-heading", name: words.downloads.heading, there: true },
  ];
  return html`<nav aria-label=${text.label}>
    <ul class="jumps">
      ${parts.filter(({ there }) => there).map(({ id, name }) => html`<li><a class="target" href="#${id}">${name}</a></li>`)}
    </ul>
  </nav>`;
}

/** When the worker that keeps the report has failed since. */
function lost({ lost: failure }: Result): TemplateResult | typeof nothing {
  if (failure === null) return nothing;
  return html`<div class="notice">
    <h3 id="lost-heading" tabindex="-1">${headingOfFailure(failure)}</h3>
    <p>${words.failed.lost}</p>
    ${bugReport(failure)}
  </div>`;
}

function result(view: Result): TemplateResult {
  const { input } = view.head;
  return html`
    <section class="result" aria-labelledby="result-heading">
      <h2 id="result-heading" tabindex="-1">${headingOf(view)}</h2>
      <p class="quiet">${words.result.of(input.name, input.bytes)}</p>
      ${view.printing && !view.valuesShown ? html`<p>${words.downloads.maskedPrint}</p>` : nothing}
      ${lost(view)} ${verdictsView(view)} ${limitsView(view, actions)}
      <p class="buttons">
        ${state.batch === null
          ? nothing
          : html`<button type="button" @click=${actions.backToBatch}>${words.result.backToBatch}</button>`}
        <button type="button" @click=${actions.another}>${words.result.another}</button>
        <button type="button" @click=${actions.again}>${words.result.again}</button>
      </p>
      ${view.printing ? nothing : jumps(view)} ${effectsView(view)} ${findingsView(view, actions)}
      ${view.whole
        ? html`${overviewView(view, actions)} ${notChecked(view)} ${packageFacts(view)} ${downloads(view, actions)}`
        : nothing}
    </section>
  `;
}

/** What was found before the check stopped. It holds no answer. */
function soFar(view: Result): TemplateResult {
  const text = words.failed.soFar;
  return html`
    <section class="result" aria-labelledby="so-far-heading">
      <h3 id="so-far-heading">${text.heading}</h3>
      <p>${view.groups.length > 0 ? text.lead : text.nothing}</p>
      ${lost(view)} ${findingsView(view, actions)}
      ${view.whole ? html`${notChecked(view)} ${packageFacts(view)} ${downloads(view, actions)}` : nothing}
    </section>
  `;
}

function failed(failure: Failure, below: TemplateResult | typeof nothing): TemplateResult {
  return failureView(failure, { canRepeat: state.subject !== null, folder: isFolder(state.subject) }, below, actions);
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
      return progressView(view, state.subject, placeInBatch(), actions);
    case "batch":
      return batchView(view.batch, actions);
    case "result":
      return view.stopped === null ? result(view) : failed(view.stopped, soFar(view));
    case "failed":
      return failed(view.failure, soFarComing(view, actions));
  }
}

function isFolder(subject: Subject | null): boolean {
  return subject !== null && subject !== "sample" && subject.files.some(({ file }) => file.webkitRelativePath !== "");
}

function placeInBatch(): string | null {
  const batch = state.batch;
  return batch?.running && batch.at !== null ? words.running.oneOf(batch.at + 1, batch.items.length) : null;
}

function backWords(): string {
  const text = words.rule;
  const by = { start: text.toCheck, running: text.backToCheck, batch: text.backToResult, result: text.backToResult, failed: text.backToCheck };
  return by[state.view.kind];
}

function inside(): TemplateResult {
  switch (state.place.kind) {
    case "rule":
      return rulePage(state.place.rule, state.place.page, backWords());
    case "authors":
      return authorsView(state.authoring, backWords(), actions);
    case "check":
      return body(state.view);
  }
}

function title(): string {
  if (state.place.kind === "authors") return words.title(words.authors.heading);
  if (state.place.kind === "rule") return words.title(titleOfRule(state.place.rule, state.place.page));
  if (state.view.kind === "batch") return words.title(words.batch.heading(state.view.batch.items.length));
  if (state.view.kind === "failed") return words.title(headingOfFailure(state.view.failure));
  return state.view.kind === "result" ? words.title(headingOf(state.view)) : words.name;
}

/** The one that is chosen; null when there is a choice. */
function onlyReceiver(): string | null {
  const [first, ...others] = profilesOf(state.receivers);
  return others.length === 0 ? (first ?? null) : null;
}

/** Whether nothing more comes between the answer and the foot of the page: until then the foot would jump. */
function isSettled(): boolean {
  if (state.place.kind !== "check") return true;
  return state.view.kind === "result" ? state.view.whole : state.view.kind !== "running";
}

function draw(): void {
  const start = state.view.kind === "start" && state.place.kind === "check";
  document.title = title();
  render(
    html`
      <header class=${state.compact ? "compact" : start ? "starting" : ""}>
        <h1>${words.name}</h1>
        ${start ? html`<p class="lead">${words.lead}</p>` : nothing}
        <p class="promise">${words.promise}</p>
      </header>
      ${state.newer ? newerView() : nothing}
      <main>${inside()}</main>
      ${state.compact
        ? compactFooter(state.version, addressFor(ownAddress(location), { receiver: onlyReceiver(), rule: null, compact: false }))
        : isSettled()
          ? footer(state.version, state.selfCheck, state.saved, state.fingerprint, actions)
          : nothing}
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
  if (hash === "#authors") return { kind: "authors" };
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

async function listRules(): Promise<void> {
  if (state.authoring.rules !== null) return;
  try {
    state.authoring.rules = await core.rules();
  } catch {
    // The rest of the page for authors works without them; they are asked for again the next time.
  }
  draw();
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
  } else if (state.place.kind === "authors") {
    document.getElementById("authors-heading")?.focus();
    scrollTo(0, 0);
    void listRules();
  } else {
    history.replaceState(null, "", location.pathname + location.search);
    const there = document.getElementById(left.focus) ?? document.querySelector<HTMLElement>("main h2");
    there?.focus({ preventScroll: true });
    scrollTo(0, left.scroll);
  }
}

function options(): Options {
  return { profiles: profilesOf(state.receivers), today: today(), max_per_rule: MAX_PER_RULE, no_limits: false, until: null };
}

/** What a check before found in the package of the same name, to see whether it became better. */
let before: { name: string; errors: ReadonlyMap<string, number> } | null = null;

/** The limits are lifted for one check only, by whoever asks for it. */
function check(subject: Subject, anew: State["anew"], beyondLimits = false): void {
  state.subject = subject;
  state.anew = anew;
  state.announcement = "";
  began = performance.now();
  announcer = new Announcer();
  show({ kind: "running", progress: null, fraction: 0, secondsLeft: null, silent: null }, "running-heading");
  asked = { ...options(), no_limits: beyondLimits };
  core.check(subject, asked);
}

function take(chosen: Chosen): void {
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
function checkNext(): void {
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

/** Checks the same once more: as it is now where the browser lets us, else as it was chosen. */
async function repeat(beyondLimits = false): Promise<void> {
  const { subject, anew } = state;
  if (subject === null) return;
  const chosen = anew === null ? null : await anew().catch(() => null);
  if (state.subject !== subject) return;
  if (chosen !== null && "package" in chosen) check(chosen.package, chosen.anew, beyondLimits);
  else check(subject, anew, beyondLimits);
}

/**
 * After a failure: what had been found until then. The memory in which it lay is gone with the worker, or not to be
 * trusted, so a new one reads up to where the other came, and no further. It costs a check that goes well nothing.
 */
function readSoFar(subject: Subject, failure: Failure, until: Reached): void {
  show({ kind: "failed", failure, soFar: "coming", fraction: 0 }, "failed-heading");
  asked = { ...asked, max_per_rule: SO_FAR_PER_RULE, until };
  core.check(subject, asked);
}

function resultOf(head: ReportHead, groups: readonly Group[], stopped: Failure | null): Result {
  return {
    kind: "result",
    head,
    groups: groups.map((group, index) => ({
      ...group,
      index,
      open: false,
      blocks: new Map(),
      problem: null,
      scroll: { top: 0, height: 420, rowHeight: 52 },
      chosen: null,
      context: null,
      ticked: new Set(),
    })),
    filters: { profile: null, severity: null, file: null, column: null },
    search: "",
    found: null,
    excerpt: null,
    printing: false,
    whole: false,
    today: asked.today,
    valuesShown: false,
    download: null,
    look: null,
    allSchools: false,
    stopped,
    lost: null,
    deep: null,
    before: before !== null && before.name === head.input.name ? before.errors : null,
  };
}

/** Draws what stands further down a moment later, and has what a print needs made. */
function complete(view: Result): void {
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

/** Rows of the group that are shown together with their neighbours in the file. */
const IN_CONTEXT = 5;

function sayWhy(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Fetches a block of the rows of a group, unless it is there or on its way. */
async function load(group: GroupView, block: number): Promise<void> {
  if (group.blocks.has(block)) return;
  const coming: Finding[] = [];
  group.blocks = new Map(group.blocks).set(block, coming);
  try {
    const text = state.view.kind === "result" ? (state.view.found?.text ?? "") : "";
    const rows = await core.rows(group.index, block * BLOCK, BLOCK, text);
    // A search has begun them anew.
    if (group.blocks.get(block) !== coming) return;
    group.blocks = new Map(group.blocks).set(block, rows);
    group.problem = null;
  } catch (error) {
    group.problem = sayWhy(error);
  }
  draw();
}

/** Fetches what a list shows where it stands. */
function loadVisible(group: GroupView): void {
  const { top, height, rowHeight } = group.scroll;
  const last = Math.max(0, (state.view.kind === "result" ? (state.view.found?.groups[group.index]?.count ?? group.total.listed) : 0) - 1);
  const blockAt = (pixels: number): number => Math.floor(Math.min(last, Math.max(0, pixels / rowHeight)) / BLOCK);
  for (let block = blockAt(top); block <= blockAt(top + height); block += 1) void load(group, block);
}

/** Lets go of all rows of a group; those on show are fetched anew. */
function reload(group: GroupView): void {
  Object.assign(group, { blocks: new Map(), chosen: null, problem: null });
  group.scroll.top = 0;
  if (group.open && group.total.listed > 0) void load(group, 0);
}

/** Rows as they stand in the file around these findings. */
async function contextOf(findings: readonly (Finding | null | undefined)[]): Promise<Context> {
  const file = findings[0]?.file ?? null;
  const records = findings.flatMap((finding) => (finding?.record == null ? [] : [finding.record]));
  if (file === null || records.length === 0) return null;
  return core.look(file, [...new Set(records)], [], records.length).catch(() => "failed" as const);
}

/** When a group is opened: its first rows, and how they stand in the file. */
async function loadOpened(group: GroupView): Promise<void> {
  if (group.total.listed === 0) return;
  await load(group, 0);
  if (group.context !== null || !group.open) return;
  const first = (group.blocks.get(0) ?? []).slice(0, IN_CONTEXT);
  group.context = await contextOf(first.length > 0 ? first : [group.first]);
  draw();
}

/** Rows that are asked for one after the other may come late: only what is still wanted is shown. */
async function looked(view: Result, look: Look): Promise<void> {
  try {
    look.rows = await core.look(look.file, look.records, look.holding, look.most);
  } catch (error) {
    look.problem = error instanceof Error ? error.message : String(error);
  }
  if (state.view === view && view.look === look) draw();
}

/** What only makes sense while a report is on the screen. */
function withResult(change: (result: Result) => void): void {
  if (state.view.kind !== "result") return;
  change(state.view);
  draw();
}

/** The first rows of every group, as they may leave the screen. They must be there before a print is asked for. */
async function excerpt(of: Result): Promise<void> {
  of.excerpt = null;
  const shown = of.valuesShown;
  const rows = await core.excerpt(PRINTED_ROWS, shown ? "shown" : "masked").catch(() => null);
  if (of.valuesShown === shown) of.excerpt = rows;
}

function print(printing: boolean): void {
  withResult((view) => (view.printing = printing));
}

let searching = 0;

/** Waits for a pause in the typing, then lets the worker look. */
function search(view: Result): void {
  clearTimeout(searching);
  searching = setTimeout(() => {
    const text = view.search.trim();
    const answer = text === "" ? Promise.resolve(null) : core.search(text);
    answer.then(
      (groups) => {
        // Somebody typed on, or checks another package.
        if (state.view !== view || view.search.trim() !== text) return;
        view.found = groups === null ? null : { text, groups };
        for (const group of view.groups) reload(group);
        draw();
      },
      () => undefined,
    );
  }, SEARCH_AFTER_MS);
}

const actions: Actions = {
  chooseFiles: (files) => take(fromFiles(files)),
  chooseFolder: (files) => take(fromFolder(files)),
  chooseSample() {
    state.batch = null;
    check("sample", null);
  },
  chooseReceiver(id, chosen) {
    const receivers = new Set(state.receivers);
    if (chosen) receivers.add(id);
    else receivers.delete(id);
    state.receivers = receivers;
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
  openPackage(place) {
    const item = state.batch?.items[place];
    if (!state.batch || !item) return;
    state.batch.at = place;
    // It was checked a moment ago.
    before = null;
    check(item.taken.package, item.taken.anew);
  },
  backToBatch() {
    const batch = state.batch;
    if (batch === null) return;
    const opened = batch.at;
    batch.at = null;
    core.renew();
    show({ kind: "batch", batch }, opened === null ? "batch-heading" : `package-${opened}`);
  },
  open(group, open) {
    group.open = open;
    draw();
    if (open) void loadOpened(group);
  },
  scrolled(group, top) {
    group.scroll.top = top;
    loadVisible(group);
    draw();
  },
  measured(group, rowHeight, height) {
    if (rowHeight === 0 || (rowHeight === group.scroll.rowHeight && height === group.scroll.height)) return;
    Object.assign(group.scroll, { rowHeight, height });
    // Not while it is being drawn.
    queueMicrotask(() => {
      loadVisible(group);
      draw();
    });
  },
  choose(group, index) {
    const from = group.chosen;
    group.chosen = index === null ? null : { index, context: "loading" };
    draw();
    const chosen = group.chosen;
    if (chosen !== null) {
      void contextOf([findingAt(group, chosen.index)]).then((context) => {
        chosen.context = context;
        if (group.chosen === chosen) draw();
      });
    } else if (from !== null) {
      // The button that closed it is gone.
      document.querySelector<HTMLElement>(`#rows-${group.index} [aria-rowindex="${from.index + 2}"] button`)?.focus();
    }
  },
  tick(group, step, done) {
    const ticked = new Set(group.ticked);
    if (done) ticked.add(step);
    else ticked.delete(step);
    group.ticked = ticked;
    draw();
  },
  listAll: () =>
    withResult((view) => {
      const cap = deeperCap(view.groups);
      if (cap === null || view.deep === "working") return;
      view.deep = "working";
      core.deepen({ ...asked, max_per_rule: cap }).then(
        (listed) => {
          view.deep = "done";
          for (const group of view.groups) {
            group.total = { ...group.total, listed: listed[group.index] ?? group.total.listed };
            reload(group);
          }
          if (view.found !== null) search(view);
          if (state.view === view) draw();
        },
        (error: unknown) => {
          view.deep = { problem: sayWhy(error) };
          if (state.view === view) draw();
        },
      );
    }),
  filter: (change) => withResult((view) => Object.assign(view.filters, change)),
  search: (text) =>
    withResult((view) => {
      view.search = text;
      search(view);
    }),
  showAll: () =>
    withResult((view) => {
      view.filters = { profile: null, severity: null, file: null, column: null };
      view.search = "";
      view.found = null;
      for (const group of view.groups) {
        group.open = false;
        reload(group);
      }
    }),
  look: (what) =>
    withResult((view) => {
      const from = view.look;
      view.look = what === null ? null : { ...what, rows: null, problem: null };
      if (view.look) void looked(view, view.look);
      // The button that closed it is gone.
      else if (from) document.getElementById(`look-${from.chart}-${from.key}`)?.focus();
    }),
  showAllSchools: () => withResult((view) => (view.allSchools = true)),
  toFindings(filters) {
    withResult((view) => Object.assign(view, { filters, search: "", found: null }));
    document.getElementById("findings-heading")?.focus();
  },
  print: () =>
    withResult((view) => {
      void (view.excerpt ? Promise.resolve() : excerpt(view)).then(() => window.print());
    }),
  copied: (copied) => withResult((view) => (view.download = words.copy.said(words.downloads.messageLabel, copied))),
  showValues: (shown) =>
    withResult((view) => {
      view.valuesShown = shown;
      void excerpt(view);
    }),
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
  author(change) {
    Object.assign(state.authoring, { copied: null }, change);
    draw();
  },
  savePage() {
    save(new Blob([ownSource()], { type: "text/html" }), words.offline.fileName);
    state.saved = words.downloads.done(words.offline.fileName);
    draw();
  },
  fingerprint() {
    void fingerprint()
      .catch(() => null)
      .then((known) => {
        state.fingerprint = known;
        draw();
      });
  },
  checkSelf() {
    if (state.selfCheck === "trying") return;
    state.selfCheck = "trying";
    draw();
    // Where no worker can be made, nothing is proven.
    const worker = core.connect().catch(() => "unanswered" as const);
    void Promise.all([attempt(), worker]).then(([page, inWorker]) => {
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
    const { view } = state;
    if (view.kind === "failed" && asked.until !== null) {
      state.view = { ...view, fraction: Math.min(1, progress.packed_done / Math.max(1, asked.until.packed_done)) };
    } else if (view.kind === "running") {
      const now = performance.now();
      state.view = advance(view, progress, now - began);
      state.announcement = announcer.next(state.view.fraction, now) ?? state.announcement;
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
    before = { name: head.input.name, errors: new Map(head.verdicts.map(({ profile, errors }) => [profile, errors])) };
    if (item) {
      const receivers = receiversOf(head.verdicts);
      const most = (count: (of: Verdict) => number): number => Math.max(0, ...receivers.map(count));
      item.outcome = {
        heading: headingOf(view),
        ready: receivers.every(({ ready }) => ready),
        errors: most(({ errors }) => errors),
        warnings: most(({ warnings }) => warnings),
      };
      if (state.batch?.running) return checkNext();
    }
    state.announcement = words.result.announce(headingOf(view));
    show(view, "result-heading");
    scrollTo(0, 0);
    complete(view);
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
});

addEventListener("beforeprint", () => print(true));
addEventListener("afterprint", () => print(false));

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
// Where there are no service workers, or a frame may not look, there is no newer version to tell of.
whenNewer(() => {
  state.newer = true;
  draw();
}).catch(() => undefined);
