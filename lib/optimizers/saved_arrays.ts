/**
 * Arrays that were saved, before they are taken up again.
 *
 * @module
 */

import { NablaError } from "../base/nabla_error.ts";
import type { Values } from "../base/values.ts";
import { plural } from "../base/words.ts";

/**
 * Sees to it that saved arrays have the paths and the lengths that they must.
 *
 * @param subject what is to go on with them: `adam`, `the kept parameters`.
 * @throws {NablaError} if they do not.
 */
export function requireArrays(
  subject: string,
  saved: ReadonlyMap<string, Values>,
  wanted: ReadonlyMap<string, Values>,
): void {
  for (const [path, { length }] of wanted) {
    const found = saved.get(path)?.length;
    if (found === length) continue;
    throw new NablaError("state", {
      subject,
      rule: `${path} must have ${plural(length, "number")}`,
      found: found ?? "none",
    });
  }
  for (const path of saved.keys()) {
    if (wanted.has(path)) continue;
    throw new NablaError("state", {
      subject,
      rule: "every array must be of one of its parameters",
      found: path,
    });
  }
}
