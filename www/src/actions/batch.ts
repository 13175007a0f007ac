/** Several packages: one of them is opened, and left again. */

import { core } from "../core/core-worker";
import { batchTable } from "../derive/batch";
import { save } from "../keep/save";
import type { Actions } from "../model/state";
import { state } from "../store";
import { words } from "../words/messages";
import { check, run } from "./checking";
import { show } from "./showing";

export const batch = {
  openPackage(place) {
    const item = state.batch?.items[place];
    if (!state.batch || !item) return;
    state.batch.at = place;
    // It was checked a moment ago.
    run.before = null;
    check(item.taken.package, item.taken.anew);
  },
  downloadBatch() {
    const items = state.batch?.items;
    if (items) save(new Blob([batchTable(items)], { type: "text/csv;charset=utf-8" }), words.batch.fileName);
  },
  backToBatch() {
    const batch = state.batch;
    if (batch === null) return;
    const opened = batch.at;
    batch.at = null;
    core.renew();
    show({ kind: "batch", batch }, opened === null ? "batch-heading" : `package-${opened}`);
  },
} satisfies Partial<Actions>;
