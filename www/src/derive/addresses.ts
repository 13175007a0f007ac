/** What the address of the page may ask for. Whatever it does not know is passed over. */

import type { Asked } from "../model/state";
import { receivers } from "../words/receivers";
import { BY_DEFAULT } from "./receivers";

/** `?embed=1`: the compact form, for a frame in somebody else's page. */
export function compactByAddress(search: string): boolean {
  return new URLSearchParams(search).get("embed") === "1";
}

/** The address of the page itself, without what it was asked for. */
export function ownAddress(at: Location): string {
  return at.href.replace(/[?#].*$/, "");
}

/** An address of this page that asks for these things. The receiver in a link has the part behind `#` to itself. */
export function addressFor(own: string, asked: Asked): string {
  const search = new URLSearchParams();
  if (asked.sender !== null) search.set("from", asked.sender);
  for (const { id, profile } of receivers.known) if (asked.receivers.includes(profile)) search.append("to", id);
  if (asked.compact) search.set("embed", "1");
  const query = search.size > 0 ? `?${search}` : "";
  if (asked.link !== null) return `${own}${query}#receiver=${asked.link}`;
  return own + query + (asked.rule === null ? "" : addressOfRule(asked.rule));
}

/** The part of the address behind `?`, once a sender and receivers were chosen; whatever else is there stays. */
export function searchFor(before: string, sender: string, chosen: ReadonlySet<string>, hasLink: boolean): string {
  const search = new URLSearchParams(before);
  for (const name of ["from", "to", "profile"]) search.delete(name);
  const named = receivers.known.filter(({ profile }) => chosen.has(profile));
  const isUsual = !hasLink && sender === "infinite-campus" && named.map(({ profile }) => profile).join() === BY_DEFAULT.join();
  if (!isUsual) {
    search.set("from", sender);
    for (const { id } of named) search.append("to", id);
  }
  return search.size > 0 ? `?${search}` : "";
}

export function addressOfRule(rule: string): string {
  return `#rule/${encodeURIComponent(rule)}`;
}
