// The npm package as a program in TypeScript uses it: this is compiled, not run.

import { check, compare, type Finding, type Report, write } from "rostercheck";
import { RosterCheck } from "rostercheck/element";

const report: Report = await check("OneRoster.zip", { receivers: ["dessa"], onProgress: ({ rows }) => rows.toFixed() });
const first: Finding | undefined = report.findings[0];
const ready: boolean[] = report.verdicts.map(({ ready }) => ready);
const page: string = await write(new Uint8Array(), "html", { values: "shown" });
const gone: number = (await compare("sent.zip", "new.zip")).records.length;
const element: RosterCheck = document.createElement("roster-check");
// @ts-expect-error There is no such form.
await write("OneRoster.zip", "pdf");
export { element, first, gone, page, ready };
