/** A text in steps. */

/** Lines, and the sentences in them. */
export function stepsOf(text: string): string[] {
  return text.split(/\n+|(?<=[.!?]) +(?=[A-Z“])/).filter((step) => step.trim() !== "");
}
