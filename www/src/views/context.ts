/** Rows as they stand in the file around a finding: the cell that it is about, and its neighbours. */

import { html, nothing, type TemplateResult } from "lit";
import type { Excerpt, Total } from "../model/report";
import type { Context } from "../model/state";
import { words } from "../words/messages";
import { fileRows } from "./look";

/** Cells on each side of the one that it is about. */
const NEIGHBOURS = 2;

function placeOf(excerpt: Excerpt, column: string | null): number {
  if (column === null) return -1;
  const place = excerpt.columns.indexOf(column);
  return place >= 0 ? place : excerpt.columns.findIndex((name) => name.trim().toLowerCase() === column.toLowerCase());
}

export function contextView(context: Context, total: Total): TemplateResult | typeof nothing {
  const text = words.look;
  if (context === null || context === "failed") return nothing;
  if (context === "loading") return html`<p class="quiet">${words.rows.loading}</p>`;
  if (context.rows.length === 0) return nothing;
  const marked = placeOf(context, total.column);
  const key = context.columns.indexOf("sourcedId");
  const from = Math.max(0, marked < 0 ? 0 : marked - NEIGHBOURS);
  const to = marked < 0 ? 2 * NEIGHBOURS : marked + NEIGHBOURS;
  const around = context.columns.map((_, place) => place).filter((place) => place >= from && place <= to);
  // A row that is too wide has cells without a column.
  const columns = key >= 0 && !around.includes(key) ? [key, ...around] : around;
  return html`<p class="quiet">${text.inTheFile}</p>
    ${fileRows(text.inTheFile, context, columns, marked)}`;
}
