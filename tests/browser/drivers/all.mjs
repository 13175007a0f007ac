// The browsers that this computer has, each behind the same few words:
//
//   launch() → { visit(address) → page, close() }
//   page.run(what, ...values)      a function in the page, and what it gives or promises
//   page.press(find, ...values)    a click on what a function in the page finds
//   page.give(paths, find, …)      files, by the button that is found
//   page.saved(act) → {name, bytes} what the browser saves meanwhile
//   page.go(address), page.troubles(), page.close()

import { existsSync } from "node:fs";

/** Where `cargo xtask test` has found or installed it; empty where it cannot be had. */
const chosen = (name, usual) => process.env[name] ?? (existsSync(usual) ? usual : "");

export const BROWSERS = {
  Chromium: { module: "./chromium.mjs", program: chosen("ROSTERCHECK_CHROMIUM", "/usr/bin/chromium") },
  Firefox: { module: "./firefox.mjs", program: chosen("ROSTERCHECK_FIREFOX", "/usr/bin/firefox-esr") },
  WebKit: { module: "./webkit.mjs", program: chosen("ROSTERCHECK_WEBKIT", "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser") },
};

/** What a browser cannot do, as the tests show it; docs/platforms.md tells people. */
export const LACKS = {
  Chromium: {},
  Firefox: {},
  WebKit: {
    /** The worker of a page that was opened from a disk can read nothing. */
    disk: true,
    /** Its workers have no fonts, so no font can be asked for from one; and one that can read nothing can make no worker. */
    ways: { http: ["/worker-font", "/second/worker-font"], file: ["/worker-font", "/nested-worker-fetch"] },
  },
};

/** Why a browser is left out, or false. */
export const skipped = (name) => (BROWSERS[name].program === "" ? `${name} is not on this computer` : false);

export async function launch(name) {
  const { launch } = await import(BROWSERS[name].module);
  return launch(BROWSERS[name].program);
}
