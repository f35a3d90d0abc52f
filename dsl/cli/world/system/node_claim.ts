import { fs, process } from "./node_parts.ts";
import { throwing } from "./node_errors.ts";

/**
 * Holds a place, for a runtime that cannot lock files, by a file with the number of
 * this process; one that a process left which is no more is taken away.
 *
 * @returns the process that holds it already; undefined: this one does now.
 */
export function claim(path: string): string | undefined {
  for (;;) {
    try {
      fs.writeFileSync(path, String(process.pid), { flag: "wx" });
      return undefined;
    } catch (error) {
      if (codeOf(error) !== "EEXIST") {
        return throwing(`open '${path}'`, () => {
          throw error;
        });
      }
    }
    const holder = holderOf(path);
    if (holder === undefined) continue;
    if (isThere(holder, path)) return holder;
    // Only one process can move it away; whoever holds it by then gets it back.
    const away = `${path}.${process.pid}`;
    try {
      fs.renameSync(path, away);
    } catch {
      continue;
    }
    if (holderOf(away) !== holder) restore(away, path);
    fs.rmSync(away, { force: true });
  }
}

function restore(away: string, path: string): void {
  try {
    fs.linkSync(away, path);
  } catch {
    // Another process holds it by now.
  }
}

/** The process that a file names; undefined where there is no file any more. */
function holderOf(path: string): string | undefined {
  try {
    return fs.readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** Whether a process runs. One that has not yet written its number has begun a moment ago. */
function isThere(holder: string, path: string): boolean {
  if (!/^[1-9]\d*$/.test(holder)) {
    const { mtimeMs } = fs.statSync(path, { throwIfNoEntry: false }) ??
      { mtimeMs: 0 };
    return Date.now() - mtimeMs < 2000;
  }
  try {
    process.kill(Number(holder), 0);
    return true;
  } catch (error) {
    // It is another user's.
    return codeOf(error) === "EPERM";
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
