/** The part of Markdown in which rules are written, drawn as templates: never as markup that a browser would parse. */

import { html, nothing, type TemplateResult } from "lit-html";
import { words } from "../words/messages";

type Block =
  | { kind: "heading"; level: number; text: string }
  | { kind: "paragraph"; text: string }
  | { kind: "list"; ordered: boolean; items: string[] }
  | { kind: "table"; header: string[]; rows: string[][] }
  | { kind: "code"; language: string; text: string };

const HEADING = /^(#{1,6})\s+(.*)$/;
const ITEM = /^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/;
const FENCE = /^\s*```\s*(\w*)/;
const DIVIDER = /^\s*\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)*\|?\s*$/;

function cells(line: string): string[] {
  const inner = line.trim().replace(/^\|/, "").replace(/(?<!\\)\|$/, "");
  // A bar that is escaped or that stands in code is no border.
  const found: string[] = [];
  let cell = "";
  let code = false;
  for (let at = 0; at < inner.length; at += 1) {
    const letter = inner.charAt(at);
    if (letter === "\\" && inner.charAt(at + 1) === "|") {
      cell += "|";
      at += 1;
    } else if (letter === "|" && !code) {
      found.push(cell.trim());
      cell = "";
    } else {
      if (letter === "`") code = !code;
      cell += letter;
    }
  }
  return [...found, cell.trim()];
}

/** Cuts a text into blocks. What it does not know is a paragraph. */
export function blocks(markdown: string): Block[] {
  const lines = markdown.split(/\r?\n/);
  const found: Block[] = [];
  let paragraph: string[] = [];
  const end = (): void => {
    if (paragraph.length > 0) found.push({ kind: "paragraph", text: paragraph.join(" ") });
    paragraph = [];
  };
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const heading = HEADING.exec(line);
    const item = ITEM.exec(line);
    const fence = FENCE.exec(line);
    if (line.trim() === "") {
      end();
    } else if (fence) {
      end();
      const code: string[] = [];
      for (at += 1; at < lines.length && !FENCE.test(lines[at] ?? ""); at += 1) code.push(lines[at] ?? "");
      found.push({ kind: "code", language: fence[1] ?? "", text: code.join("\n") });
    } else if (heading) {
      end();
      found.push({ kind: "heading", level: heading[1]?.length ?? 1, text: heading[2] ?? "" });
    } else if (line.includes("|") && DIVIDER.test(lines[at + 1] ?? "")) {
      end();
      const rows: string[][] = [];
      const header = cells(line);
      for (at += 2; at < lines.length && (lines[at] ?? "").includes("|"); at += 1) rows.push(cells(lines[at] ?? ""));
      at -= 1;
      found.push({ kind: "table", header, rows });
    } else if (item && paragraph.length === 0) {
      const ordered = item[1] !== undefined;
      const last = found.at(-1);
      const before = (lines[at - 1] ?? "").trim() !== "";
      if (before && last?.kind === "list" && last.ordered === ordered) last.items.push(item[2] ?? "");
      else found.push({ kind: "list", ordered, items: [item[2] ?? ""] });
    } else {
      const last = found.at(-1);
      // The next line of an item.
      if (paragraph.length === 0 && last?.kind === "list" && (lines[at - 1] ?? "").trim() !== "") {
        last.items.push(`${last.items.pop() ?? ""} ${line.trim()}`);
      } else {
        paragraph.push(line.trim());
      }
    }
  }
  end();
  return found;
}

const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\(([^()\s]+)\)|<(https?:\/\/[^<>\s]+)>|(https?:\/\/[^\s<>()]+[^\s<>().,;:])/g;

function link(address: string, name: string | null): TemplateResult | string {
  // Only what is plainly a page of the web becomes a link.
  if (!/^https?:\/\//i.test(address)) return name ?? address;
  return html`<a href=${address} target="_blank" rel="noopener noreferrer">${name ?? address}</a>${name === null
      ? nothing
      : html` <span class="address">(${address})</span>`}`;
}

function inline(text: string): unknown[] {
  const found: unknown[] = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    found.push(text.slice(at, match.index));
    const [whole, code, bold, name, address, bracketed, bare] = match;
    if (code !== undefined) found.push(html`<code>${code}</code>`);
    else if (bold !== undefined) found.push(html`<strong>${inline(bold)}</strong>`);
    else if (name !== undefined) found.push(link(address ?? "", name));
    else found.push(link(bracketed ?? bare ?? whole, null));
    at = match.index + whole.length;
  }
  found.push(text.slice(at));
  return found;
}

function block(of: Block): TemplateResult {
  switch (of.kind) {
    case "heading":
      return of.level <= 2 ? html`<h3>${inline(of.text)}</h3>` : html`<h4>${inline(of.text)}</h4>`;
    case "paragraph":
      return html`<p>${inline(of.text)}</p>`;
    case "list": {
      const items = of.items.map((item) => html`<li>${inline(item)}</li>`);
      return of.ordered ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
    }
    case "table":
      return html`
        <div class="wide" role="group" aria-label=${words.rule.table} tabindex="0">
          <table>
            <thead>
              <tr>
                ${of.header.map((cell) => html`<th scope="col">${inline(cell)}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${of.rows.map((row) => html`<tr>${row.map((cell) => html`<td>${inline(cell)}</td>`)}</tr>`)}
            </tbody>
          </table>
        </div>
      `;
    case "code": {
      const caption = words.rule.examples[of.language];
      return html`
        ${caption === undefined ? nothing : html`<p class="example ${of.language}"><strong>${caption}</strong></p>`}
        <pre class=${of.language}>${of.text}</pre>
      `;
    }
  }
}

/** The title of a text, without marks, and everything below it. */
export function markdown(text: string): { title: string | null; body: TemplateResult[] } {
  const all = blocks(text);
  const first = all[0];
  const titled = first?.kind === "heading" && first.level === 1 ? first : null;
  return { title: titled?.text.replace(/[`*]/g, "") ?? null, body: (titled ? all.slice(1) : all).map(block) };
}
