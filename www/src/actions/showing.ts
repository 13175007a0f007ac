/** What is on show changes as a whole. */

import type { View } from "../model/state";
import { showInAddress } from "../routes";
import { draw, state } from "../store";

/** Shows another view and moves the focus to its heading, so that nobody is left at a button that is gone. */
export function show(view: View, heading: string): void {
  state.view = view;
  showInAddress();
  draw();
  document.getElementById(heading)?.focus();
}

export function sayWhy(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
