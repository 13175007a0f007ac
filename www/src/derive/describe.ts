/** What somebody typed into the form, as a description. What is wrong with it the core says. */

import type { Ask, Described } from "../model/core";
import type { Form, FormColumn } from "../model/receiver";

export const EMPTY: Form = {
  title: "", versions: ["1.1"], mode: "", needs: [], zip: "", megabytes: "", columns: [], people: "", source: "", link: "", not_checked: "",
};

/** The data files in the order of the standard. */
export const FILES = [
  "academicSessions.csv", "classes.csv", "courses.csv", "demographics.csv", "enrollments.csv", "orgs.csv", "roles.csv", "userProfiles.csv", "users.csv",
];

function items(text: string, between: RegExp): string[] {
  return text.split(between).map((item) => item.trim()).filter((item) => item !== "");
}

function idOf(title: string): string {
  const plain = title.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, "-").slice(0, 40).replace(/^-|-$/g, "");
}

function askOf({ ask, detail }: FormColumn): Ask {
  switch (ask) {
    case "longest":
      return { longest: Number(detail) };
    case "words":
      return { words: items(detail, /,/) };
    case "characters":
      return { characters: items(detail, /,/) };
    default:
      return ask;
  }
}

export function descriptionOf(form: Form, today: string): Described {
  const zip = { ...(form.zip && { name: form.zip.trim() }), ...(form.megabytes && { most_megabytes: Number(form.megabytes) }) };
  const columns = form.columns.filter(({ column }) => column.trim() !== "");
  const left = items(form.not_checked, /\n/);
  return {
    schema: 1,
    id: idOf(form.title),
    title: form.title.trim(),
    written_on: today,
    versions: form.versions,
    ...(form.mode && { modes: [form.mode] }),
    ...(form.needs.length > 0 && { needs: form.needs }),
    ...(Object.keys(zip).length > 0 && { zip }),
    ...(columns.length > 0 && { columns: columns.map((each) => ({ file: each.file, column: each.column.trim(), ask: askOf(each), severity: each.severity })) }),
    ...(form.people && { missing_records: [{ file: "users.csv", outcome: form.people }] }),
    ...(form.link && { sources: [{ title: form.source.trim() || form.title.trim(), link: form.link.trim() }] }),
    ...(left.length > 0 && { not_checked: left }),
  };
}

/** As it is written behind `#receiver=`: packed, in letters that need no quoting there. */
export async function linkOf(described: Described): Promise<string> {
  const packed = new Blob([JSON.stringify(described)]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
