/** A worker for one piece of work beside the check. It ends with the work, or when somebody lets go of it. */

import type { Answer, AsideFormat, FromAside, Task, ToAside } from "../model/aside";
import type { Values } from "../model/core";
import type { Core } from "../model/protocol";

export interface AsideListener {
  /** The share that is done. */
  progress(done: number): void;
  done(answer: Answer): void;
  failed(message: string): void;
}

export class Aside {
  readonly #worker: Worker;
  #kept: { resolve: (blob: Blob) => void; reject: (why: Error) => void } | null = null;

  /** `worker` has done nothing yet, but may have been prepared. */
  constructor(worker: Worker, core: Core, task: Task, listener: AsideListener) {
    this.#worker = worker;
    const fail = (message: string): void => {
      worker.terminate();
      this.#kept?.reject(new Error(message));
      listener.failed(message);
    };
    worker.onmessage = ({ data }: MessageEvent<FromAside>) => {
      if (data.kind === "aside-progress") listener.progress(data.done);
      else if (data.kind === "aside-done") listener.done(data.answer);
      else if (data.kind === "aside-kept") this.#kept?.resolve(data.blob);
      else fail(data.message);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      fail(event.message || "the worker stopped");
    };
    this.#send({ kind: "aside", core, task });
  }

  /** Writes the corrected copy that was planned. */
  correct(name: string): void {
    this.#send({ kind: "correct", name });
  }

  /** What was found out or done, as a file. */
  keep(format: AsideFormat, values: Values): Promise<Blob> {
    return new Promise((resolve, reject) => {
      this.#kept = { resolve, reject };
      this.#send({ kind: "keep", format, values });
    });
  }

  end(): void {
    this.#worker.terminate();
  }

  #send(message: ToAside): void {
    this.#worker.postMessage(message);
  }
}
