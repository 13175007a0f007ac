/** What work beside a check has in common. */

import { describedOf, profilesOf } from "../derive/receivers";
import type { AsideOptions } from "../model/aside";
import type { Result } from "../model/state";
import { state } from "../store";
import { run } from "./checking";

/** As the check was made. */
export function optionsOf(of: Result): AsideOptions {
  const { receivers, linked, sender } = state;
  return { profiles: profilesOf(receivers), from: sender, receiver: describedOf(linked, receivers), today: of.today, max_per_rule: 1, no_limits: run.asked.no_limits };
}
