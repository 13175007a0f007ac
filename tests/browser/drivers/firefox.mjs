// Firefox, driven by Puppeteer over WebDriver BiDi.

import puppeteer from "puppeteer-core";
import { inbox } from "./inbox.mjs";

export async function launch(program) {
  const box = inbox();
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: program,
    headless: true,
    extraPrefsFirefox: {
      "browser.download.folderList": 2,
      "browser.download.dir": box.path,
      "browser.download.always_ask_before_handling_new_types": false,
      "browser.helperApps.neverAsk.saveToDisk": "text/csv,text/html,application/json,application/sarif+json",
      // The tests ask each browser for the same; these would go to somebody else.
      "network.captive-portal-service.enabled": false,
      "network.connectivity-service.enabled": false,
    },
  });
  return {
    async visit(address) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      const troubles = [];
      page.on("pageerror", (error) => troubles.push(String(error)));
      page.on("console", (message) => {
        if (message.type() === "error") troubles.push(message.text());
      });
      await page.goto(address);
      const element = async (find, values) => (await page.evaluateHandle(find, ...values)).asElement();
      return {
        troubles: async () => troubles,
        go: (to) => page.goto(to),
        run: (what, ...values) => page.evaluate(what, ...values),
        async press(find, ...values) {
          await (await element(find, values)).click();
        },
        async give(paths, find, ...values) {
          const [chooser] = await Promise.all([page.waitForFileChooser(), element(find, values).then((button) => button.click())]);
          await chooser.accept([paths].flat());
        },
        saved: (act) => box.next(act),
        close: () => context.close(),
      };
    },
    async close() {
      await browser.close();
      box.clear();
    },
  };
}
