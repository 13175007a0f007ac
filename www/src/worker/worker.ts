/**
 * The only place where a roster's bytes are read. It runs in a worker made from a blob, which inherits the page's
 * policy and so has nowhere to send them.
 *
 * The report stays here too: the page gets its head, and then the rows that somebody looks at. So neither a report
 * with 100,000 findings nor its JSON ever passes through the thread that draws.
 */

import { attempt } from "../core/connection";
import { stepsIn } from "../derive/sender";
import type { ToAside } from "../model/aside";
import type { Progress, Reached, Values } from "../model/core";
import type {
  Core,
  DownloadFormat,
  Failure,
  Found,
  FromWorker,
  Group,
  Options,
  Package,
  ToWorker,
} from "../model/protocol";
import type { Finding, Report, Total } from "../model/report";
import { aside } from "./aside";
import { type Json, parse } from "./json";
import { core as coreOf } from "./packed";
import { type Read, readFor, type Wanted } from "./reader";

const PROGRESS_EVERY_MS = 80;

const TYPES: Record<DownloadFormat, string> = {
  csv: "text/csv;charset=utf-8",
  html: "text/html;charset=utf-8",
  json: "application/json",
  sarif: "application/sarif+json",
};

let started: Promise<void> | null = null;
let version: string | null = null;
let memory: WebAssembly.Memory | null = null;
let checker: wasm_bindgen.Checker | null = null;
/** Whether its fingerprint was taken, or is on its way. */
let hasFingerprint = false;
/** Whether only the part is read that a check before had read when it failed. */
let isPart = false;
/** Why the core that held it has failed since. */
let broken: unknown = null;
/** How far the check has come. */
let reached: Reached | null = null;
let findingsOf: Finding[][] = [];
let totals: readonly Total[] = [];
let titles = new Map<string, string>();
/** How many findings of each group the core lists. */
let listedOf: number[] = [];
/** The findings that the last search left. */
let sought: { text: string; findings: (Finding[] | null)[] } = { text: "", findings: [] };

/** Findings that are taken from the core at once while it is searched. */
const AT_ONCE = 2000;

function say(message: FromWorker): void {
  self.postMessage(message);
}

function compile(text: string): Promise<WebAssembly.Module> {
  return WebAssembly.compile(coreOf(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))));
}

/** A file that was moved, changed or taken away since it was chosen cannot be read: that is not the program's fault. */
function unreadable(given: Package): Failure | null {
  const reader = new FileReaderSync();
  for (const { path, file } of given.files) {
    try {
      reader.readAsArrayBuffer(file.slice(0, 1));
      if (file.size > 0) reader.readAsArrayBuffer(file.slice(file.size - 1));
    } catch (error) {
      return { fault: "file", path, message: wording(error) };
    }
  }
  return null;
}

function wording(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? `${error.name}: ${error.message}` : String(error);
}

/** Whether the core itself has ended: by a trap, or by a panic, which names its version first. */
function hasFailed(error: unknown): boolean {
  return error instanceof WebAssembly.RuntimeError || (error instanceof Error && /^rostercheck \S+ failed at /.test(error.message));
}

/**
 * The program's failure. When the core cannot get memory it ends at once, without a word: a panic says where it was.
 */
function failureOf(error: unknown): Failure {
  const message = wording(error);
  const ended = error instanceof WebAssembly.RuntimeError && /unreachable/i.test(message);
  const refused = error instanceof RangeError && !/call stack/i.test(message);
  if (!ended && !refused) return { fault: "program", message, version };
  const held = Math.round((memory?.buffer.byteLength ?? 0) / 2 ** 20);
  return { fault: "memory", message: `${message}, with ${held} MiB`, version };
}

/** The core that holds a report. One that has failed since is told of now that it is needed. */
function held(): wasm_bindgen.Checker {
  if (broken !== null) throw broken as Error;
  if (!checker) throw new Error("nothing has been checked");
  return checker;
}

/** The findings of a report, in the order of its totals. */
function grouped(report: Report): Finding[][] {
  let at = 0;
  return report.totals.map((total) => report.findings.slice(at, (at += total.listed)));
}

