/** Who may receive a package, where it comes from, and what of both the address chose. */

import type { Linked } from "../model/receiver";
import { receivers } from "../words/receivers";

/** Those that are chosen when nobody says who receives the package. */
export const BY_DEFAULT: readonly string[] = ["infinite-campus", "d2l-brightspace"];

/** `?to=ID` and, as before, `?profile=ID` choose beforehand; what is unknown is passed over. */
function namedByAddress(search: string): string[] {
  const asked = new URLSearchParams(search);
  const [to, profiles] = [asked.getAll("to"), asked.getAll("profile")];
  return receivers.known.filter(({ id, profile }) => to.includes(id) || to.includes(profile) || profiles.includes(profile)).map(({ profile }) => profile);
}

/** A receiver in the link is chosen alone, unless others are named too. */
export function chosenByAddress(search: string, hasLink: boolean): Set<string> {
  const named = namedByAddress(search);
  return new Set(named.length > 0 || hasLink ? named : BY_DEFAULT);
}

/** `?from=ID`; the receivers of the first round imply Infinite Campus, as they do for the command. */
export function senderByAddress(search: string, hasLink: boolean): string {
  const asked = new URLSearchParams(search);
  const known = receivers.senders.known.find(({ id }) => id === asked.get("from"));
  if (known) return known.id;
  const named = namedByAddress(search);
  const implied = named.length === 0 ? !hasLink : asked.getAll("profile").includes("infinite-campus");
  return implied ? "infinite-campus" : "other";
}

/** Whether it finds what rows become by codes of its own. */
export function getsCodes({ profile }: { profile: string }): boolean {
  return profile === "d2l-brightspace";
}

/** The profiles to check with, in an order that does not depend on the order of clicks. */
export function profilesOf(chosen: ReadonlySet<string>): string[] {
  const profiles = receivers.known.filter(({ profile }) => chosen.has(profile)).map(({ profile }) => profile);
  return profiles.length > 0 ? profiles : ["oneroster"];
}

/** The description of the receiver in the link, if it is chosen. */
export function describedOf(linked: Linked | null, chosen: ReadonlySet<string>): string | null {
  return linked?.kind === "read" && chosen.has(linked.described.id) ? JSON.stringify(linked.described) : null;
}

/** The receiver that a part of the address behind `#` describes; null if it describes none. */
export function linkIn(hash: string): string | null {
  return hash.startsWith("#receiver=") ? hash.slice("#receiver=".length) : null;
}
