// What a person does with the page, in words that every browser's driver understands.

import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";

const PRESSABLE = "button, a, summary, input[type=checkbox]";

/** In the page: the first thing that can be pressed and says this, or begins with it; or only whether it is there. */
function named(text, selector, isThere) {
  const said = (it) => (it.labels?.[0] ?? it).textContent.replace(/\s+/g, " ").trim();
  const seen = [...document.querySelectorAll(selector)].filter((it) => it.checkVisibility());
  const found = seen.find((it) => said(it) === text) ?? seen.find((it) => said(it).startsWith(text)) ?? null;
  return isThere ? found !== null : found;
}

/** In the page: whether it shows this text; what is in a closed part of it does not count. */
function shows(text) {
  return document.body.innerText.replace(/\s+/g, " ").includes(text);
}

export function walker(page) {
  const until = async (what, ...values) => {
    for (let left = 600; left > 0; left -= 1) {
      const given = await page.run(what, ...values);
      if (given) return given;
      await wait(50);
    }
    throw new Error(`this did not come: ${values.length > 0 ? JSON.stringify(values) : what}\n${await page.run(() => document.body.innerText)}`);
  };
  const press = async (text, selector = PRESSABLE) => {
    await until(named, text, selector, true);
    await page.press(named, text, selector, false);
  };
  return {
    page,
    until,
    press,
    /** Waits until the page shows this. */
    see: (text) => until(shows, text),
    shows: (text) => page.run(shows, text),
    give: (paths, button = "Choose a zip or CSV files") => page.give(paths, named, button, PRESSABLE, false),
    /** The heading of the report, once it is there. */
    verdict: () => until(() => document.getElementById("result-heading")?.textContent.trim()),
    /** A part of the report: `problems`, `share`. */
    async part(name) {
      const link = `.parts a[href="#${name}"]`;
      await until((link) => document.querySelector(link)?.checkVisibility() ?? false, link);
      await page.press((link) => document.querySelector(link), link);
      if (name !== "share") return;
      await until(() => document.getElementById("share-heading") !== null);
      await page.run(() => {
        document.querySelector(".downloads details").open = true;
      });
    },
    async download(kind) {
      const { name, bytes } = await page.saved(() => press(kind, ".downloads button"));
      return { name, text: bytes.toString("utf8") };
    },
    /** Checks again; the heading before stays until the check begins. */
    async again() {
      await page.run(() => {
        window.before = document.getElementById("result-heading");
      });
      await press("Check again");
      await until(() => !window.before.isConnected);
      return until(() => document.getElementById("result-heading")?.textContent.trim());
    },
    async calm() {
      assert.deepEqual(await page.troubles(), []);
    },
  };
}
