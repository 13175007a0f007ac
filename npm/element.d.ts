/**
 * `<roster-check>`: the page of rostercheck in a frame. Attributes: `src` (address of the page; default: the one in this
 * package), `receiver` (`infinite-campus`, `d2l-brightspace`), `sender`, `rule` (opens at a rule), `height` (in pixels;
 * default: 760), `label` (title of the frame).
 */
export declare class RosterCheck extends HTMLElement {
  /** The address of the page, with what it is asked for. */
  readonly address: string;
}

declare global {
  interface HTMLElementTagNameMap {
    "roster-check": RosterCheck;
  }
}
