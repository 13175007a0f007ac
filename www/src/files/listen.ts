/** Files that are dropped on the page or pasted into it. */

export interface Incoming {
  dragging(over: boolean): void;
  dropped(transfer: DataTransfer): void;
  pasted(files: File[]): void;
}

/** The whole window takes a drop: a near miss would make the browser open the file in place of the page. */
export function listenForFiles(incoming: Incoming): void {
  // Entering a child comes before leaving its parent, so the number of elements that are under the pointer counts.
  let depth = 0;
  const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
  window.addEventListener("dragenter", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    depth += 1;
    if (depth === 1) incoming.dragging(true);
  });
  window.addEventListener("dragleave", (event) => {
    if (!holdsFiles(event)) return;
    depth = Math.max(0, depth - 1);
    if (depth === 0) incoming.dragging(false);
  });
  window.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
  });
  window.addEventListener("drop", (event) => {
    event.preventDefault();
    depth = 0;
    incoming.dragging(false);
    if (event.dataTransfer) incoming.dropped(event.dataTransfer);
  });
  window.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length > 0) incoming.pasted(files);
  });
}