/** A part of the listed findings of a group. Beyond the first report the core tells them when they are asked for. */
function slice(group: number, from: number, count: number, values: Values): Finding[] {
  const first = findingsOf[group] ?? [];
  if (values === "shown" && Math.min(from + count, listedOf[group] ?? 0) <= first.length) return first.slice(from, from + count);
  const checker = held();
  return parse(checker.findings(group, from, count, values));
}

/** `Line 1,234`, as the page writes it, or the number alone. */
const LINE = /^(?:lines? )?([\d,]+)$/;

/**
 * Leaves what holds a text, in any letter case; null stands for all of a group. A text in the title, the rule, the file
 * or the column of a group finds all of it; a line finds its row, and the name of a person finds all of the person's rows.
 */
function seek(asked: string): (Finding[] | null)[] {
  const text = asked.trim().toLowerCase();
  if (text === sought.text) return sought.findings;
  const holds = (other: string | null | undefined): boolean => other?.toLowerCase().includes(text) ?? false;
  const number = LINE.exec(text)?.[1];
  const line = number === undefined ? null : Number(number.replaceAll(",", ""));
  const findings = totals.map((total, index) => {
    if (text === "" || holds(total.rule) || holds(total.file) || holds(total.column) || holds(titles.get(total.rule))) return null;
    const all = listed(index);
    const inRow = text.length > 1 ? rowsHolding(total.file, all, text) : new Set<number>();
    return all.filter(
      (finding) =>
        holds(finding.source_id) ||
        holds(finding.value) ||
        holds(finding.message) ||
        (line !== null && (finding.line === line || finding.other_row?.line === line)) ||
        (finding.record !== null && inRow.has(finding.record)),
    );
  });
  sought = { text, findings };
  return findings;
}

/** All that is listed of a group. */
function listed(group: number): Finding[] {
  const all: Finding[] = [];
  for (let from = 0; from < (listedOf[group] ?? 0); from += AT_ONCE) all.push(...slice(group, from, AT_ONCE, "shown"));
  return all;
}

function recordsOf(findings: readonly Finding[]): Uint32Array {
  const records = new Set(findings.flatMap(({ record }) => (record === null ? [] : [record])));
  return Uint32Array.from(records).sort();
}

/** What can no longer be read of the file does not keep a search from finding what is listed. */
function rowsHolding(file: string | null, findings: readonly Finding[], text: string): Set<number> {
  const records = recordsOf(findings);
  if (file === null || records.length === 0 || !checker) return new Set();
  try {
    return new Set(checker.holding(file, records, text));
  } catch (error) {
    if (hasFailed(error)) throw error;
    return new Set();
  }
}

/** The rows of groups of one file, with its header. */
function copied(groups: readonly number[], text: string): Blob {
  const file = totals[groups[0] ?? -1]?.file;
  if (!checker || file == null) throw new Error("these are no rows");
  const left = seek(text);
  const findings = groups.flatMap((group) => left[group] ?? listed(group));
  // Of two rows that are about each other, both.
  const others = findings.flatMap(({ other_row: other }) => (other?.file === file ? [other.line] : []));
  return new Blob([checker.copy_rows(file, recordsOf(findings), Uint32Array.from(others))], { type: TYPES.csv });
}

/** The fingerprint of what was checked, while nobody asks for anything else. */
function takeFingerprint(): void {
  const of = checker;
  const step = (): void => {
    if (of !== checker || !of) return;
    try {
      const sha256 = of.fingerprint();
      if (sha256 === undefined) setTimeout(step);
      else if (sha256 !== "") say({ kind: "fingerprint", sha256 });
    } catch (error) {
      // What cannot be read any more has none. A core that has failed is told of when it is needed.
      if (!hasFailed(error)) return;
      broken = error;
      checker = null;
    }
  };
  setTimeout(step);
}

/** How often a search found something: a group of which nothing is listed is found by its own words only. */
function found(asked: string): Found[] {
  return seek(asked).map((findings, index) => {
    if (findings !== null) return { count: findings.length, first: findings[0] ?? null };
    return { count: Math.max(1, listedOf[index] ?? 0), first: findingsOf[index]?.[0] ?? null };
  });
}

