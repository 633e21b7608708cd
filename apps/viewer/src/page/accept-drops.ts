import type { DriftgraphViewer } from "../element.tsx";
import { droppedFeed } from "../feed/dropped-feed.ts";
import type { DroppedFile, TakenFiles } from "../feed/dropped-files.ts";
import { startWorker } from "../worker/start-worker.ts";

/** Files of a folder that are looked at; a folder by mistake may be a whole disk. */
const MOST_FILES = 5000;
/** Problems that are told of at once. */
const MOST_PROBLEMS = 3;

/** Opens files and folders that are dropped on the page, in the browser alone. */
export function acceptDrops(viewer: DriftgraphViewer): void {
  addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
  addEventListener("drop", (event) => {
    const { dataTransfer } = event;
    if (!dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    // Only now: when the event is over, its items are gone.
    const entries = Array.from(dataTransfer.items, (item) => item.webkitGetAsEntry());
    const plain = Array.from(dataTransfer.files, (file) => ({ path: file.name, file }));
    void open(viewer, entries, plain);
  });
}

async function open(
  viewer: DriftgraphViewer,
  entries: readonly (FileSystemEntry | null)[],
  plain: readonly DroppedFile[],
): Promise<void> {
  const found: DroppedFile[] = [];
  for (const entry of entries) if (entry) await gather(entry, found);
  const taken = await take(found.length > 0 ? found : plain);
  if (taken.files.length === 0 && viewer.feed) {
    // What is open stays open.
    viewer.refuse(
      `Nothing of what was dropped can be opened: ${taken.problems.slice(0, MOST_PROBLEMS).join("; ") || "there are no files in it"}.`,
    );
    return;
  }
  viewer.fragment = "overview";
  viewer.feed = droppedFeed(taken);
}

async function take(files: readonly DroppedFile[]): Promise<TakenFiles> {
  const worker = startWorker("files");
  try {
    return await worker.remote.takeFiles(files);
  } finally {
    worker.end();
  }
}

async function gather(entry: FileSystemEntry, found: DroppedFile[]): Promise<void> {
  if (found.length >= MOST_FILES) return;
  const path = entry.fullPath.replace(/^\//, "");
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    found.push({ path, file });
  } else if (isFolder(entry)) {
    const reader = entry.createReader();
    const read = () =>
      new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    // A reader gives a hundred at a time.
    for (let batch = await read(); batch.length > 0; batch = await read()) {
      for (const inner of batch) await gather(inner, found);
    }
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
