/** Words about receivers, senders, and the form in which somebody describes one. */

import type { Grade } from "../model/core";
import type { Form, FormColumn } from "../model/receiver";

interface ReceiverName {
  /** In `?to=`. */
  id: string;
  /** In reports and in `?profile=`. */
  profile: string;
  name: string;
  /** In headings. */
  short: string;
  by: string;
}

export const receivers = {
  legend: "Where will you send it?",
  hint: "Not sure? Keep both selected. The OneRoster rules are always checked.",
  alsoStandard: "The OneRoster rules are always checked.",
  none: "No receiver is selected, so only the OneRoster rules are checked.",
  more: "More receivers",
  known: [
    { id: "dessa", profile: "infinite-campus", name: "DESSA System", short: "DESSA", by: "Aperture Education" },
    { id: "d2l-brightspace", profile: "d2l-brightspace", name: "D2L Brightspace", short: "Brightspace", by: "D2L" },
    { id: "classlink", profile: "classlink", name: "ClassLink Roster Server", short: "ClassLink", by: "" },
    { id: "great-minds", profile: "great-minds", name: "Great Minds", short: "Great Minds", by: "" },
    { id: "hmh", profile: "hmh", name: "HMH", short: "HMH", by: "" },
    { id: "naviance", profile: "naviance", name: "PowerSchool Naviance", short: "Naviance", by: "" },
    { id: "managebac", profile: "managebac", name: "ManageBac", short: "ManageBac", by: "" },
  ] as readonly ReceiverName[],
  senders: {
    legend: "Where does the export come from?",
    known: [
      { id: "infinite-campus", name: "Infinite Campus" },
      { id: "aeries", name: "Aeries" },
      { id: "other", name: "Another system" },
    ],
  },
  change: "Change the sender or receivers",
  changeHint: "Select what applies, then check again.",
};

export const described = {
  /** Under its name, where it can be chosen. */
  from: (date: string) => `rules from the link, ${date}`,
  reading: "Reading the receiver in the link …",
  heading: (title: string) => `Rules for ${title}`,
  warning: (title: string) =>
    `The rules for ${title} came with the link you opened. They were not written by rostercheck. They are only rules for the check: nothing is fetched or sent because of them.`,
  show: "What these rules say",
  sources: "Sources that the author names",
  notChecked: "What the author says isn't checked",
  refusedHeading: "The receiver in this link can't be used",
  refusedHint: "You can still check for the receivers below. For a link that works, ask the people who gave you this one.",
  remark: (title: string) => `The rules for ${title} came with the link and were not written by rostercheck.`,
};

export const form = {
  summary: "Describe a receiver of your own",
  lead: "If your product isn't in the list, describe what it needs. The rules travel inside the link, so nothing has to be installed or hosted. Readers see your product's name, that the rules came with your link, and what they say.",
  title: "Product name",
  versions: "OneRoster versions it reads",
  mode: "Files it takes",
  modes: [
    { value: "", label: "bulk or delta" },
    { value: "bulk", label: "bulk only" },
    { value: "delta", label: "delta only" },
  ] satisfies { value: Form["mode"]; label: string }[],
  needs: "Files it needs",
  zip: "Name of the zip (if it matters)",
  megabytes: "Largest zip, in MB (if limited)",
  columns: "What it asks of columns",
  file: "File",
  column: "Column",
  ask: "Rule",
  asks: {
    filled: "must not be empty",
    longest: "has at most this many characters",
    words: "contains one of these words",
    characters: "contains only these characters",
    unique_without_case: "differs in more than letter case",
  } satisfies Record<FormColumn["ask"], string>,
  details: { longest: "Number", words: "Words, with commas between them", characters: "Characters or ranges, such as a-z, 0-9" } as Record<string, string>,
  severity: "Otherwise",
  severities: { error: "a problem", warning: "a warning", info: "a note" } satisfies Record<Grade, string>,
  add: "Add a column",
  remove: (place: number) => `Remove column rule ${place}`,
  rule: (place: number) => `Column rule ${place}`,
  people: "People missing from users.csv are",
  outcomes: [
    { value: "", label: "not stated" },
    { value: "kept", label: "kept" },
    { value: "removed", label: "removed" },
  ] satisfies { value: Form["people"]; label: string }[],
  source: "Title of your help page",
  link: "Address of your help page",
  notChecked: "What it needs that can't be said here, one item per line",
  noTitle: "Enter the product name to get the link.",
  built: (letters: string) => `The link has ${letters} of at most 8,192 characters.`,
  json: "The same as a file, for the command",
  download: "Download the JSON file",
  preview: "Preview on the sample",
  checking: "Checking the sample …",
  problems: "Problems in the sample",
  noPreview: "The sample could not be checked.",
};
