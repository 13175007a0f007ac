// For browsers: files of the page, read in a worker.

import { client } from "./client.js";

function start() {
  const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  return {
    post: (message) => worker.postMessage(message),
    listen(onMessage, onError) {
      worker.onmessage = ({ data }) => onMessage(data);
      worker.onerror = (event) => onError(new Error(event.message || "the worker could not be started"));
    },
    end: () => worker.terminate(),
  };
}

/** A File, several of them, or `{ name, files: [{ path, file }] }`. */
function given(subject) {
  if (subject instanceof File) return { name: subject.name, files: [{ path: subject.name, file: subject }] };
  if (Array.isArray(subject?.files)) return { name: String(subject.name), files: subject.files.map(({ path, file }) => ({ path, file })) };
  const files = [...(subject ?? [])];
  if (files.length === 0 || !files.every((file) => file instanceof File)) throw new TypeError("give a File, several, or { name, files }");
  if (files.length === 1) return given(files[0]);
  const name = files[0].webkitRelativePath.split("/")[0] || `${files.length} files`;
  const paths = files.map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  return { name, files: paths.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

export const { check, write, compare, writeComparison, rules, explain, version } = client(start, given);
