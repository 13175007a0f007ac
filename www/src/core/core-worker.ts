/** The worker that holds the core: made, spoken to, ended and made again. */

import type { Task, ToAside } from "../model/aside";
import type { Progress, Reached, Told, Values } from "../model/core";
import type {
  Attempt,
  Core,
  DownloadFormat,
  Failure,
  Found,
  FromWorker,
  Group,
  Options,
  Package,
  ReportHead,
  RuleName,
  ToWorker,
} from "../model/protocol";
import type { Affected, Excerpt, Finding } from "../model/report";
import { Aside, type AsideListener } from "./aside";
import { lacking } from "./browser";

export interface Listener {
  ready(version: string): void;
  progress(progress: Progress): void;
  checked(head: ReportHead, groups: Group[], fault: Failure | null): void;
  /** `reached` is how far the check had come, if it had begun. */
  failed(failure: Failure, reached: Reached | null): void;
  /** SHA-256 of what was checked, some time after the report. */
  fingerprint(sha256: string): void;
  /** Told once a second while a check says nothing for long. */
  silent(seconds: number): void;
}

/** A slow drive or a row of a million letters takes some seconds; nothing usual takes longer than this. */
const PATIENCE_S = 20;

/** Bytes of a package from which on a second worker is worth its start. */
const LONG = 2 * 2 ** 20;

type Question = Extract<ToWorker, { request: number }>;
type WithoutRequest<T> = T extends unknown ? Omit<T, "request"> : never;

function textOf(id: string): string {
  return document.getElementById(id)?.textContent ?? "";
}

/**
 * A worker made from a blob inherits this page's policy, so that nothing in it can reach a network.
 * A worker made from an address would live under the policy of that answer: usually none.
 */
function blobWorkers(): () => Worker {
  const script = new Blob([textOf("worker-script")], { type: "text/javascript" });
  const address = URL.createObjectURL(script);
  const policy = window.trustedTypes?.createPolicy("rostercheck", {
    createScriptURL(asked) {
      if (asked !== address) throw new TypeError("the page makes a worker from its own script only");
      return address;
    },
  });
  const trusted = policy?.createScriptURL(address) ?? address;
  // The DOM's types know only text here; a browser that enforces Trusted Types takes nothing but the trusted address.
  return () => new Worker(trusted as string);
}

class CoreWorker {
  #listener: Listener | null = null;
  #make: (() => Worker) | null = null;
  #core: Core | null = null;
  #worker: Worker | null = null;
  /** Reads a long package ahead of the other. */
  #second: Worker | null = null;
  /** Ready for work beside the check. */
  #spare: Worker | null = null;
  #used = false;
  #waiting: { given: Package | "sample"; options: Options } | null = null;
  #ready = false;
  #reached: Reached | null = null;
  #version: string | null = null;
  #watch = 0;
  #silence = 0;
  #requests = 0;
  /** Work beside the check, which ends when another package is checked. */
  readonly #asides = new Set<Aside>();
  readonly #answers = new Map<number, { resolve: (answer: never) => void; reject: (why: Error) => void }>();

  /** Starts the first worker; call it when the whole page has been read. */
  start(listener: Listener): void {
    this.#listener = listener;
    this.#make ??= blobWorkers();
    this.#core ??= { packed: textOf("core") };
    this.#begin();
  }

