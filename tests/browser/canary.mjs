// Ways to send something away, from a page and from its worker. A server of the tests counts what arrives.

/** What arrives where nothing forbids it. */
export const ARRIVING = [
  "/nested-worker-fetch",
  "/page-beacon",
  "/page-events",
  "/page-fetch",
  "/page-font",
  "/page-form",
  "/page-frame",
  "/page-image",
  "/page-import",
  "/page-style",
  "/page-websocket",
  "/page-xhr",
  "/worker-fetch",
  "/worker-font",
  "/worker-import-scripts",
  "/worker-websocket",
  "/worker-xhr",
];

/** Tries everything that sends from a page; runs in the page. */
export async function sendFromPage(to) {
  const settled = (promise) => promise.catch(() => undefined);
  const attempts = [
    () => fetch(`${to}/page-fetch`, { mode: "no-cors" }),
    () =>
      new Promise((resolve) => {
        const request = new XMLHttpRequest();
        request.onloadend = resolve;
        request.open("GET", `${to}/page-xhr`);
        request.send();
      }),
    () =>
      new Promise((resolve) => {
        const socket = new WebSocket(`${to.replace("http", "ws")}/page-websocket`);
        socket.onerror = socket.onclose = resolve;
      }),
    () =>
      new Promise((resolve) => {
        const events = new EventSource(`${to}/page-events`);
        events.onerror = () => (events.close(), resolve());
      }),
    async () => navigator.sendBeacon(`${to}/page-beacon`, "x"),
    () =>
      new Promise((resolve) => {
        const image = new Image();
        image.onload = image.onerror = resolve;
        image.src = `${to}/page-image`;
      }),
    () =>
      new Promise((resolve) => {
        const link = document.createElement("link");
        link.onload = link.onerror = resolve;
        link.rel = "stylesheet";
        link.href = `${to}/page-style`;
        document.head.append(link);
      }),
    () => new FontFace("x", `url(${to}/page-font)`).load(),
    () =>
      new Promise((resolve) => {
        const frame = document.createElement("iframe");
        frame.onload = frame.onerror = resolve;
        frame.src = `${to}/page-frame`;
        document.body.append(frame);
        setTimeout(resolve, 500);
      }),
    () =>
      new Promise((resolve) => {
        const form = document.createElement("form");
        const frame = document.createElement("iframe");
        frame.name = "away";
        form.target = "away";
        form.method = "post";
        form.action = `${to}/page-form`;
        document.body.append(frame, form);
        form.submit();
        setTimeout(resolve, 500);
      }),
    () => import(`${to}/page-import`),
  ];
  for (const attempt of attempts) {
    // What the policy refuses throws at once, or comes back as an error, or never comes back.
    try {
      await Promise.race([settled(attempt()), new Promise((resolve) => setTimeout(resolve, 1000))]);
    } catch {}
  }
}

/** The same inside a worker. */
export async function sendFromWorker(to) {
  const settled = (promise) => promise.catch(() => undefined);
  const attempts = [
    () => fetch(`${to}/worker-fetch`, { mode: "no-cors" }),
    () =>
      new Promise((resolve) => {
        const request = new XMLHttpRequest();
        request.onloadend = resolve;
        request.open("GET", `${to}/worker-xhr`);
        request.send();
      }),
    () =>
      new Promise((resolve) => {
        const socket = new WebSocket(`${to.replace("http", "ws")}/worker-websocket`);
        socket.onerror = socket.onclose = resolve;
      }),
    async () => importScripts(`${to}/worker-import-scripts`),
    () => new FontFace("x", `url(${to}/worker-font)`).load(),
    async () => {
      const script = `fetch("${to}/nested-worker-fetch", { mode: "no-cors" })`;
      new Worker(URL.createObjectURL(new Blob([script])));
      await new Promise((resolve) => setTimeout(resolve, 500));
    },
  ];
  for (const attempt of attempts) {
    try {
      await Promise.race([settled(attempt()), new Promise((resolve) => setTimeout(resolve, 1000))]);
    } catch {}
  }
}