function group(report: Report): Group[] {
  findingsOf = grouped(report);
  totals = report.totals;
  listedOf = totals.map(({ listed }) => listed);
  titles = new Map(report.rules.map(({ name, title }) => [name, title]));
  sought = { text: "", findings: totals.map(() => null) };
  return report.totals.map((total, index) => {
    const findings = findingsOf[index] ?? [];
    const inSender = new Set(total.fixes.map((fix) => stepsIn(fix)));
    const [only] = inSender.size === 1 ? inSender : [];
    const steps = only ? parse(wasm_bindgen.steps_of(only)) : [];
    return { total, first: findings[0] ?? null, steps };
  });
}

/** A second worker that has said nothing for so long is not waited for any more. */
const PATIENCE_MS = 3000;

/** What is checked, and the way to a second worker that reads it ahead. */
let given: Package | "sample" = "sample";
let second: MessagePort | null = null;
let patience = 0;

function check(what: Package | "sample", options: Options, port: MessagePort | null): void {
  given = what;
  isPart = options.until !== null;
  const before = given === "sample" ? null : unreadable(given);
  if (before) return say({ kind: "failed", failure: before, reached: null });

  let last = -Infinity;
  const progress = (now: Progress): void => {
    reached = { packed_done: now.packed_done, rows: now.rows };
    const time = performance.now();
    if (time - last < PROGRESS_EVERY_MS && now.packed_done < now.packed_total) return;
    last = time;
    say({ kind: "progress", progress: { ...now } });
  };

  checker?.free();
  broken = null;
  const checking = (checker = new wasm_bindgen.Checker());
  if (what === "sample") return goOn(() => checking.check_sample(options, progress));
  second = port;
  goOn(() => checking.check(what.name, what.files, options, progress, port ? asking(port, checking) : undefined));
}

/** The way to ask the second worker for pieces; what it brings goes to the check. */
function asking(port: MessagePort, checking: wasm_bindgen.Checker): NonNullable<Parameters<wasm_bindgen.Checker["check"]>[4]> {
  port.onmessage = ({ data }: MessageEvent<Read>): void =>
    data === "failed" ? goOnAlone() : goOn(() => checking.take(data.reading, data.piece));
  return (reading, entry, spare) => port.postMessage({ reading, entry, spare } satisfies Wanted, spare ? [spare] : []);
}

/** One step of the check, which ends with the report or where it has to wait for the second worker. */
function goOn(step: () => Json<Report> | undefined): void {
  clearTimeout(patience);
  try {
    const json = step();
    if (json !== undefined) return tell(json);
    if (second) patience = setTimeout(goOnAlone, PATIENCE_MS);
  } catch (error) {
    letGo();
    const failure = given === "sample" ? null : unreadable(given);
    say({ kind: "failed", failure: failure ?? failureOf(error), reached });
  }
}

/** Without the second worker the check takes longer, and that is all. */
function goOnAlone(): void {
  const checking = checker;
  if (!second || !checking) return;
  letGo();
  goOn(() => checking.go_on_alone());
}

function letGo(): void {
  clearTimeout(patience);
  second?.close();
  second = null;
}

function tell(json: Json<Report>): void {
  letGo();
  const report = parse(json);
  // It may have been changed or taken away in the middle: then that is the reason, and not the package.
  const fault = given === "sample" || report.outcome === "complete" ? null : unreadable(given);
  if (fault && report.outcome === "unreadable") return say({ kind: "failed", failure: fault, reached: null });
  const groups = group(report);
  const { findings: _, ...head } = report;
  say({ kind: "checked", head, groups, fault });
  // Behind the place where a check before failed, this one would fail too.
  hasFingerprint = isPart;
}

/**
 * Checks the sample once, for nobody: the browser translates each part of the core when it is first used, and a small
 * package would wait longer for that than for its check.
 */
function warmUp(): void {
  const first = new wasm_bindgen.Checker();
  const profiles = ["infinite-campus", "d2l-brightspace"];
  first.check_sample({ profiles, from: "other", receiver: null, today: "2000-01-01", max_per_rule: 1, no_limits: false, until: null, at: "" }, () => undefined);
  first.free();
}

