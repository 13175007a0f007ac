/** What leaves the screen: downloads, prints, a message. */

import { core } from "../core/core-worker";
import { save } from "../keep/save";
import type { Actions, Result } from "../model/state";
import { draw, withResult } from "../store";
import { words } from "../words/messages";
import { sayWhy } from "./showing";

/** As many rows of one kind as somebody reads on paper. */
const PRINTED_ROWS = 50;

/** The first rows of every group, as they may leave the screen. They must be there before a print is asked for. */
export async function excerpt(of: Result): Promise<void> {
  of.excerpt = null;
  const shown = of.valuesShown;
  const rows = await core.excerpt(PRINTED_ROWS, shown ? "shown" : "masked").catch(() => null);
  if (of.valuesShown === shown) of.excerpt = rows;
  if (shown || rows === null) return;
  of.maskedFixes = rows.map(([first]) => first?.fix ?? null);
  draw();
}

/** Draws what a print shows, or the screen again. */
export function printing(on: boolean): void {
  withResult((view) => (view.printing = on));
}

export const keeping = {
  print: () =>
    withResult((view) => {
      void (view.excerpt ? Promise.resolve() : excerpt(view)).then(() => window.print());
    }),
  copyText(text) {
    void navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    ).then((copied) => withResult((view) => (view.copied = words.copy.said(text, copied))));
  },
  copied: (copied) => withResult((view) => (view.download = words.copy.said(words.downloads.messageLabel, copied))),
  showValues: (shown) =>
    withResult((view) => {
      view.valuesShown = shown;
      void excerpt(view);
    }),
  download(format) {
    withResult((view) => {
      view.download = null;
      const name = words.downloads.fileName(view.head.input.name, format);
      core
        .write(format, view.valuesShown ? "shown" : "masked")
        .then(
          (blob) => {
            save(blob, name);
            return words.downloads.done(name);
          },
          (error: unknown) => words.downloads.failed(sayWhy(error)),
        )
        .then((said) => {
          view.download = said;
          draw();
        })
        .catch(() => undefined);
    });
  },
} satisfies Partial<Actions>;
