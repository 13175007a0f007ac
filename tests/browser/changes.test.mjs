// Beside the check: what changed since the package that was sent before.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { again, at, on, page, part, setUp, verdict, visit, workers } from "./browser.mjs";
import { rememberLastWorker } from "./faults.mjs";
import { clean, files, rows } from "./rosters.mjs";
import { zip } from "./zip.mjs";

/** Nine of the twelve students are gone. */
function smaller() {
  const of = rows(3);
  return files(of);
}

setUp({
  "before.zip": zip(clean()),
  "now.zip": zip(smaller()),
  "many.zip": zip(files(rows(1200))),
  "readme.zip": zip({ "readme.txt": "no roster" }),
});

async function give(button, file) {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: button }).click();
  await (await chooser).setFiles(on(file));
}

async function checked(place, file) {
  await visit(`${at[place]}?profile=infinite-campus`);
  page.setDefaultTimeout(20_000);
  await give("Choose a zip or CSV files", file);
  await verdict(page);
}

/** As a drag of a file over the page makes them; of several files, as many copies of it. */
async function drag(type, file, count = 1) {
  await page.evaluate(
    ([event, name, bytes, count]) => {
      const transfer = new DataTransfer();
      const content = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
      for (let number = 0; number < count; number++) transfer.items.add(new File([content], number === 0 ? name : `${number}-${name}`));
      window.dispatchEvent(new DragEvent(event, { dataTransfer: transfer, cancelable: true, bubbles: true }));
    },
    [type, file, readFileSync(on(file)).toString("base64"), count],
  );
}

async function kept(button) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button }).click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

