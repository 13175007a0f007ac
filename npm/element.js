// <roster-check>: the page of rostercheck in a frame of your page.

const ATTRIBUTES = ["src", "receiver", "sender", "rule", "height", "label"];

export class RosterCheck extends HTMLElement {
  static observedAttributes = ATTRIBUTES;

  #frame = document.createElement("iframe");

  constructor() {
    super();
    this.#frame.setAttribute("part", "frame");
    this.#frame.allow = "clipboard-write";
    this.#frame.style.cssText = "width: 100%; border: 1px solid #c9d0d8; display: block";
    this.attachShadow({ mode: "open" }).append(this.#frame);
  }

  connectedCallback() {
    this.#show();
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#show();
  }

  /** The address of the page, with what it is asked for. */
  get address() {
    // The page itself comes with this package, so that nothing is loaded from somebody else.
    const address = new URL(this.getAttribute("src") ?? new URL("./page.html", import.meta.url), document.baseURI);
    const ask = (name, value) => {
      if (value) address.searchParams.set(name, value);
    };
    ask("profile", this.getAttribute("receiver"));
    ask("from", this.getAttribute("sender"));
    address.searchParams.set("embed", "1");
    const rule = this.getAttribute("rule");
    if (rule) address.hash = `rule/${encodeURIComponent(rule)}`;
    return address.href;
  }

  #show() {
    this.#frame.title = this.getAttribute("label") ?? "Check a OneRoster package";
    this.#frame.style.height = `${Number.parseInt(this.getAttribute("height") ?? "", 10) || 760}px`;
    if (this.#frame.src !== this.address) this.#frame.src = this.address;
  }
}

if (!customElements.get("roster-check")) customElements.define("roster-check", RosterCheck);
