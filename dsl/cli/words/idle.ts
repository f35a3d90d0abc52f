import { type Arguments, UsageError } from "./command.ts";

/**
 * No option is ignored: refuses those that would have no effect.
 *
 * @param names options that have none beside what else is asked for.
 * @param why what a message says of one after its name: `is for data, and there is none`.
 * @throws {UsageError} if one of them is given.
 */
export function refuseIdle(
  args: Arguments,
  names: readonly string[],
  why: string,
  help = "Leave it out.",
): void {
  const found = names.find((name) => args.given(name));
  if (found !== undefined) throw new UsageError(`--${found} ${why}`, help);
}
