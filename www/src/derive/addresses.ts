/** What the address of the page may ask for. Whatever it does not know is passed over. */

import type { Asked } from "../model/state";
import { RECEIVERS } from "./receivers";

/** `?embed=1`: the compact form, for a frame in somebody else's page. */
export function compactByAddress(search: string): boolean {
  return new URLSearchParams(search).get("embed") === "1";
}

/** The address of the page itself, without what it was asked for. */
export function ownAddress(at: Location): string {
  return at.href.replace(/[?#].*$/, "");
}

/** An address of this page that asks for these things. */
export function addressFor(own: string, asked: Asked): string {
  const search = new URLSearchParams();
  const receiver = RECEIVERS.find((id) => id === asked.receiver);
  if (receiver) search.set("profile", receiver);
  if (asked.compact) search.set("embed", "1");
  const query = search.size > 0 ? `?${search}` : "";
  return own + query + (asked.rule === null ? "" : addressOfRule(asked.rule));
}

export function addressOfRule(rule: string): string {
  return `#rule/${encodeURIComponent(rule)}`;
}
