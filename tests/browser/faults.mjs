// Ways to make the page's workers fail, with the page as it was built.

/**
 * Lets something happen inside the page's workers, before their own script: it becomes a part of the script. It is
 * called with `given`.
 */
export async function inWorkers(page, what, given = null) {
  await page.addInitScript(
    ({ source, value }) => {
      const Plain = Blob;
      window.Blob = class extends Plain {
        constructor(parts, options) {
          const isScript = options?.type === "text/javascript";
          super(isScript ? [`(${source})(${JSON.stringify(value)});\n`, ...parts] : parts, options);
        }
      };
    },
    { source: what.toString(), value: given },
  );
  await page.reload();
}

/**
 * What a browser hands over of the second half of enrollments.csv becomes something else: at once, or when it is read for
 * the second time.
 */
export function misread(how) {
  const seen = new Set();
  const slice = Blob.prototype.slice;
  Blob.prototype.slice = function (start, end, ...more) {
    const isBehind = this.name === "enrollments.csv" && start > this.size / 2 && start < this.size - 1;
    const isHit = isBehind && (how !== "panic later" || seen.has(start));
    if (isBehind) seen.add(start);
    return Object.assign(slice.call(this, start, end, ...more), { isHit });
  };
  const read = FileReaderSync.prototype.readAsArrayBuffer;
  FileReaderSync.prototype.readAsArrayBuffer = function (part) {
    if (!part.isHit) return read.call(this, part);
    // More than was asked for: an assertion of the core fails, which is a panic.
    if (how !== "silence") return new ArrayBuffer(part.size + 1);
    // Round and round.
    for (;;);
  };
}

/** Makes the computer one of so many cores, from the next load of the page on: with one, no second worker reads ahead. */
export function withCores(page, cores) {
  return page.addInitScript((cores) => Object.defineProperty(Navigator.prototype, "hardwareConcurrency", { get: () => cores }), cores);
}

/** What happens to the second worker, which reads ahead: inside it, before it does anything. */
export function spoilSecond(how) {
  addEventListener("message", (event) => {
    if (event.data.kind !== "read") return;
    const [port] = event.ports;
    const say = port.postMessage.bind(port);
    let said = 0;
    port.postMessage = (...message) => {
      said += 1;
      if (how === "sends nothing any more" && said > 3) return;
      say(...(how === "fails" && said > 3 ? ["failed"] : message));
    };
    if (how === "ends" || how === "breaks") event.stopImmediatePropagation();
    if (how === "ends") close();
    if (how === "breaks") throw new Error("broken on purpose");
  });
}

/** Keeps the worker that the page makes next, and after it the next again, as `window.last`. */
export async function rememberLastWorker(page) {
  await page.evaluate(() => {
    const Plain = Worker;
    window.Worker = class extends Plain {
      constructor(address) {
        super(address);
        window.last = this;
      }
    };
  });
}
