/**
 * In a frame the page tells the page around it how high it is, so that the frame can follow. Nothing else is ever sent, and
 * no message is read: see docs/for-help-centres.md.
 */
export function tellHeight(of: HTMLElement): void {
  if (parent === window) return;
  let told = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(of.getBoundingClientRect().bottom + scrollY);
    if (height === told) return;
    told = height;
    // Whose page is around it nobody knows, and a number of pixels is no secret.
    parent.postMessage({ rostercheck: { height } }, "*");
  }).observe(of);
}
