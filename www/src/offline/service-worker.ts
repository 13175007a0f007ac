/**
 * Keeps the page in this browser, for somebody who asked for it, so that it opens without a network.
 *
 * It never sees a roster: those are read in a worker of the page, whose policy refuses every connection, also one to here.
 */

const scope = self as unknown as ServiceWorkerGlobalScope;

/** Put in by build/single-file.mjs: the hash of what is kept. */
const VERSION = "the-version";
const PREFIX = "rostercheck-";
const FILES = ["./", "offline.html", "manifest.webmanifest", "icon.svg"];

async function keep(): Promise<void> {
  const cache = await caches.open(PREFIX + VERSION);
  await cache.addAll(FILES.map((file) => new Request(file, { cache: "reload" })));
  // The page asks for nothing once it is there, so a newer version takes nothing away from an older one that is open.
  await scope.skipWaiting();
}

async function letGoOfOthers(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== PREFIX + VERSION).map((name) => caches.delete(name)));
}

async function answer(request: Request, file: string): Promise<Response> {
  const cache = await caches.open(PREFIX + VERSION);
  return (await cache.match(file)) ?? fetch(request);
}

scope.addEventListener("install", (event) => event.waitUntil(keep()));
scope.addEventListener("activate", (event) => event.waitUntil(letGoOfOthers()));
scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const asked = new URL(request.url);
  const home = new URL(scope.registration.scope);
  if (request.method !== "GET" || asked.origin !== home.origin || !asked.pathname.startsWith(home.pathname)) return;
  // What the address asks of the page stands behind `?` and is the page's own affair.
  const name = asked.pathname.slice(home.pathname.length).replace(/^index\.html$/, "");
  const file = FILES.find((each) => each === (name === "" ? "./" : name));
  if (file !== undefined) event.respondWith(answer(request, file));
});
