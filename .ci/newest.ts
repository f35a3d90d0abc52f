// When files were written last, to tell whether what was built of them is older.

/** The time of the newest file in some places, but in folders `dist`, which are built. */
export function newestIn(paths: readonly string[]): number {
  return Math.max(0, ...paths.map(newest));
}

function newest(path: string): number {
  const { isDirectory, mtime } = Deno.statSync(path);
  return isDirectory ? newestInFolder(path) : mtime?.getTime() ?? 0;
}

function newestInFolder(folder: string): number {
  let time = 0;
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    const path = `${folder}/${name}`;
    if (!isDirectory) time = Math.max(time, newest(path));
    else if (name !== "dist") time = Math.max(time, newestInFolder(path));
  }
  return time;
}

/** When a file was written; undefined where there is none. */
export function timeOf(file: string | URL): number | undefined {
  try {
    return Deno.statSync(file).mtime?.getTime();
  } catch {
    return undefined;
  }
}
