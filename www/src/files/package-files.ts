/** From what a person chooses, drops or pastes to one package. */

import type { PackageFile } from "../model/protocol";
import type { Chosen, Taken } from "../model/state";
import { words } from "../words/messages";

/** A folder with more than this is somebody's desktop, not a roster. */
const MOST_FILES = 2000;

const isZip = (file: File): boolean => /\.zip$/i.test(file.name);

function single(file: File): Taken {
  return { package: { name: file.name, files: [{ path: file.name, file }] }, anew: null };
}

export function fromFiles(files: readonly File[]): Chosen {
  const [first, ...others] = files;
  if (!first) return { refusal: words.choose.nothing };
  if (others.length === 0) return single(first);
  if (files.every(isZip)) return { several: [...files].sort((a, b) => (a.name < b.name ? -1 : 1)).map(single) };
  if (files.some(isZip)) return { refusal: words.choose.mixed(files.length) };
  return loose(files.map((file) => ({ path: file.name, file })));
}

/** What a folder chooser gives: every path begins with the folder's own name. */
export function fromFolder(files: readonly File[]): Chosen {
  const first = files[0];
  if (!first) return { refusal: words.choose.emptyFolder };
  const name = first.webkitRelativePath.split("/")[0] ?? first.name;
  return folder(
    name,
    files.map((file) => ({ path: file.webkitRelativePath.slice(name.length + 1), file })),
  );
}

/**
 * What was dropped. The list of a drop is emptied as soon as its event is over, so everything is taken from it before
 * the first wait.
 */
export async function fromDrop(transfer: DataTransfer): Promise<Chosen> {
  const files = [...transfer.files];
  const items = [...transfer.items].filter((item) => item.kind === "file");
  const entries = items.map((item) => item.webkitGetAsEntry());
  const handles = items.map((item) => (item as HandleItem).getAsFileSystemHandle?.());
  const at = entries.findIndex((entry) => entry?.isDirectory === true);
  const entry = entries[at];
  if (!entry) return withHandles(fromFiles(files), await Promise.all(handles.map((handle) => handle?.catch(() => null) ?? null)));
  if (entries.length > 1) return { refusal: words.choose.oneFolder };
  const found: PackageFile[] = [];
  try {
    // A page that was opened as a file may read a dropped folder in Chromium by its handle only; elsewhere there are
    // no handles.
    const handle = await handles[at]?.catch(() => null);
    if (handle?.kind === "directory") return await folderByHandle(handle as IterableDirectory);
    await collectByEntry(entry as FileSystemDirectoryEntry, "", found);
    return folder(entry.name, found);
  } catch {
    return { refusal: words.choose.folderUnreadable(entry.name) };
  }
}

async function folderByHandle(directory: IterableDirectory): Promise<Chosen> {
  const found: PackageFile[] = [];
  await collectByHandle(directory, "", found);
  const chosen = folder(directory.name, found);
  return "package" in chosen ? { ...chosen, anew: () => folderByHandle(directory) } : chosen;
}

/** With their handles the files can be read again after they were exported anew. */
function withHandles(chosen: Chosen, handles: readonly (FileSystemHandle | null)[]): Chosen {
  const files = handles.filter((handle): handle is FileSystemFileHandle => handle?.kind === "file");
  if (files.length === 0 || files.length !== handles.length) return chosen;
  const anew = (of: readonly FileSystemFileHandle[]) => async (): Promise<Chosen> =>
    withHandles(fromFiles(await Promise.all(of.map((handle) => handle.getFile()))), of);
  if ("package" in chosen) return { ...chosen, anew: anew(files) };
  if (!("several" in chosen)) return chosen;
  const own = (name: string): FileSystemFileHandle[] => files.filter((handle) => handle.name === name);
  return { several: chosen.several.map((each) => (own(each.package.name).length === 1 ? { ...each, anew: anew(own(each.package.name)) } : each)) };
}

/** Newer than the types of the DOM. */
interface HandleItem extends DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

interface IterableDirectory extends FileSystemDirectoryHandle {
  values(): AsyncIterableIterator<FileSystemFileHandle | IterableDirectory>;
}

function folder(name: string, files: PackageFile[]): Chosen {
  if (files.length === 0) return { refusal: words.choose.emptyFolder };
  if (files.length > MOST_FILES) return { refusal: words.choose.tooMany(name) };
  return { package: { name, files: sorted(files) }, anew: null };
}

function loose(files: PackageFile[]): Chosen {
  return { package: { name: words.choose.looseFiles(files.length), files: sorted(files) }, anew: null };
}

/** The same files give the same report in whatever order a browser lists them. */
function sorted(files: PackageFile[]): PackageFile[] {
  return files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

async function collectByHandle(directory: IterableDirectory, path: string, into: PackageFile[]): Promise<void> {
  for await (const handle of directory.values()) {
    if (into.length > MOST_FILES) return;
    if (handle.kind === "directory") await collectByHandle(handle, `${path}${handle.name}/`, into);
    else into.push({ path: path + handle.name, file: await handle.getFile() });
  }
}

async function collectByEntry(directory: FileSystemDirectoryEntry, path: string, into: PackageFile[]): Promise<void> {
  const reader = directory.createReader();
  // A directory is read in portions of a size that the browser chooses; an empty one is the last.
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (portion.length === 0 || into.length > MOST_FILES) return;
    for (const entry of portion) {
      if (entry.isDirectory) {
        await collectByEntry(entry as FileSystemDirectoryEntry, `${path}${entry.name}/`, into);
      } else {
        const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
        into.push({ path: path + entry.name, file });
      }
    }
  }
}
