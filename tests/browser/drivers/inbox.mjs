// The folder into which a browser saves what it downloads.

import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** How a browser names what it has not finished. */
const UNFINISHED = /\.part$|\.wkdownload$|^\./;

export function inbox() {
  const path = mkdtempSync(join(tmpdir(), "rostercheck-inbox-"));
  return {
    path,
    /** Does something and gives the file that comes of it. */
    async next(act) {
      for (const name of readdirSync(path)) rmSync(join(path, name), { recursive: true });
      await act();
      let size = -1;
      for (let left = 300; left > 0; left -= 1) {
        await wait(50);
        const names = readdirSync(path);
        const [name] = names;
        if (names.length !== 1 || UNFINISHED.test(name)) continue;
        // Whoever looks between two writes sees a part.
        const now = statSync(join(path, name)).size;
        if (now > 0 && now === size) return { name, bytes: readFileSync(join(path, name)) };
        size = now;
      }
      throw new Error(`nothing was saved; there is: ${readdirSync(path).join(", ") || "no file"}`);
    },
    clear: () => rmSync(path, { recursive: true, force: true }),
  };
}
