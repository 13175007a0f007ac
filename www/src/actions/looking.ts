/** Rows behind a mark of a chart. */

import { core } from "../core/core-worker";
import type { Actions, Look, Result } from "../model/state";
import { draw, state, withResult } from "../store";
import { sayWhy } from "./showing";

/** Rows that are asked for one after the other may come late: only what is still wanted is shown. */
async function looked(view: Result, look: Look): Promise<void> {
  try {
    look.rows = await core.look(look.file, look.records, look.holding, look.most);
  } catch (error) {
    look.problem = sayWhy(error);
  }
  if (state.view === view && view.look === look) draw();
}

export const looking = {
  look: (what) =>
    withResult((view) => {
      const from = view.look;
      view.look = what === null ? null : { ...what, rows: null, problem: null };
      if (view.look) void looked(view, view.look);
      // The button that closed it is gone.
      else if (from) document.getElementById(`look-${from.chart}-${from.key}`)?.focus();
    }),
  showAllSchools: () => withResult((view) => (view.allSchools = true)),
} satisfies Partial<Actions>;
