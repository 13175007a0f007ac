/** Which findings are on show. */

import { core } from "../core/core-worker";
import type { Actions, Result } from "../model/state";
import { draw, state, withResult } from "../store";
import { showInAddress } from "../routes";
import { reload } from "./loading";

const SEARCH_AFTER_MS = 150;

let searching = 0;

/** Waits for a pause in the typing, then lets the worker look. */
export function search(view: Result): void {
  clearTimeout(searching);
  searching = setTimeout(() => {
    const text = view.search.trim();
    const answer = text === "" ? Promise.resolve(null) : core.search(text);
    answer.then(
      (groups) => {
        // Somebody typed on, or checks another package.
        if (state.view !== view || view.search.trim() !== text) return;
        view.found = groups === null ? null : { text, groups };
        for (const group of view.groups) reload(group);
        draw();
      },
      () => undefined,
    );
  }, SEARCH_AFTER_MS);
}

export const searchActions = {
  filter: (change) => withResult((view) => Object.assign(view.filters, change)),
  search: (text) =>
    withResult((view) => {
      view.search = text;
      search(view);
    }),
  showAll: () =>
    withResult((view) => {
      view.filters = { profile: null, file: null, column: null };
      view.search = "";
      view.found = null;
      for (const group of view.groups) {
        group.open = false;
        reload(group);
      }
    }),
  toFindings(filters) {
    withResult((view) => {
      Object.assign(view, { filters, search: "", found: null, part: "problems", unfolded: { warning: true, info: true } });
      for (const group of view.groups) reload(group);
    });
    showInAddress();
    document.getElementById("problems-heading")?.focus();
  },
} satisfies Partial<Actions>;
