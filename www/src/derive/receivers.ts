/** Who may receive a package, and which of them were chosen. */

export const RECEIVERS = ["infinite-campus", "d2l-brightspace"] as const;

/** `?profile=ID` in the address of the page chooses beforehand; what is unknown is passed over. */
export function chosenByAddress(search: string): Set<string> {
  const asked = new URLSearchParams(search).getAll("profile");
  const known = RECEIVERS.filter((id) => asked.includes(id));
  return new Set(known.length > 0 ? known : RECEIVERS);
}

/** The profiles to check with, in an order that does not depend on the order of clicks. */
export function profilesOf(chosen: ReadonlySet<string>): string[] {
  const profiles = RECEIVERS.filter((id) => chosen.has(id));
  return profiles.length > 0 ? profiles : ["oneroster"];
}
