// What is the same in Node.js and in browsers: a worker for each task, which ends with it.

/**
 * `start` makes a worker and gives `{ post(message), listen(onMessage, onError), end() }`; `given` makes of what somebody
 * names a package, `{ name, files }`, that can be sent to it.
 */
export function client(start, given) {
  async function ask(task, { onProgress, signal } = {}) {
    signal?.throwIfAborted();
    const worker = start();
    try {
      return await new Promise((resolve, reject) => {
        signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
        worker.listen((said) => {
          if (said.kind === "progress") onProgress?.(said.progress);
          else if (said.kind === "done") resolve(said.answer);
          else reject(new Error(said.message));
        }, reject);
        worker.post(task);
      });
    } finally {
      worker.end();
    }
  }

  async function write(subject, format, options = {}) {
    if (!FORMATS.includes(format)) throw new TypeError(`there is no format ${format}`);
    return ask({ kind: "check", given: await given(subject), format, ...asked(options) }, options);
  }

  async function writeComparison(before, subject, format, options = {}) {
    if (!["json", "csv", "html"].includes(format)) throw new TypeError(`there is no format ${format} of a comparison`);
    return ask({ kind: "compare", before: await given(before), given: await given(subject), format, ...asked(options) }, options);
  }

  return {
    write,
    writeComparison,
    check: async (subject, options) => JSON.parse(await write(subject, "json", options)),
    compare: async (before, subject, options) => JSON.parse(await writeComparison(before, subject, "json", options)),
    rules: async () => JSON.parse(await ask({ kind: "rules" })),
    explain: (rule) => ask({ kind: "explain", rule }),
    version: () => ask({ kind: "version" }),
  };
}

const FORMATS = ["json", "jsonl", "csv", "html", "sarif", "text"];

/** Options as the core takes them. Values are masked unless somebody asks for them. */
function asked({ receivers, sender, today, maxPerRule = 1000, values = "masked", noLimits = false }) {
  if (values !== "masked" && values !== "shown") throw new TypeError(`values are masked or shown, not ${values}`);
  const now = new Date();
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  return {
    values,
    options: {
      profiles: receivers ?? null,
      from: sender ?? null,
      today: today ?? day,
      max_per_rule: maxPerRule === Infinity ? null : maxPerRule,
      no_limits: noLimits,
      until: null,
      at: now.toISOString().replace(/\.\d+Z$/, "Z"),
    },
  };
}
