/** The words of the list of codes. */

import { count, plural } from "./quantities";

export const codes = {
  heading: "Codes in D2L Brightspace",
  lead: "Brightspace finds org units by their codes, not by sourcedId. See the code that each school, session, course, and class would get.",
  list: "List the codes",
  running: "Reading the codes…",
  progress: "Progress of reading the codes",
  cancel: "Cancel",
  failed: (why: string) => `The codes could not be read: ${why}.`,
  none: "No file of this package gets codes.",
  file: (file: string, codes: number, becomes: string) => `${file}: ${count(codes)} ${becomes}`,
  wrong: (number: number) => `, ${plural(number, "code has a problem", "codes have a problem")}`,
  from: (columns: string) => `From ${columns}.`,
  without: (number: number) => `${plural(number, "row has", "rows have")} no code.`,
  unread: (why: string) => `Not listed to its end: ${why}.`,
  wrongOnly: "Only codes with a problem",
  columns: { line: "Line", id: "sourcedId", code: "Code", kept: "What Brightspace keeps", problem: "Problem" },
  whole: "all of it",
  problems: {
    "too-long": "too long",
    space: "a space at its front or end",
    characters: (which: string) => `not supported: ${which}`,
    repeated: (line: number | null) => (line === null ? "same code as another record" : `same code as line ${count(line)}`),
  },
  listed: (shown: number, all: number) => (shown < all ? `The first ${count(shown)} of ${count(all)} are listed. The download has all of them.` : ""),
  keep: "Download as CSV",
  shown: "With codes and IDs as they are",
  fileName: (name: string) => `codes of ${name.replace(/\.zip$/i, "")}.csv`,
};
