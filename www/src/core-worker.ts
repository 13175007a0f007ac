/** The worker that holds the core: made, spoken to, ended and made again. */

import type { RuleName } from "./authors";
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
  Progress,
  ReportHead,
  ToWorker,
  Values,
} from "./protocol";
import type { Excerpt, Finding } from "./report";

export interface Listener {
  ready(version: string): void;
  progress(progress: Progress): void;
  checked(head: ReportHead, groups: Group[]): void;
  failed(failure: Failure): void;
}

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

export class CoreWorker {
  readonly #listener: Listener;
  #make: (() => Worker) | null = null;
  #core: Core | null = null;
  #worker: Worker | null = null;
  #used = false;
  #waiting: ToWorker | null = null;
  #ready = false;
  #requests = 0;
  readonly #answers = new Map<number, { resolve: (answer: never) => void; reject: (why: Error) => void }>();

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  /** Starts the first worker; call it when the whole page has been read. */
  start(): void {
    this.#make ??= blobWorkers();
    this.#core ??= { packed: textOf("core") };
    this.#begin();
  }

  /** Checks a package in a worker that has held no other, so that each check starts with empty memory. */
  check(given: Package | "sample", options: Options): void {
    if (this.#used || !this.#worker) this.renew();
    this.#used = true;
    const message: ToWorker = { kind: "check", package: given, options };
    if (this.#ready) this.#send(message);
    else this.#waiting = message;
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

  write(format: DownloadFormat, values: Values): Promise<Blob> {
    return this.#ask<Blob>({ kind: "write", format, values });
  }

  /** The page of a rule; empty for an unknown one. */
  explain(rule: string): Promise<string> {
    if (!this.#worker) this.#begin();
    return this.#ask<string>({ kind: "explain", rule });
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

  #ask<Answer>(question: WithoutRequest<Question>): Promise<Answer> {
    const request = ++this.#requests;
    return new Promise<Answer>((resolve, reject) => {
      this.#answers.set(request, { resolve: resolve as (answer: never) => void, reject });
      this.#send({ ...question, request } as Question);
    });
  }

  #send(message: ToWorker): void {
    this.#worker?.postMessage(message);
  }

  #begin(): void {
    if (!this.#make || !this.#core) return;
    this.#ready = false;
    this.#used = false;
    let worker: Worker;
    try {
      worker = this.#make();
    } catch (error) {
      this.#fail(error instanceof Error ? error.message : String(error));
      return;
    }
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (worker === this.#worker) this.#hear(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      if (worker === this.#worker) this.#fail(event.message || "the worker stopped");
    };
    this.#send({ kind: "start", core: this.#core });
  }

  #end(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#waiting = null;
    for (const { reject } of this.#answers.values()) reject(new Error("the check was ended"));
    this.#answers.clear();
  }

  #fail(message: string): void {
    this.#end();
    this.#listener.failed({ fault: "program", message, version: null });
  }

  #hear(message: FromWorker): void {
    switch (message.kind) {
      case "ready": {
        this.#core = { module: message.module };
        this.#ready = true;
        this.#listener.ready(message.version);
        const waiting = this.#waiting;
        this.#waiting = null;
        if (waiting) this.#send(waiting);
        return;
      }
      case "progress":
        return this.#listener.progress(message.progress);
      case "checked":
        return this.#listener.checked(message.head, message.groups);
      case "failed":
        // What failed once inside is not used again.
        if (message.failure.fault === "program") this.#end();
        return this.#listener.failed(message.failure);
      case "attempted":
        return;
      case "ruled":
        return this.#answer(message.request, message.rules);
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

  #answer(request: number, answer: Finding[] | Finding[][] | Found[] | RuleName[] | Excerpt | number[] | Blob | string): void {
    const waiting = this.#answers.get(request);
    this.#answers.delete(request);
    waiting?.resolve(answer as never);
  }
}
