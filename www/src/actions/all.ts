/** Everything that a person can do. */

import type { Actions } from "../model/state";
import { batch } from "./batch";
import { changes } from "./changes";
import { checking } from "./checking";
import { codes } from "./codes";
import { copies } from "./copies";
import { groups } from "./groups";
import { keeping } from "./keeping";
import { looking } from "./looking";
import { authoring } from "./authoring";
import { promises } from "./promises";
import { searchActions } from "./searching";

export const actions: Actions = { ...checking, ...batch, ...groups, ...searchActions, ...looking, ...keeping, ...promises, ...authoring, ...changes, ...codes, ...copies };
