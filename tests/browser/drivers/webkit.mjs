// WebKitGTK's MiniBrowser, driven by plain WebDriver on a screen that nobody sees.

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { inbox } from "./inbox.mjs";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

export async function launch(program) {
  const box = inbox();
  const home = mkdtempSync(join(tmpdir(), "rostercheck-webkit-"));
  mkdirSync(join(home, ".config"));
  writeFileSync(join(home, ".config/user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${box.path}"\n`);
  const screen = await display();
  const port = await freePort();
  const driver = spawn("WebKitWebDriver", [`--port=${port}`], {
    detached: true,
    stdio: "ignore",
    env: {
      ...process.env,
      HOME: home,
      XDG_CONFIG_HOME: join(home, ".config"),
      DISPLAY: screen.name,
      // Containers have neither the rights for its sandbox nor a graphics card.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
      WEBKIT_DISABLE_COMPOSITING_MODE: "1",
    },
  });
  const end = async () => {
    const ended = new Promise((resolve) => driver.once("exit", resolve));
    // The driver and the browser that it started.
    if (driver.exitCode === null && driver.signalCode === null) {
      process.kill(-driver.pid, "SIGTERM");
      await ended;
    }
    screen.close();
    box.clear();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    return await session(`http://127.0.0.1:${port}`, program, box, end);
  } catch (error) {
    await end();
    throw error;
  }
}

async function session(driver, binary, box, end) {
  const asked = {
    capabilities: { alwaysMatch: { "webkitgtk:browserOptions": { binary, args: ["--automation"] }, timeouts: { script: 120_000, pageLoad: 60_000 } } },
  };
  let made;
  for (let left = 100; made === undefined; left -= 1) {
    try {
      made = await ask(driver, "POST", "/session", asked);
    } catch (error) {
      // The driver is not listening yet.
      if (left === 0 || !(error instanceof TypeError)) throw error;
      await wait(100);
    }
  }
  const tell = (method, path, body) => ask(driver, method, `/session/${made.sessionId}${path}`, body);
  return {
    async visit(address) {
      const before = await tell("GET", "/window");
      const { handle } = await tell("POST", "/window/new", { type: "tab" });
      await tell("POST", "/window", { handle });
      return {
        ...(await page(tell, box, address)),
        async close() {
          await tell("DELETE", "/window");
          await tell("POST", "/window", { handle: before });
        },
      };
    },
    async close() {
      await tell("DELETE", "").catch(() => undefined);
      await end();
    },
  };
}

async function page(tell, box, address) {
  // Its driver hands over a value or why there is none; an error inside would lose its words.
  const script = (what) => `
    const done = arguments[arguments.length - 1];
    Promise.resolve().then(() => (${what})(...arguments[0])).then((value) => done({ value: value ?? null }), (error) => done({ error: String(error) }));`;
  const run = async (what, ...values) => {
    const answer = await tell("POST", "/execute/async", { script: script(what), args: [values] });
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value;
  };
  const go = async (to) => {
    await tell("POST", "/url", { url: to });
    // The driver tells nothing of what goes wrong in the page, so the page itself remembers it.
    await run(() => {
      window.troubles = [];
      const note = (text) => window.troubles.push(String(text));
      addEventListener("error", (event) => note(event.message));
      addEventListener("unhandledrejection", (event) => note(event.reason));
      addEventListener("securitypolicyviolation", (event) => note(`Content Security Policy: ${event.effectiveDirective}`));
    });
  };
  // An element is handed over where it stands alone, and nowhere deeper.
  const element = async (find, values) => {
    const found = await tell("POST", "/execute/sync", { script: `return (${find})(...arguments)`, args: values });
    if (!found?.[ELEMENT]) throw new Error(`nothing like ${JSON.stringify(values)} is there`);
    return found;
  };
  await go(address);
  return {
    go,
    run,
    troubles: () => run(() => window.troubles ?? []),
    async press(find, ...values) {
      // What is drawn anew or scrolled at this moment can be pressed in the next one; other drivers wait by themselves.
      for (let left = 60; ; left -= 1) {
        try {
          const { [ELEMENT]: id } = await element(find, values);
          return void (await tell("POST", `/element/${id}/click`, {}));
        } catch (error) {
          if (left === 0 || !/not interactable|stale element|intercepted/.test(error.message)) throw error;
          await wait(50);
          // Where an element begins just below what is seen, the driver does not scroll to it, as a person would.
          const { [ELEMENT]: hidden } = await element(find, values);
          await tell("POST", "/execute/sync", { script: 'arguments[0].scrollIntoView({ block: "nearest" })', args: [{ [ELEMENT]: hidden }] });
        }
      }
    },
    async give(paths, find, ...values) {
      // A chooser of the system's cannot be answered here: the file goes to the field that the button stands for.
      const button = await element(find, values);
      const chooser = (it) => document.getElementById(/folder/i.test(it.textContent) ? "folder-chooser" : "file-chooser");
      const { [ELEMENT]: field } = await element(chooser, [button]);
      await tell("POST", `/element/${field}/value`, { text: [paths].flat().join("\n") });
    },
    saved: (act) => box.next(act),
  };
}

async function ask(driver, method, path, body) {
  const response = await fetch(driver + path, {
    method,
    headers: { "content-type": "application/json", connection: "close" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`WebKitWebDriver: ${value?.error}: ${value?.message}`);
  return value;
}

/** A screen that nobody sees; it says itself which number was free. */
function display() {
  const server = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`Xvfb ended with ${code}`)));
    server.stdio[3].once("data", (number) => resolve({ name: `:${String(number).trim()}`, close: () => server.kill() }));
  });
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
