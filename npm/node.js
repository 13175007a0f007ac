// For Node.js: zips and folders by their paths, or bytes.

import { readdir, stat } from "node:fs/promises";
import { basename, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { client } from "./client.js";

function start() {
  const worker = new Worker(new URL("./worker-node.js", import.meta.url));
  return {
    post: (message) => worker.postMessage(message),
    listen(onMessage, onError) {
      worker.on("message", onMessage);
      worker.on("error", onError);
    },
    end: () => void worker.terminate(),
  };
}

/** A path or address of a zip or folder, bytes of a zip, a Blob, or `{ name, files: [{ path, file }] }` of these. */
async function given(subject) {
  if (typeof subject === "string" || subject instanceof URL) return onDisk(resolve(subject instanceof URL ? fileURLToPath(subject) : subject));
  if (Array.isArray(subject?.files)) {
    const files = await Promise.all(subject.files.map(async ({ path, file }) => ({ path, ...(await source(file)) })));
    return { name: String(subject.name), files };
  }
  const name = subject?.name ?? "package.zip";
  return { name, files: [{ path: name, ...(await source(subject)) }] };
}

async function source(file) {
  if (typeof file === "string") return { at: resolve(file) };
  if (file instanceof URL) return { at: fileURLToPath(file) };
  if (file instanceof Uint8Array) return { bytes: file };
  if (file instanceof Blob) return { bytes: new Uint8Array(await file.arrayBuffer()) };
  throw new TypeError("give a path, bytes, or a Blob");
}

async function onDisk(path) {
  const name = basename(path);
  if (!(await stat(path)).isDirectory()) return { name, files: [{ path: name, at: path }] };
  const found = await readdir(path, { recursive: true, withFileTypes: true });
  const files = found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .map((at) => ({ path: `${name}/${at.slice(path.length + 1).split(sep).join("/")}`, at }));
  if (files.length === 0) throw new Error(`${name} has no files`);
  return { name, files: files.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

export const { check, write, compare, writeComparison, rules, explain, version } = client(start, given);
