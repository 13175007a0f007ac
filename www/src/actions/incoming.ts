/** A package that is dropped or pasted. */

import { takesPrevious } from "../derive/since";
import type { Chosen } from "../model/state";
import { state } from "../store";
import { takePrevious } from "./changes";
import { take } from "./checking";

/** It is checked, or compared with where the place for that is open. */
export function takeIn(chosen: Chosen): void {
  const result = takesPrevious(state);
  if (result) takePrevious(result, chosen);
  else take(chosen);
}
