// A stand-in for what the command line uses of `@std/cli/parse-args`: flags,
// options with text as `--name=value`, and all after `--`.

export interface ParseOptions {
  /** Whether what follows `--` is kept apart. */
  readonly "--": true;
  /** Names of flags. */
  readonly boolean: readonly string[];
  /** Names of options with a text. */
  readonly string: readonly string[];
  /** Names of options whose texts are collected in an array. */
  readonly collect: readonly string[];
}

export interface Args {
  /** What is not an option. */
  _: (string | number)[];
  /** What follows `--`. */
  "--": string[];
  /** The options by name; a flag that is not given is false. */
  [name: string]: unknown;
}

/** Sorts the words of a command line. */
export function parseArgs(
  words: readonly string[],
  options: ParseOptions,
): Args {
  const end = words.indexOf("--");
  const before = end < 0 ? words : words.slice(0, end);
  const args: Args = { _: [], "--": end < 0 ? [] : words.slice(end + 1) };
  for (const name of options.boolean) args[name] = false;
  for (const name of options.collect) args[name] = [];
  for (const word of before) {
    const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === undefined) args._.push(word);
    else if (options.boolean.includes(name)) args[name] = value !== "false";
    else if (options.collect.includes(name)) {
      args[name] = [args[name], value ?? ""].flat();
    } else args[name] = value ?? "";
  }
  return args;
}