async function start(core: Core): Promise<void> {
  // The page cannot see this one.
  if (typeof FileReaderSync !== "function") {
    return say({ kind: "failed", failure: { fault: "browser", lacks: ["file-reader"] }, reached: null });
  }
  // In WebKit the worker of a page without an origin can read nothing, not even this.
  try {
    new FileReaderSync().readAsArrayBuffer(new Blob(["x"]));
  } catch {
    return say({ kind: "failed", failure: { fault: "browser", lacks: ["from-disk"] }, reached: null });
  }
  const module = "module" in core ? core.module : await compile(core.packed);
  memory = wasm_bindgen.initSync({ module }).memory;
  version = wasm_bindgen.version();
  say({ kind: "ready", version, module });
  // A worker that is given the module shares what an earlier one has had translated.
  if ("packed" in core) warmUp();
}

async function answer(message: ToWorker, port: MessagePort | null): Promise<void> {
  switch (message.kind) {
    case "start":
      started = start(message.core);
      return started;
    case "connect":
      return say({ kind: "attempted", attempt: await attempt() });
    case "explain":
      // Somebody may open the page at a rule, before the core is ready.
      await started;
      return say({ kind: "explained", request: message.request, text: wasm_bindgen.explain(message.rule) });
    case "describe": {
      await started;
      const { request } = message;
      try {
        return say({ kind: "described", request, told: parse(wasm_bindgen.receiver(message.text, message.is_link)) });
      } catch (error) {
        if (hasFailed(error) || !(error instanceof Error)) throw error;
        return say({ kind: "refused", request, message: error.message });
      }
    }
    case "check":
      return check(message.package, message.options, port);
    case "alone":
      return goOnAlone();
    case "read":
      if (!port || !("module" in message.core)) throw new Error("nobody asks, or there is no core");
      return readFor(port, message.core.module, message.package, message.no_limits);
    case "rules": {
      await started;
      const rules = parse(wasm_bindgen.rules());
      return say({ kind: "ruled", request: message.request, rules: rules.map(({ name, title }) => ({ name, title })) });
    }
    case "rows": {
      const { request, from, count } = message;
      const left = seek(message.text)[message.group] ?? null;
      return say({ kind: "rows", request, rows: left?.slice(from, from + count) ?? slice(message.group, from, count, "shown") });
    }
    case "deepen": {
      const checker = held();
      const most = message.options.max_per_rule ?? Infinity;
      checker.deepen(message.options, () => undefined);
      // What follows from something else is never listed.
      listedOf = totals.map(({ count, listed }) => (listed === 0 ? 0 : Math.min(count, most)));
      sought = { text: "", findings: totals.map(() => null) };
      return say({ kind: "deepened", request: message.request, listed: listedOf });
    }
    case "search":
      return say({ kind: "found", request: message.request, groups: found(message.text) });
    case "excerpt": {
      // Masked cells are the core's work, so the core tells them once more.
      const rows = totals.map((_, index) => slice(index, 0, message.count, message.values));
      say({ kind: "excerpted", request: message.request, rows });
      // What a print needs comes first: reading the file once more could fail.
      if (!hasFingerprint) takeFingerprint();
      hasFingerprint = true;
      return;
    }
    case "affected": {
      const checker = held();
      const json = checker.affected(message.file, Uint32Array.from(message.records), Uint32Array.from(message.lines));
      return say({ kind: "named", request: message.request, affected: parse(json) });
    }
    case "copy":
      return say({ kind: "copied", request: message.request, blob: copied(message.groups, message.text) });
    case "look": {
      const checker = held();
      const { request, file, records, holding, most } = message;
      const json = checker.excerpt(file, Uint32Array.from(records.slice(0, most)), [...holding], most);
      return say({ kind: "looked", request, excerpt: parse(json) });
    }
    case "write": {
      const checker = held();
      while (!isPart && checker.fingerprint() === undefined) continue;
      const text = checker.write(message.format, message.values);
      return say({ kind: "written", request: message.request, blob: new Blob([text], { type: TYPES[message.format] }) });
    }
  }
}

self.onmessage = ({ data, ports }: MessageEvent<ToWorker | ToAside>): void => {
  if (data.kind === "prepare" || data.kind === "aside" || data.kind === "correct" || data.kind === "keep") return aside(data);
  answer(data, ports[0] ?? null).catch((error: unknown) => {
    // What is refused leaves the rest as it is. A core that has failed is not asked again.
    if ("request" in data && !hasFailed(error)) say({ kind: "refused", request: data.request, message: wording(error) });
    else say({ kind: "failed", failure: failureOf(error), reached });
  });
};
