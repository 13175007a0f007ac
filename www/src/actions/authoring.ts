/** Somebody describes a receiver of their own: read by the core as it would read the link, and tried on the sample. */

import { core } from "../core/core-worker";
import { titleOf } from "../derive/counts";
import { descriptionOf, EMPTY, linkOf } from "../derive/describe";
import { headingOf } from "../derive/verdicts";
import { problemsOf } from "../derive/work";
import { save } from "../keep/save";
import type { Actions } from "../model/state";
import { draw, state } from "../store";
import { form as text } from "../words/receivers";
import { moment, today } from "../words/quantities";
import { resultOf } from "./checking";
import { sayWhy } from "./showing";

/** What was typed last is what counts. */
let typed = 0;

async function build(): Promise<void> {
  const { authoring } = state;
  const mine = ++typed;
  if (authoring.form === null || authoring.form.title.trim() === "") {
    Object.assign(authoring, { built: null, link: null });
    return draw();
  }
  const described = descriptionOf(authoring.form, today());
  try {
    const link = await linkOf(described);
    // Read as a reader's page will read it, with its bounds.
    const told = await core.describe(link, true);
    if (mine === typed) Object.assign(authoring, { built: { told, link }, link });
  } catch (error) {
    if (mine === typed) Object.assign(authoring, { built: { why: sayWhy(error) }, link: null });
  }
  if (mine === typed) draw();
}

export const authoring = {
  describe(change) {
    state.authoring.form = { ...(state.authoring.form ?? EMPTY), ...change };
    state.authoring.preview = null;
    void build();
    draw();
  },
  tryOnSample() {
    const { authoring } = state;
    const { built } = authoring;
    if (built === null || "why" in built) return;
    const show = (preview: typeof authoring.preview): void => {
      if (authoring.built === built) authoring.preview = preview;
      draw();
    };
    show("checking");
    const other = core.beside({
      ready: () => undefined,
      progress: () => undefined,
      fingerprint: () => undefined,
      silent: () => undefined,
      checked(head, groups) {
        const result = resultOf(head, groups, null);
        show({ heading: headingOf(result), problems: problemsOf(result).map(({ total }) => `${titleOf(total.rule, result)} (${total.file ?? ""}${total.column === null ? "" : `, ${total.column}`})`) });
        other.end();
      },
      failed: () => show({ why: text.noPreview }),
    });
    const receiver = JSON.stringify(built.told.described);
    other.check("sample", { profiles: [], from: authoring.sender ?? "other", receiver, today: today(), max_per_rule: 1, no_limits: false, until: null, at: moment() });
  },
  saveDescription() {
    const { built } = state.authoring;
    if (built === null || "why" in built) return;
    const { described } = built.told;
    save(new Blob([JSON.stringify(described, null, 2)], { type: "application/json" }), `${described.id}.json`);
  },
} satisfies Partial<Actions>;
