/** What work beside a check has in common. */

import type { Aside } from "../core/aside";
import { describedOf, profilesOf } from "../derive/receivers";
import { save } from "../keep/save";
import type { AsideFormat, AsideOptions } from "../model/aside";
import type { Result } from "../model/state";
import { draw, state } from "../store";
import { inDownloads } from "../words/quantities";
import { run } from "./checking";
import { sayWhy } from "./showing";

/** As the check was made. */
export function optionsOf(of: Result): AsideOptions {
  const { receivers, linked, sender } = state;
  return { profiles: profilesOf(receivers), from: sender, receiver: describedOf(linked, receivers), today: of.today, max_per_rule: 1, no_limits: run.asked.no_limits };
}

/** Downloads a blob, and says where it is. */
export function download(blob: Blob, name: string): string {
  save(blob, name);
  return inDownloads(name);
}

/** Downloads what was found out or done, and says on `own` what became of it. */
export function downloadOf(aside: Aside, format: AsideFormat, shown: boolean, name: string, own: { said: string | null }): void {
  aside
    .keep(format, shown ? "shown" : "masked")
    .then((blob) => download(blob, name), sayWhy)
    .then((said) => {
      own.said = said;
      draw();
    })
    .catch(() => undefined);
}
