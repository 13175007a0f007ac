/** What the page tells of itself: that it cannot connect, which one it is, how to keep it, how to link to it. */

import { attempt } from "../core/connection";
import { core } from "../core/core-worker";
import { fingerprint, ownSource } from "../keep/own-source";
import { save } from "../keep/save";
import type { Actions } from "../model/state";
import { draw, state } from "../store";
import { words } from "../words/messages";

export const promises = {
  author(change) {
    Object.assign(state.authoring, { copied: null }, change);
    draw();
  },
  savePage() {
    save(new Blob([ownSource()], { type: "text/html" }), words.offline.fileName);
    state.saved = words.downloads.done(words.offline.fileName);
    draw();
  },
  fingerprint() {
    void fingerprint()
      .catch(() => null)
      .then((known) => {
        state.fingerprint = known;
        draw();
      });
  },
  checkSelf() {
    if (state.selfCheck === "trying") return;
    state.selfCheck = "trying";
    draw();
    // Where no worker can be made, nothing is proven.
    const worker = core.connect().catch(() => "unanswered" as const);
    void Promise.all([attempt(), worker]).then(([page, inWorker]) => {
      state.selfCheck = { page, worker: inWorker };
      draw();
    });
  },
} satisfies Partial<Actions>;
