/** The page: one state, drawn whenever it changes. */

import { render } from "lit-html";
import { actions } from "./actions/all";
import { takeIn } from "./actions/incoming";
import { printing } from "./actions/keeping";
import { listener } from "./actions/listening";
import { core } from "./core/core-worker";
import { listenForFiles } from "./files/listen";
import { fromDrop, fromFiles } from "./files/package-files";
import { tellHeight } from "./keep/height";
import { whenNewer } from "./keep/own-source";
import { follow, go } from "./routes";
import { draw, onChange, state } from "./store";
import { pageView, titleOf } from "./views/page";

const root = document.getElementById("page");
if (!root) throw new Error("the page has lost its place to draw in");

onChange(() => {
  document.title = titleOf(state);
  render(pageView(state, actions), root);
});

addEventListener("beforeprint", () => printing(true));
addEventListener("afterprint", () => printing(false));

listenForFiles({
  dragging(over) {
    state.dragging = over && state.view.kind !== "running";
    draw();
  },
  dropped: (transfer) => void fromDrop(transfer).then(takeIn),
  pasted: (files) => takeIn(fromFiles(files)),
});

draw();
if (state.compact) tellHeight(root);
// The core stands further down in the page than this script.
document.addEventListener("DOMContentLoaded", () => {
  core.start(listener);
  go();
});
follow();
// Where there are no service workers, or a frame may not look, there is no newer version to tell of.
whenNewer(() => {
  state.newer = true;
  draw();
}).catch(() => undefined);
