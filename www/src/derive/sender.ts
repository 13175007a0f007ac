/** What to do in the program that the package comes from. */

/** The steps, whichever program it is; the report says which. */
export function stepsIn({ fix_campus, fix_sender }: { fix_campus: string | null; fix_sender?: string }): string | null {
  return fix_campus ?? fix_sender ?? null;
}
