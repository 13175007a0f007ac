// Chromium, driven by Playwright.

import { readFileSync } from "node:fs";
import { launch as start } from "../browser.mjs";

export async function launch() {
  const browser = await start();
  return {
    async visit(address) {
      const context = await browser.newContext({ acceptDownloads: true });
      const page = await context.newPage();
      const troubles = [];
      page.on("pageerror", (error) => troubles.push(String(error)));
      page.on("console", (message) => {
        if (message.type() === "error") troubles.push(message.text());
      });
      page.on("filechooser", () => {});
      await page.goto(address);
      const element = async (find, values) => {
        const handle = await page.evaluateHandle(applied(find), values);
        return handle.asElement();
      };
      return {
        troubles: async () => troubles,
        go: (to) => page.goto(to),
        run: (what, ...values) => page.evaluate(applied(what), values),
        async press(find, ...values) {
          await (await element(find, values)).click();
        },
        async give(paths, find, ...values) {
          const chooser = page.waitForEvent("filechooser");
          await (await element(find, values)).click();
          await (await chooser).setFiles(paths);
        },
        async saved(act) {
          const [download] = await Promise.all([page.waitForEvent("download"), act()]);
          return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
        },
        close: () => context.close(),
      };
    },
    close: () => browser.close(),
  };
}

/** Playwright hands over one value, so all of them travel as a list. */
const applied = (what) => new Function("values", `return (${what})(...values)`);
