/** How bad a finding is, and for whom. */

import type { Severity, Total } from "../model/report";

/** Null where the profile does not mind. */
export function severityFor(profiles: Total["profiles"], profile: string): Severity | null {
  return (profiles as Readonly<Record<string, Severity | undefined>>)[profile] ?? null;
}