  /** Checks a package in a worker that has held no other, so that each check starts with empty memory. */
  check(given: Package | "sample", options: Options): void {
    if (this.#used || !this.#worker) this.renew();
    // It may have failed to begin, and said so.
    if (!this.#worker) return;
    this.#used = true;
    this.#reached = null;
    for (const aside of this.#asides) aside.end();
    this.#asides.clear();
    this.#letSpareGo();
    this.#watchOver();
    if (this.#ready) this.#check(given, options);
    else this.#waiting = { given, options };
  }

  /** Gives up a check that says nothing: a failure, as if it had said so itself. */
  giveUp(): void {
    this.#fail({ fault: "silence", seconds: this.#silence, version: this.#version });
  }

  /** Ends whatever runs, at once, lets go of all it held, and makes an empty worker. */
  renew(): void {
    this.#end();
    this.#begin();
  }

  /** Rows of a group, of those that hold a text. */
  rows(group: number, from: number, count: number, text: string): Promise<Finding[]> {
    return this.#ask<Finding[]>({ kind: "rows", group, from, count, text });
  }

  /** Checks the same package once more, to list more: how many rows of each group are listed then. */
  deepen(options: Options): Promise<number[]> {
    return this.#ask<number[]>({ kind: "deepen", options });
  }

  search(text: string): Promise<Found[]> {
    return this.#ask<Found[]>({ kind: "search", text });
  }

  /** The first rows of every group. */
  excerpt(count: number, values: Values): Promise<Finding[][]> {
    return this.#ask<Finding[][]>({ kind: "excerpt", count, values });
  }

  /** Rows of a file by their numbers, or by what they hold: column, word, column, word. */
  look(file: string, records: readonly number[], holding: readonly string[], most: number): Promise<Excerpt> {
    return this.#ask<Excerpt>({ kind: "look", file, records, holding, most });
  }

  /** Who is affected: rows by their numbers or lines, with names. */
  affected(file: string, records: readonly number[], lines: readonly number[]): Promise<Affected> {
    return this.#ask<Affected>({ kind: "affected", file, records, lines });
  }

  /** The rows of groups of one file, of those that hold a text, as they stand there. */
  copy(groups: readonly number[], text: string): Promise<Blob> {
    return this.#ask<Blob>({ kind: "copy", groups, text });
  }

  write(format: DownloadFormat, values: Values): Promise<Blob> {
    return this.#ask<Blob>({ kind: "write", format, values });
  }

  /** The page of a rule; empty for an unknown one. */
  explain(rule: string): Promise<string> {
    if (!this.#worker) this.#begin();
    return this.#ask<string>({ kind: "explain", rule });
  }

  /** Reads a receiver that somebody described, in a link or as JSON; refused with the sentence that says why. */
  describe(text: string, isLink: boolean): Promise<Told> {
    if (!this.#worker) this.#begin();
    return this.#ask<Told>({ kind: "describe", text, is_link: isLink });
  }

  /** Another one with a worker of its own, for a check that leaves the report on the screen alone. */
  beside(listener: Listener): CoreWorker {
    const other = new CoreWorker();
    other.#make = this.#make;
    other.#core = this.#core;
    other.start(listener);
    return other;
  }

  /** Ends its worker for good. */
  end(): void {
    this.#end();
  }

  /** Every rule. */
  rules(): Promise<RuleName[]> {
    if (!this.#worker) this.#begin();
    return this.#ask<RuleName[]>({ kind: "rules" });
  }

  /** Lets a worker of its own, made in the same way from the same script, try to connect. */
  connect(): Promise<Attempt> {
    return new Promise((resolve, reject) => {
      if (!this.#make) throw new Error("the page is not complete");
      const worker = this.#make();
      worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        worker.terminate();
        if (data.kind === "attempted") resolve(data.attempt);
        else reject(new Error("the worker did not try"));
      };
      worker.onerror = (event) => {
        event.preventDefault();
        worker.terminate();
        reject(new Error(event.message));
      };
      const message: ToWorker = { kind: "connect" };
      worker.postMessage(message);
    });
  }

  /**
   * Makes a worker for work beside the check while somebody still looks for a file: for a small package its start takes as
   * long as the work. Without it the work takes longer, and that is all.
   */
  prepareAside(): void {
    if (this.#spare || !this.#make || !this.#core || !("module" in this.#core)) return;
    let spare: Worker;
    try {
      spare = this.#make();
    } catch {
      return;
    }
    const drop = (): void => {
      if (spare === this.#spare) this.#letSpareGo();
    };
    spare.onerror = (event) => {
      event.preventDefault();
      drop();
    };
    // It only speaks when it has failed.
    spare.onmessage = drop;
    spare.postMessage({ kind: "prepare", core: this.#core } satisfies ToAside);
    this.#spare = spare;
  }

  /** Begins work beside the check, in a worker of its own. */
  aside(task: Task, listener: AsideListener): Aside {
    if (!this.#make || !this.#core) throw new Error("the page is not complete");
    const aside = new Aside(this.#spare ?? this.#make(), this.#core, task, listener);
    this.#spare = null;
    this.#asides.add(aside);
    return aside;
  }

  #ask<Answer>(question: WithoutRequest<Question>): Promise<Answer> {
    const request = ++this.#requests;
    return new Promise<Answer>((resolve, reject) => {
      if (!this.#worker) throw new Error("the part of the page that reads files has ended");
      this.#answers.set(request, { resolve: resolve as (answer: never) => void, reject });
      this.#send({ ...question, request } as Question);
    });
  }

  #send(message: ToWorker, ports: MessagePort[] = []): void {
    this.#worker?.postMessage(message, ports);
  }

  #check(given: Package | "sample", options: Options): void {
    const port = this.#readAhead(given, options);
    this.#send({ kind: "check", package: given, options }, port ? [port] : []);
  }

  /** Lets a second worker read a long package ahead. Without it the check takes longer, and that is all. */
  #readAhead(given: Package | "sample", options: Options): MessagePort | null {
    if (given === "sample" || !this.#make || !this.#core || navigator.hardwareConcurrency < 2) return null;
    if (given.files.reduce((sum, { file }) => sum + file.size, 0) < LONG) return null;
    let second: Worker;
    try {
      second = this.#make();
    } catch {
      return null;
    }
    const { port1, port2 } = new MessageChannel();
    second.onerror = (event) => {
      event.preventDefault();
      this.#dismiss();
      this.#send({ kind: "alone" });
    };
    const message: ToWorker = { kind: "read", core: this.#core, package: given, no_limits: options.no_limits };
    second.postMessage(message, [port2]);
    this.#second = second;
    return port1;
  }

  #letSpareGo(): void {
    this.#spare?.terminate();
    this.#spare = null;
  }

  #dismiss(): void {
    this.#second?.terminate();
    this.#second = null;
  }

  #begin(): void {
    if (!this.#make || !this.#core) return;
    this.#ready = false;
    this.#used = false;
    const lacks = lacking();
    if (lacks.length > 0) return this.#fail({ fault: "browser", lacks });
    let worker: Worker;
    try {
      worker = this.#make();
    } catch (error) {
      return this.#fail(this.#fault(error instanceof Error ? error.message : String(error)));
    }
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (worker === this.#worker) this.#hear(data);
    };
    worker.onmessageerror = () => {
      if (worker === this.#worker) this.#fail(this.#fault("what the worker said could not be taken over"));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      if (worker === this.#worker) this.#fail(this.#fault(event.message || "the worker stopped"));
    };
    this.#send({ kind: "start", core: this.#core });
  }

  #end(): void {
    this.#rest();
    this.#dismiss();
    this.#letSpareGo();
    this.#worker?.terminate();
    this.#worker = null;
    this.#waiting = null;
    for (const { reject } of this.#answers.values()) reject(new Error("the check was ended"));
    this.#answers.clear();
  }

  #fault(message: string): Failure {
    return { fault: "program", message, version: this.#version };
  }

  #fail(failure: Failure, reached = this.#reached): void {
    this.#reached = null;
    this.#end();
    this.#listener?.failed(failure, reached);
  }

  /**
   * A worker that was ended from outside, or that goes round in circles, says nothing at all. Seconds are counted, not
   * taken from the clock: a computer that slept has not waited.
   */
  #watchOver(): void {
    this.#rest();
    this.#watch = setInterval(() => {
      this.#silence += 1;
      if (this.#silence >= PATIENCE_S) this.#listener?.silent(this.#silence);
    }, 1000);
  }

  #rest(): void {
    clearInterval(this.#watch);
    this.#silence = 0;
  }

  #hear(message: FromWorker): void {
    this.#silence = 0;
    switch (message.kind) {
      case "ready": {
        this.#core = { module: message.module };
        this.#ready = true;
        this.#version = message.version;
        this.#listener?.ready(message.version);
        const waiting = this.#waiting;
        this.#waiting = null;
        if (waiting) this.#check(waiting.given, waiting.options);
        return;
      }
      case "progress":
        this.#reached = message.progress;
        return this.#listener?.progress(message.progress);
      case "checked":
        this.#rest();
        this.#dismiss();
        this.#reached = null;
        return this.#listener?.checked(message.head, message.groups, message.fault);
      case "failed":
        // What failed once inside is not used again.
        return this.#fail(message.failure, message.reached);
      case "attempted":
        return;
      case "ruled":
        return this.#answer(message.request, message.rules);
      case "described":
        return this.#answer(message.request, message.told);
      case "explained":
        return this.#answer(message.request, message.text);
      case "rows":
        return this.#answer(message.request, message.rows);
      case "deepened":
        return this.#answer(message.request, message.listed);
      case "found":
        return this.#answer(message.request, message.groups);
      case "excerpted":
        return this.#answer(message.request, message.rows);
      case "named":
        return this.#answer(message.request, message.affected);
      case "copied":
        return this.#answer(message.request, message.blob);
      case "fingerprint":
        return this.#listener?.fingerprint(message.sha256);
      case "looked":
        return this.#answer(message.request, message.excerpt);
      case "written":
        return this.#answer(message.request, message.blob);
      case "refused": {
        const answer = this.#answers.get(message.request);
        this.#answers.delete(message.request);
        return answer?.reject(new Error(message.message));
      }
    }
  }

  #answer(request: number, answer: Finding[] | Finding[][] | Found[] | RuleName[] | Excerpt | Affected | Told | number[] | Blob | string): void {
    const waiting = this.#answers.get(request);
    this.#answers.delete(request);
    waiting?.resolve(answer as never);
  }
}

/** The only one. */
export const core = new CoreWorker();
