import type { ArgumentDescription, ArgumentValue } from "./arguments.ts";
import type { Described } from "./definition.ts";

/** The first argument, with a value that it takes, to show how something is called; undefined without arguments. */
export function exampleArgument(
  { arguments: specs }: Described,
): readonly [name: string, value: ArgumentValue] | undefined {
  const [first] = Object.entries(specs);
  return first && [first[0], exampleValue(first[1])];
}

/** A value that an argument takes: its default, or one that says more. */
function exampleValue(spec: ArgumentDescription): ArgumentValue {
  const { kind, choices = [], default: value, least = 1, range = {} } = spec;
  if (kind === "flag") return true;
  if (kind === "choice") return choices.find((each) => each !== value) ?? "";
  if (value !== undefined && value !== 0) return value;
  if (kind !== "number") return Math.max(least, 1);
  return range.to !== undefined || range.below !== undefined ? 0.9 : 0.1;
}
