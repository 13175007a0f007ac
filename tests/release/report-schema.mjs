// The JSON schema of the report, from the types that the page has of it: `node report-schema.mjs FILE`.

import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createGenerator } from "ts-json-schema-generator";

const types = join(dirname(fileURLToPath(import.meta.url)), "../../www/src/model/report.ts");

export function reportSchema() {
  const schema = createGenerator({ path: types, type: "Report", skipTypeCheck: true, additionalProperties: false }).createSchema("Report");
  return { title: "A report of rostercheck", ...schema };
}

const [file] = process.argv.slice(2);
if (file !== undefined && process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(file, `${JSON.stringify(reportSchema(), null, 2)}\n`);