for (const place of ["http", "file"]) {
  test(`who would be removed is told by name, against the package sent before: ${place}`, async () => {
    await checked(place, "now.zip");
    await part(page, "since");
    await give("Choose the package sent before", "before.zip");
    await page.locator("#changes-status").filter({ hasText: "Compared with before.zip" }).waitFor();
    const section = page.locator(".changes");
    // Nine students, with their enrollments and demographics.
    assert.match(await page.locator("#changes-status").textContent(), /27 records gone, 0 new/);
    await section.getByText("Given12 Family12").first().waitFor();
    await section.getByLabel("Search by name or ID").fill("given11 ");
    assert.equal(await section.locator("tbody tr", { hasText: "Given11 Family11" }).count(), 1);
    assert.equal(await section.locator("tbody tr", { hasText: "Given12 Family12" }).count(), 0);
    // What leaves the screen is masked, unless somebody chooses otherwise.
    const masked = await kept("Download as CSV");
    assert.doesNotMatch(masked.bytes.toString(), /p12/);
    await section.getByLabel("With IDs as they are").check();
    const shown = await kept("Download as CSV");
    assert.match(shown.bytes.toString(), /users\.csv,gone,p12/);
  });
  test(`a package that would remove too much is not ready, whatever is right about it: ${place}`, async () => {
    await visit(`${at[place]}?to=dessa&to=d2l-brightspace&to=classlink`);
    page.setDefaultTimeout(20_000);
    await give("Choose a zip or CSV files", "now.zip");
    const heading = page.locator("#result-heading");
    await heading.getByText("Ready for DESSA, Brightspace, and ClassLink").waitFor();
    await part(page, "since");
    await give("Choose the package sent before", "before.zip");
    await heading.getByText("Ready for ClassLink, not for DESSA and Brightspace").waitFor();
    assert.match(await page.title(), /^Ready for ClassLink, not for DESSA and Brightspace/);
    await page.getByText("The DESSA System would remove 9 students.").waitFor();
    await page.getByText(/^ClassLink Roster Server doesn't say what it does with 9 records of users\.csv, 9 records of /).waitFor();
    // It is told in every part of the report, with the way there.
    await part(page, "problems");
    const told = page.locator(".hero");
    assert.doesNotMatch(await told.textContent(), /Nothing to fix/);
    await told.getByRole("link", { name: "See what changed" }).click();
    await page.getByRole("heading", { name: "What the receivers would do" }).waitFor();
    await give("Compare with another package", "now.zip");
    await heading.getByText("Ready for DESSA, Brightspace, and ClassLink").waitFor();
    assert.match(await told.textContent(), /Nothing to fix/);
    await page.getByText("ClassLink: Would remove nothing.").waitFor();
    await page.getByText("DESSA: Would remove nothing.").waitFor();
  });
  test(`a comparison holds until another one is finished, and is made again with a new check: ${place}`, async () => {
    await checked(place, "now.zip");
    const heading = page.locator("#result-heading");
    const isHeld = () => heading.getByText("Not ready for DESSA").waitFor();
    await part(page, "since");
    await give("Choose the package sent before", "before.zip");
    await isHeld();
    // What is no package at all says so, and takes nothing back.
    await give("Compare with another package", "readme.zip");
    await page.locator(".changes .refusal").getByText("Nothing could be compared").waitFor();
    await isHeld();
    assert.match(await page.locator("#changes-status").textContent(), /27 records gone/);
    await drag("drop", "before.zip", 2);
    await page.locator(".changes .refusal").getByText("Choose one zip or folder for the comparison.").waitFor();
    await isHeld();
    // It can still be kept as a file.
    assert.match((await kept("Download as CSV")).bytes.toString(), /^file,change/);
    // A print has it too, and the message for support.
    await page.evaluate(() => {
      addEventListener("beforeprint", () => (window.printed = document.getElementById("page").innerText));
      dispatchEvent(new Event("beforeprint"));
    });
    assert.match(await page.evaluate(() => window.printed), /Compared with before\.zip[^]*The DESSA System would remove 9 students\.[^]*users\.csv/);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await part(page, "share");
    assert.match(await page.locator("#message").inputValue(), /Compared with before\.zip, far more is missing than usual\./);
    await again(page);
    await isHeld();
    await part(page, "since");
    await page.locator("#changes-status").getByText("Compared with before.zip").waitFor();
  });
  test(`the package sent before can be dropped where it is asked for: ${place}`, async () => {
    await checked(place, "now.zip");
    await part(page, "since");
    await drag("dragenter", "before.zip");
    await page.locator(".overlay").getByText("Drop the package sent before to compare with it").waitFor();
    await drag("drop", "before.zip");
    await page.locator("#changes-status").filter({ hasText: "Compared with before.zip" }).waitFor();
    assert.match(await page.locator("#changes-status").textContent(), /27 records gone, 0 new/);
    // What is no package is refused there, and the report stays.
    await drag("drop", "before.zip", 2);
    await page.locator(".changes .refusal").getByText("Choose one zip or folder for the comparison.").waitFor();
    // In the other parts it is another package to be checked.
    await part(page, "problems");
    await drag("dragenter", "before.zip");
    await page.locator(".overlay").getByText("Drop to check it").waitFor();
    await drag("drop", "before.zip");
    await page.locator(".parts .file").getByText("before.zip").waitFor();
    await workers(page, 1);
  });

  test(`a worker is ready for the comparison before it is asked for, and is not missed where it has failed: ${place}`, async () => {
    await checked(place, "now.zip");
    await rememberLastWorker(page);
    await workers(page, 1);
    await part(page, "since");
    await workers(page, 2);
    await part(page, "problems");
    await part(page, "since");
    await workers(page, 2);
    await give("Choose the package sent before", "before.zip");
    await page.locator("#changes-status").filter({ hasText: "Compared with before.zip" }).waitFor();
    await workers(page, 2);
    await part(page, "problems");
    await part(page, "since");
    await workers(page, 3);
    await page.evaluate(() => window.last.dispatchEvent(new ErrorEvent("error", { message: "gone", cancelable: true })));
    await workers(page, 2);
    await give("Compare with another package", "now.zip");
    await page.locator("#changes-status").filter({ hasText: "Compared with now.zip" }).waitFor();
    assert.match(await page.locator("#changes-status").textContent(), /Nothing is different/);
    await workers(page, 2);
  });
}

test("the list of several packages has what was compared since", async () => {
  await visit(`${at.file}?profile=infinite-campus`);
  page.setDefaultTimeout(20_000);
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose a zip or CSV files" }).click();
  await (await chooser).setFiles([on("now.zip"), on("before.zip")]);
  await page.getByRole("heading", { name: "2 packages checked" }).waitFor();
  const row = page.getByRole("row", { name: /^now\.zip/ });
  assert.doesNotMatch(await row.textContent(), /Not ready/);
  await row.getByRole("button").click();
  await page.locator("#result-heading").getByText("Ready for DESSA").waitFor();
  await part(page, "since");
  await give("Choose the package sent before", "before.zip");
  await page.locator("#result-heading").getByText("Not ready for DESSA").waitFor();
  await page.getByRole("button", { name: "Back to the list" }).click();
  await row.getByText("Not ready", { exact: true }).waitFor();
});

test("a long list says that it is cut, and its CSV has every record", async () => {
  await checked("file", "now.zip");
  await part(page, "since");
  await give("Choose the package sent before", "many.zip");
  await page.locator("#changes-status").getByText("Compared with many.zip").waitFor();
  const section = page.locator(".changes");
  await section.getByText("The first 100 of 1,197 are listed. Only 1,000 of them are listed and searched here.").waitFor();
  await section.getByLabel("With IDs as they are").check();
  const lines = (await kept("Download as CSV")).bytes.toString().trim().split(/\r?\n/);
  assert.equal(lines.filter((line) => line.startsWith("users.csv,gone,")).length, 1197);
  assert.ok(lines.some((line) => line.startsWith("users.csv,gone,p1200,")));
});
