import { type Phrase, say } from "../../../words/say.ts";
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
  why: Phrase | Reason,
  help: Phrase = "Leave it out.",
): void {
  const found = names.find((name) => args.given(name));
  if (found === undefined) return;
  const reason = typeof why === "function" ? why() : say(why);
  throw new UsageError(
    say("--{name} {why}", { name: found, why: reason }),
    say(help),
  );
}

/** Why an option has no effect, where that needs facts. */
type Reason = () => string;
