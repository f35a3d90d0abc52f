/**
 * What files hold, as settings of a run that is to be gone on with: by their
 * content, whatever they are called.
 *
 * @module
 */

import { createDigest } from "../../../lib/bytes/digest.ts";
import { contentSetting } from "../../../lib/fitting/run_identity.ts";
import type { Io } from "../world/io.ts";
import { withFile } from "./source.ts";

const pieceSize = 2 ** 20;

/** A file as a setting; undefined where there is none. */
export function fileSetting(
  path: string,
  io: Io,
): Promise<string | undefined> {
  return withFile(path, io, async (file) => {
    const digest = createDigest();
    for (let at = 0; at < file.size; at += pieceSize) {
      digest.add(await file.read(at, Math.min(pieceSize, file.size - at)));
    }
    return contentSetting(path, digest.text());
  });
}

/** More are followed no further. */
const mostModules = 1000;

/**
 * Modules of layers as a setting, with the files that they import by relative
 * paths, and those that these import. What comes from elsewhere, as from a registry,
 * and what a module reads while it runs is not looked at.
 */
export async function modulesSetting(
  paths: readonly string[],
  io: Io,
): Promise<string | undefined> {
  if (paths.length === 0) return undefined;
  const digest = createDigest();
  const open = [...paths];
  const seen = new Set<string>();
  for (let path = open.shift(); path !== undefined; path = open.shift()) {
    if (seen.has(path) || seen.size === mostModules) continue;
    seen.add(path);
    const bytes = await io.readFile(path).catch(() => undefined);
    const text = new TextDecoder().decode(bytes);
    digest.addText(text);
    for (const [, , name] of text.matchAll(relativeImport)) {
      open.push(besides(path, name));
    }
  }
  return contentSetting(paths.join(), digest.text());
}

/** `from "./x.ts"`, `import "./x.ts"` and `import("./x.ts")`. */
const relativeImport = /\b(?:from|import)\s*\(?\s*(["'])(\.{1,2}\/.*?)\1/g;

/** The path of what a file names. */
function besides(path: string, name: string): string {
  const parts = path.split(/[/\\]/).slice(0, -1);
  for (const part of name.split("/")) {
    const isBack = part === ".." && parts.length > 0 &&
      ![".", "..", ""].includes(parts[parts.length - 1]);
    if (isBack) parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}
