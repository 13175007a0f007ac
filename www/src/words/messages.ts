/**
 * Every word of the page, with the files beside this one. What rules say comes from the report; nothing here knows a rule.
 */

import type { Failure, Need } from "../model/protocol";
import type { AffectedKind, FileFacts, Mode, Severity } from "../model/report";
import type { Part } from "../model/state";
import { look, overview } from "./overview";
import { about, footer, offline, selfCheck } from "./promises";
import { count, duration, plural, size } from "./quantities";

/** How many rows, or other places, where a file or a header is meant. */
function places(number: number): string {
  return plural(number, "place", "places");
}

const lists = new Intl.ListFormat("en-US");

function list(parts: readonly string[]): string {
  return lists.format(parts);
}

const times = new Intl.DateTimeFormat("en-US", { timeStyle: "short" });

/** A line does not end within a time. */
const together = (time: string): string => time.replace(/\s/g, "\u00A0");
const moments = new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeStyle: "short" });

const severities: Record<Severity, string> = { error: "Error", warning: "Warning", info: "Note" };

/** The programs of which screens are known, by their ids. */
const senders: Record<string, string> = { "infinite-campus": "Infinite Campus", aeries: "Aeries" };

export const words = {
  overview,
  look,
  footer,
  about,
  offline,
  selfCheck,

  name: "rostercheck",
  lead: "Check your roster before you send it",
  leadMore: "See what the receiver would refuse, lose, or delete, in which row, and how to fix it. Works with OneRoster CSV exports of any size.",
  promise: "Nothing you open here leaves this computer.",

  receivers: { standard: "OneRoster standard" },

  choose: {
    heading: "Choose your package",
    drop: "Drag your zip, CSV files, or folder here, or",
    overlay: "Drop to check it",
    files: "Choose a zip or CSV files",
    several: "Several zips are checked one after the other.",
    folder: "Choose a folder",
    sampleLead: "Want to see how it works?",
    sample: "Try a sample",
    nothing: "No file was found in what you dropped. Choose the zip or the CSV files with the button.",
    mixed: (files: number) =>
      `You gave ${count(files)} files, zips and others together. Choose only zips, which are checked one after the other, or only the CSV files of one package.`,
    oneFolder: "Drop one folder by itself, or drop the files that are in it.",
    emptyFolder: "There are no files in this folder.",
    folderUnreadable: (name: string) => `The folder “${name}” could not be read. Choose the files in it instead.`,
    tooMany: (name: string) =>
      `The folder “${name}” contains thousands of files, so it is probably not the folder of the package. Choose the folder that contains only the CSV files.`,
    earlier: "Back to the report before",
    looseFiles: (files: number) => plural(files, "file", "files"),
    busy: "A check is running. Cancel it before you choose something else.",
  },

  steps: [
    { name: "Check", detail: "The file is read in this browser. It is never uploaded." },
    { name: "Fix", detail: "Each problem shows the rows and the screen to fix them on." },
    { name: "Send", detail: "Check again, and see what is fixed before you send." },
  ],

  running: {
    heading: (name: string) => `Checking ${name}`,
    oneOf: (place: number, all: number) => `Package ${count(place)} of ${count(all)}`,
    sample: "the sample",
    starting: "Getting ready …",
    reading: (file: string) => `Reading ${file}`,
    rows: (rows: number) => `${plural(rows, "row", "rows")} so far`,
    bytes: (done: number, total: number) => `${size(done)} of ${size(total)}`,
    percent: (percent: number) => `${percent}%`,
    left: (seconds: number) => `${duration(seconds)} left`,
    cancel: "Cancel",
    silent: (seconds: number) =>
      `The check has not responded for ${count(seconds)} seconds. A slow drive or a very long row can be the reason, so you can wait. You can also stop it here.`,
    silentOnce: "The check has not responded for a while. You can wait, or stop it.",
    giveUp: "Stop, and show what was found so far",
    progress: "Progress of the check",
    announce: (percent: number) => `${percent} percent checked`,
    cancelled: "The check was canceled.",
    cancelledDetail: "Nothing was kept. You can check the same package again or choose another.",
  },

  failed: {
    headings: {
      program: "rostercheck itself failed",
      memory: "There was not enough memory for this check",
      silence: "The check stopped responding",
      browser: "This browser cannot run the check",
    } satisfies Record<Exclude<Failure["fault"], "file">, string>,
    leads: {
      program: "This is a fault in rostercheck or in this browser. Your file may be fine.",
      memory: "rostercheck used up the memory that this browser gives to a page. Your file may be fine.",
      silence: "rostercheck stopped responding and was ended. Your file may be fine.",
    },
    next: {
      program: "Try once more. If it happens again, try a current version of Chrome, Edge, Firefox, or Safari.",
      memory: "Close other tabs and programs, then try once more.",
      silence: "Try once more. If the file is on a network or cloud drive, copy it to this computer first.",
    },
    command:
      "If that does not help, ask your IT for the command-line program rostercheck. It does the same check without a browser.",
    reportLabel: "Text to report",
    what: "If you report it, send this; it contains nothing from your file:",
    report: (version: string | null, message: string) => `rostercheck ${version ?? "(did not start)"}: ${message}`,
    silence: (seconds: number) => `no response for ${count(seconds)} seconds`,
    again: "Try again",
    chooseAgain: "Choose it again",
    fileHeading: (path: string) => `${path} could not be read`,
    fileLead:
      "The file was changed, moved or taken away after you chose it, or it is not on this computer. If you exported it again, choose the new file. If it is on a network or cloud drive, copy it to this computer first.",
    detail: (message: string) => `The browser says: ${message}`,
    browserLead:
      "This says nothing about your file. rostercheck checks a file inside the browser, so that it never leaves this computer, and for that it needs something that is missing here:",
    needs: {
      workers: "work in the background (web workers)",
      webassembly: "WebAssembly, in which the check is written",
      simd: "the newer part of WebAssembly (SIMD), which browsers have since 2023",
      "file-reader": "reading a file in the background (FileReaderSync)",
      "from-disk": "reading a file in the background of a page that is opened from a disk; from a web address this page works here",
    } satisfies Record<Need, string>,
    browserNext: "Open this page in a current version of Edge, Chrome, Firefox, or Safari.",
    browserStrict:
      "If it is current already, a strict security setting may switch this off, such as enhanced security in Edge or Lockdown Mode on Apple devices. Your IT can allow it for this page.",
    soFar: {
      heading: "What it had found so far",
      stopped: "The check stopped before the end",
      lead: "The check stopped before the end. This is what it had found so far. There may be more, so this does not say whether the package can be sent.",
      nothing: "The check stopped before the end. Up to there it had found nothing; that does not say whether the package can be sent.",
      coming: "Reading once more, up to the place where it stopped …",
      progress: "Reading once more",
      skip: "Do not wait for it",
      lost: "It could not be kept: reading the package once more failed too.",
      announce: "What it had found so far is shown below.",
    },
    lost: "rostercheck failed after the check. What is on the screen is still right, but it can show no more rows and make no downloads. Check again to get them.",
  },

  limits: {
    stopped: "rostercheck stopped at one of its own limits, so a part was not checked.",
    beyond:
      "You can go on here. Without limits the check may take long and need much memory. If it is too much, the check stops. Nothing leaves this computer.",
    lift: "Check again without the limits",
    lifted: "Checked without the limits on sizes and counts.",
  },

  result: {
    ready: (names: readonly string[]) => `Ready for ${list(names)}`,
    readyWithWarnings: (names: readonly string[]) => `Ready for ${list(names)}, with warnings`,
    notReady: (names: readonly string[]) => `Not ready for ${list(names)}`,
    readyForSome: (ready: readonly string[], not: readonly string[]) => `Ready for ${list(ready)}, not for ${list(not)}`,
    follows: "Follows the OneRoster standard",
    breaks: "Doesn't follow the OneRoster standard",
    partial: "Only part of this package could be checked",
    partialDetail: "We could check only part of this package; the rest may have more problems.",
    unreadable: "This package could not be checked",
    unreadableDetail: "It could not be opened far enough to read a single row. The reason is below.",
    sum: (problems: number, rows: number) => `${plural(problems, "problem", "problems")} to fix, in ${places(rows)}.`,
    standardOnly: (problems: number, more: boolean) =>
      `${count(problems)} ${more ? "more " : ""}${problems === 1 ? "problem concerns" : "problems concern"} only the OneRoster standard.`,
    noProblems: "Nothing to fix.",
    noProblemsChecked: "Nothing to fix in the part that was checked.",
    noRows: "It contains no rows that could be sent.",
    warnings: (warnings: number) => `${plural(warnings, "warning", "warnings")}.`,
    start: "Start with problem 1",
    effects: "What will happen",
    of: (name: string, bytes: number) => (bytes > 0 ? `${name}, ${size(bytes)}` : name),
    another: "Check another package",
    again: "Check again",
    announce: (heading: string) => `The check is finished: ${heading}`,
    backToBatch: "Back to the list of packages",
    changed: (path: string) => `${path} has changed since you chose it.`,
    changedDetail: "Choose it again to check the new version. This report stays until then.",
    chooseAgain: "Choose it again",
    alsoCauses: (problems: number) => `also causes ${plural(problems, "problem", "problems")} below`,
    first: "The first problems",
  },

  verdict: {
    ready: "Ready",
    notReady: "Not ready",
    quiet: (name: string, ready: boolean, problems: number, warnings: number) =>
      `${name}: ${[...(ready ? ["ready"] : problems > 0 ? [plural(problems, "problem", "problems")] : ["not ready"]), ...(warnings > 0 ? [plural(warnings, "warning", "warnings")] : [])].join(", ")}`,
    passed: (rules: number) => `${plural(rules, "check", "checks")} passed`,
  },

  parts: {
    label: "Parts of this report",
    checked: (bytes: number, at: Date) => `${bytes > 0 ? `${size(bytes)}, ` : ""}checked ${together(times.format(at))}`,
    names: {
      problems: "Problems",
      warnings: "Warnings",
      effects: "What will happen",
      since: "Since last time",
      copies: "Copies",
      data: "The data",
      files: "Files and notes",
      share: "Share or save",
    } satisfies Record<Part | "warnings", string>,
  },

  since: {
    heading: "Since last time",
    lead: (before: number, now: number) => `Down from ${plural(before, "problem", "problems")} to ${count(now)}.`,
    leadUp: (before: number, now: number) => `Up from ${plural(before, "problem", "problems")} to ${count(now)}.`,
    leadSame: (now: number) => `${plural(now, "problem", "problems")}, as before.`,
    fixed: (number: number) => `Fixed (${count(number)})`,
    added: (number: number) => `New (${count(number)})`,
    remaining: (number: number) => `Still there (${count(number)})`,
    change: (before: number, now: number) => (before === now ? places(now) : `${count(before)} before, ${count(now)} now`),
  },

  batch: {
    heading: (packages: number) => `${plural(packages, "package", "packages")} checked`,
    lead: "Each package has its own report.",
    package: "Package",
    show: "Open the report",
    of: (name: string) => `: ${name}`,
    failed: "Could not be checked",
    ready: (warnings: number) => (warnings === 0 ? "Ready" : `Ready, ${plural(warnings, "warning", "warnings")}`),
    notReady: (problems: number) => (problems === 0 ? "Not ready" : `Not ready, ${plural(problems, "problem", "problems")}`),
    problemsOf: (name: string) => `${name}: problems`,
    warningsOf: (name: string) => `${name}: warnings`,
    download: "Download as a table (CSV)",
    fileName: "packages.csv",
    announce: (packages: number) => `${plural(packages, "package", "packages")} checked.`,
  },

  effects: {
    heading: "What will happen if you send it",
    headingLater: "What will happen after you fix the problems",
    more: (number: number) => `${count(number)} more`,
    sources: "Sources",
  },

  facts: {
    heading: "Files and notes",
    version: (version: string) => `OneRoster ${version}`,
    noVersion: "OneRoster version not stated",
    modes: {
      bulk: "bulk: everything, each time",
      delta: "delta: only what changed",
      mixed: "some files bulk, some delta",
      unknown: "bulk or delta not stated",
    } satisfies Record<Mode, string>,
    caption: "Files in the package",
    file: "File",
    rows: "Rows",
    size: "Size",
    checked: "Checked",
    checkedWords: {
      whole: "all of it",
      partly: "only partly",
      not: "not checked",
    } satisfies Record<FileFacts["checked"], string>,
    noFiles: "No files were found in it.",
    notChecked: "Not checked",
  },

  findings: {
    heading: "Problems, in the order to fix them",
    none: "No problems",
    warnings: (number: number) => plural(number, "warning", "warnings"),
    notes: (number: number) => plural(number, "note", "notes"),
    warningsHeading: "Warnings",
    notesHeading: "Notes",
    severities,
    numbered: (number: number) => `Problem ${count(number)}`,
    done: (done: number, all: number) => `${count(done)} of ${count(all)} done`,
    doneWord: "done",
    receivers: "Show problems for",
    all: (number: number) => `All ${count(number)}`,
    of: (name: string, number: number) => `${name} ${count(number)}`,
    search: "Search",
    searchHint: "Name, ID, line, or rule",
    only: (file: string, column: string | null) => `Only ${column === null ? "" : `${column} in `}${file}`,
    noneShown: "Nothing matches.",
    showAll: "Show all",
    found: (rows: number, text: string) => `${places(rows)} with “${text}”`,
    wholePackage: "Package",
    place: (file: string | null, column: string | null) => [file ?? "Package", ...(column === null ? [] : [column])].join(" · "),
    line: (line: number) => `line ${count(line)}`,
    lineAlone: (line: number) => `Line ${count(line)}`,
    rows: (number: number, rows: boolean) => (rows ? plural(number, "row", "rows") : places(number)),
    values: "Values found",
    more: (number: number) => `and ${plural(number, "row", "rows")} with other values`,
    valueRows: (number: number) => plural(number, "row", "rows"),
    fix: "How to fix it",
    inSender: (sender: string) => `Fix it in ${senders[sender] ?? "the program that exports the files"}`,
    fixFor: (number: number) => plural(number, "row", "rows"),
    eachRow: "The fix differs from row to row, so it is shown with each row.",
    markDone: "Mark as done",
    why: "Why it matters",
    requiredBy: "Required by",
    receiverSeverity: (title: string, severity: Severity) => `${title} (${severities[severity].toLowerCase()})`,
    causes: (number: number, file: string | null) =>
      `This also causes ${plural(number, "problem", "problems")} in ${file ?? "the package"}. Fixing this should clear ${number === 1 ? "it" : "them"}.`,
    causesTitle: (title: string) => `${title}:`,
  },

  who: {
    heading: "Who is affected",
    rowsHeading: "The rows in your file",
    kinds: {
      person: "Person", enrollment: "Person", class: "Class", course: "Course", org: "School", session: "Session", other: "Row",
    } satisfies Record<AffectedKind, string>,
    class: "Class",
    school: "School",
    missing: (id: string, file: string) => `${id} (not in ${file})`,
    otherRow: (line: number) => `also line ${count(line)}`,
    otherFile: (file: string, line: number) => `also ${file}, line ${count(line)}`,
    copy: "Copy list",
    copied: (rows: number) => `${plural(rows, "row", "rows")} copied. They contain student data.`,
    download: "Download these rows",
    ask: "The file will contain these rows exactly as they are, with student data. Keep it safe and delete it when you are done.",
    yes: "Download with student data",
    no: "Cancel",
    showAll: (rows: number) => `Show all ${count(rows)}`,
    badRows: (file: string) => `Download all rows of ${file} with findings`,
    fileName: (file: string, what: string) => `${file.replace(/^.*\//, "").replace(/\.csv$/i, "")}-${what}.csv`,
    fullRow: "The whole row",
  },

  rows: {
    line: "Line",
    id: "ID",
    value: "Value in the file",
    wrong: "What is wrong",
    fix: "What to do",
    emptyCell: "empty",
    wholeFile: "whole file",
    loading: "Loading the rows …",
    failed: (message: string) => `The rows could not be shown: ${message}`,
    caption: (title: string, file: string | null, column: string | null) =>
      [title, ...(file === null ? [] : [file]), ...(column === null ? [] : [column])].join(", "),
    all: (rows: number) => plural(rows, "row", "rows"),
    listed: (listed: number, all: number) => `The first ${count(listed)} of ${count(all)} rows are listed.`,
    listAll: (most: number, all: number) => (most < all ? `List the first ${count(most)} rows` : `List all ${count(all)} rows`),
    listing: "Reading the package once more …",
    coming: "…",
    showWhole: "show it in full",
    printed: (shown: number, all: number) => `The first ${count(shown)} of ${count(all)}; the rest is in the CSV download.`,
    notListed: "The single places are not listed for this one.",
  },

  downloads: {
    heading: "Share or save",
    lead: "The file is made on this computer.",
    alone: "It is about this package by itself. You can save the comparison under “Since last time”.",
    more: "Other formats",
    csv: "For a spreadsheet (CSV)",
    html: "For support (HTML)",
    json: "For programs (JSON)",
    sarif: "For code tools (SARIF)",
    shown: "Include values (student data)",
    shownHint:
      "Unless you check this, values are hidden: only their kind is shown, such as “9 digits”. Counts remain, such as students by grade, so the only student in a grade could be recognized.",
    print: "Print or save as PDF",
    maskedPrint: "Values are hidden; only their kind is shown, such as “9 digits”. Counts remain, such as students by grade.",
    messageHeading: "A message for your SIS team or vendor support",
    messageLead: "It contains no values from your file, only counts of problems.",
    messageLabel: "Message",
    messageCopy: "Copy the message",
    done: (name: string) => `${name} is in your browser's downloads.`,
    failed: (message: string) => `The file could not be made: ${message}`,
    fileName: (name: string, format: string) => `${name.replace(/\.zip$/i, "").replace(/[^\w.-]+/g, "-")}-findings.${format}`,
  },

  message: {
    checked: (tool: string, name: string, at: string) => `${tool} checked ${name} on ${at}.`,
    sha256: (sum: string) => `SHA-256 of the file: ${sum}`,
    ready: (title: string) => `- ${title}: ready`,
    notReady: (title: string, problems: number, rows: number) =>
      problems === 0 ? `- ${title}: not ready` : `- ${title}: not ready, ${plural(problems, "problem", "problems")} in ${places(rows)}`,
    follows: (title: string) => `- ${title}: followed`,
    breaks: (title: string, problems: number, rows: number) =>
      `- ${title}: not followed, ${plural(problems, "problem", "problems")} in ${places(rows)}`,
    first: "To fix first:",
    worth: "Worth a look:",
    finding: (number: number, title: string, rows: number, file: string | null, column: string | null, rule: string) =>
      `${number}. ${title}: ${places(rows)} in ${file ?? "the package"}${column === null ? "" : `, column ${column}`} (rule ${rule})`,
    fix: (fix: string) => `   Fix: ${fix}`,
    more: (kinds: number) => `And ${plural(kinds, "more", "more")}.`,
    nothing: "Nothing was found.",
    explain: "rostercheck has a page about each rule.",
  },

  rule: {
    link: "About this rule",
    heading: (rule: string) => `The rule ${rule}`,
    loading: "Loading …",
    failed: (message: string) => `The page of this rule could not be shown: ${message}`,
    unknownHeading: "No such rule",
    unknown: (rule: string) => `This version of rostercheck has no rule named “${rule}”.`,
    backToResult: "Back to the result",
    backToCheck: "Back to the check",
    toCheck: "Check a package",
    table: "Table",
    examples: { wrong: "Wrong", right: "Right" } as Record<string, string>,
  },

  authors: {
    heading: "Show this check in your help pages",
    lead: "Choose what the page should be set to, then copy the link or the frame. Neither you nor we learn who checks what: the page reports to nobody.",
    opensAsFile: "You opened this page as a file, so the addresses below work on this computer only. Open it from your web server to get addresses for others.",
    choices: "What the page is set to",
    sender: "Sender",
    receiver: "Receiver",
    anyReceiver: "the reader chooses",
    rule: "Open at a rule",
    noRule: "no, at the check",
    compact: "Compact form",
    compactHint: "Without the long footer, for a frame in your own page. Everything else works the same.",
    link: "Link",
    copyLink: "Copy the link",
    frame: "Frame (HTML)",
    copyFrame: "Copy the frame",
    frameTitle: "Check a OneRoster package with rostercheck",
    preview: "Preview (opens in a new tab)",
  },

  copy: {
    button: "Copy",
    line: "The line",
    said: (what: string, copied: boolean) =>
      copied ? `${what}: copied.` : `${what}: the browser did not allow copying. Select the text and copy it yourself.`,
  },

  moment: (at: Date) => moments.format(at),

  title: (of: string) => `${of} – rostercheck`,

  list,

  /** Names of what a reader would not see in a cell; anything else is named by its number. */
  unseen: {
    "U+0000": "NUL",
    "U+0009": "tab",
    "U+000A": "line break",
    "U+000D": "carriage return",
    "U+0020": "space",
    "U+00A0": "no-break space",
    "U+00AD": "soft hyphen",
    "U+200B": "zero-width space",
    "U+200C": "zero-width non-joiner",
    "U+200D": "zero-width joiner",
    "U+200E": "left-to-right mark",
    "U+200F": "right-to-left mark",
    "U+202A": "left-to-right embedding",
    "U+202B": "right-to-left embedding",
    "U+202C": "end of direction",
    "U+202D": "left-to-right override",
    "U+202E": "right-to-left override",
    "U+202F": "narrow no-break space",
    "U+2060": "word joiner",
    "U+2066": "left-to-right isolate",
    "U+2067": "right-to-left isolate",
    "U+2068": "first strong isolate",
    "U+2069": "end of isolate",
    "U+3000": "wide space",
    "U+FEFF": "byte order mark",
    "U+FFFD": "unreadable character",
  } as Record<string, string>,
};
