/** How far a check is, in what a clerk can use: a bar, a file, rows, a rough time. */

import { html, nothing, type TemplateResult } from "lit-html";
import type { Actions, Subject, View } from "../model/state";
import { words } from "../words/messages";

type Running = Extract<View, { kind: "running" }>;

export function nameOf(subject: Subject | null): string {
  return subject === null || subject === "sample" ? words.running.sample : subject.name;
}

export function progressView(running: Running, subject: Subject | null, place: string | null, actions: Actions): TemplateResult {
  const text = words.running;
  const { progress, fraction, secondsLeft, silent } = running;
  const percent = Math.floor(fraction * 100);
  return html`
    <section class="running" aria-labelledby="running-heading">
      <h2 id="running-heading" tabindex="-1">${text.heading(nameOf(subject))}</h2>
      ${place === null ? nothing : html`<p class="quiet">${place}</p>`}
      <progress max="100" .value=${percent} aria-label=${text.progress}>${text.percent(percent)}</progress>
      <p class="amounts">
        <span class="percent">${text.percent(percent)}</span>
        ${secondsLeft === null ? nothing : html`<span>${text.left(secondsLeft)}</span>`}
      </p>
      <p class="amounts quiet">
        ${progress === null
          ? html`<span>${text.starting}</span>`
          : html`<span>${text.reading(progress.file)}</span><span>${text.rows(progress.rows)}</span
              ><span>${text.bytes(progress.packed_done, progress.packed_total)}</span>`}
      </p>
      <p class="buttons"><button type="button" @click=${actions.cancel}>${text.cancel}</button></p>
      ${silent === null
        ? nothing
        : html`
            <div class="notice">
              <p>${text.silent(silent)}</p>
              <p class="buttons"><button type="button" @click=${actions.giveUp}>${text.giveUp}</button></p>
            </div>
          `}
    </section>
  `;
}
