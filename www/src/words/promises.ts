/** The words of what the page promises, and of how to see for oneself. */

import type { Attempt } from "../model/protocol";

export const footer = {
  heading: "Is this safe for student data?",
  short: "Stays on this computer.",
  offline: "Use it without a network",
  how: "How do I know?",
  safe: "Your data never leaves the browser: this page tells your browser to block all connections, and the check itself runs in this page.",
  check:
    "To see for yourself, disconnect from the network before you choose a file. The check works just the same.",
  limits:
    "No page can stop a person from sending a file. A download you ask for lands in your downloads folder like any other.",
  compact: "The check runs in this page and cannot connect to anything.",
  full: "Why this is safe for student data (opens in a new tab)",
  authorsLead: "Do you write help pages?",
  authors: "Make a link to this page, or show it in yours",
  version: (version: string | null) => (version === null ? "rostercheck" : `rostercheck ${version}`),
  licence: "Free software, under the MIT or the Apache 2.0 license, whichever you prefer.",
};

export const about = {
  heading: (version: string) => `${version}: which page this is, and what is in it`,
  lead: "This is the fingerprint of the file that your browser shows. It is listed beside index.html in the file SHA256SUMS of a release: if the two are the same, this is the page as it was released.",
  computing: "Computing …",
  impossible: "Your browser computes it only for pages that came over https or from a disk.",
  others: "Software by others in this page, with licenses:",
  texts: "License texts",
};

export const offline = {
  heading: "Use it without a network",
  file: "This page is one file that needs nothing else. Save it, and it works from a disk or a USB stick, also on a computer without a network.",
  save: "Save this page",
  fileName: "rostercheck.html",
  orBrowser: "Or keep it in this browser:",
  inBrowser: "open it without a network, or install it",
  lead: "If you want, this browser keeps the page that checks packages, so that it opens without a network. Only the page is kept, never a file that you check. This page asks the server it came from for nothing else.",
  no: "It is not kept now.",
  working: "Fetching the page …",
  yes: "It is kept in this browser. You can disconnect from the network and open the page as before.",
  impossible: "This browser cannot keep it here. Save the page as a file instead; the button is at the foot of the page that checks packages.",
  failed: (message: string) => `It could not be kept: ${message}`,
  notFetched: "the page could not be fetched",
  keep: "Keep it in this browser",
  letGo: "Remove it from this browser",
  install: "In Chrome and Edge you can then also install it from the address bar, so that it has a window and an icon of its own. A newer version is fetched when you open the page with a network, and the page tells you.",
  back: "To the page that checks packages",
  newer: "A newer version of this page is ready.",
  reload: "Load it now",
};

export const selfCheck = {
  heading: "Check it yourself",
  lead: (address: string) =>
    `This button makes the page, and the worker in which your files are read, try to reach ${address}, an address that belongs to nobody.`,
  button: "Try to connect",
  trying: "Trying …",
  page: "The page",
  worker: "The worker that reads files",
  words: { refused: "Refused", unanswered: "Not proven", connected: "Connected" } satisfies Record<Attempt, string>,
  told: {
    refused: (where) => `${where} tried, and the browser refused because of this page's own rule. Nothing was sent.`,
    unanswered: (where) => `${where} tried and failed, but the browser did not say that this page's rule was the reason.`,
    connected: (where) => `${where} tried, and the browser let it through.`,
  } satisfies Record<Attempt, (where: string) => string>,
  proves:
    "What this proves: in this browser, as the page is now, neither the page nor the part of it that reads your files can open a connection to send them anywhere.",
  provesNot:
    "What it does not prove: it cannot stop a person, or an extension of the browser, from sending a file, and this rule does not cover opening another page. If you want to be certain, disconnect from the network first, check, and close the page before you connect again.",
  notProven:
    "This browser does not prove the promise of this page. Disconnect from the network before you choose a file, and close the page before you connect again.",
};
