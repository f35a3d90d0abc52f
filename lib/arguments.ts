/**
 * The arguments of a layer as data: one description serves TypeScript calls,
 * the text of the language and the documentation.
 *
 * @module
 */

/** What an argument can be: a number, several numbers, or one word of a list. */
export type ArgumentValue = number | readonly number[] | string;

/** Arguments by name; an optional one that was left out is absent. */
export type ArgumentValues = Readonly<
  Record<string, ArgumentValue | undefined>
>;

/** Describes one argument; `T` is the type of its value. */
export interface ArgumentSpec<
  T extends ArgumentValue | undefined = ArgumentValue | undefined,
> {
  /** `size` and each of `sizes` is a positive integer. */
  readonly kind: "size" | "sizes" | "number" | "choice";
  /** What it means, as a phrase. */
  readonly summary: string;
  /** The value where it is left out. */
  readonly default?: T;
  /** Whether it may be left out. */
  readonly optional: boolean;
  /** Whether it can be given by name only. */
  readonly named: boolean;
  /** The words that a choice allows. */
  readonly choices?: readonly string[];
}

/** Arguments by name, in the order in which they are shown. */
export type ArgumentSpecs = Readonly<Record<string, ArgumentSpec>>;

/** The values that a set of specs gives. */
export type ValuesOf<Specs extends ArgumentSpecs> = {
  readonly [Name in keyof Specs]: Specs[Name] extends ArgumentSpec<infer T> ? T
    : never;
};

/** A positive integer. */
export function size(summary: string): ArgumentSpec<number> {
  return { kind: "size", summary, optional: false, named: false };
}

/** A positive integer that may be left out. */
export function optionalSize(
  summary: string,
): ArgumentSpec<number | undefined> {
  return { kind: "size", summary, optional: true, named: false };
}

/** One or more positive integers: all positional arguments from here on. */
export function sizes(summary: string): ArgumentSpec<readonly number[]> {
  return { kind: "sizes", summary, optional: false, named: false };
}

/** A finite number; with a default it may be left out. */
export function number(
  summary: string,
  defaultValue?: number,
): ArgumentSpec<number> {
  return {
    kind: "number",
    summary,
    optional: defaultValue !== undefined,
    named: false,
    ...(defaultValue === undefined ? {} : { default: defaultValue }),
  };
}

/** One word of a list, given by name: `init=he`. */
export function choice(
  summary: string,
  choices: readonly string[],
  defaultValue: string,
): ArgumentSpec<string> {
  return {
    kind: "choice",
    summary,
    choices,
    optional: true,
    named: true,
    default: defaultValue,
  };
}

/** Who takes the arguments: its name and what it takes. */
export interface Signature {
  /** The layer's name. */
  readonly name: string;
  /** Its arguments. */
  readonly arguments: ArgumentSpecs;
  /** Which arguments stand where, shortest form first: `[["out"], ["in", "out"]]`. */
  readonly forms: readonly (readonly string[])[];
}

/** Why arguments cannot be taken. */
export interface ArgumentProblem {
  /** The kind of mistake. */
  readonly kind:
    | "too many"
    | "too few"
    | "unknown name"
    | "twice"
    | "wrong kind"
    | "not a size";
  /** The argument's name in the signature, or the unknown name as given. */
  readonly argument: string;
  /** Which given argument it is: its place among the positional ones, or its name. */
  readonly given?: number | string;
  /** What it must be, as a sentence's end: `must be a positive integer`. */
  readonly rule: string;
}

/** What {@linkcode readArguments} found. */
export interface ReadArguments {
  /** The values with defaults filled in; complete where there are no problems. */
  readonly values: ArgumentValues;
  /** The mistakes, in the order of the arguments. */
  readonly problems: readonly ArgumentProblem[];
}

/** The largest size that an argument may ask for. */
const largestSize = 2 ** 53 - 1;

/** Matches what was given against a signature. Never throws. */
export function readArguments(
  signature: Signature,
  positional: readonly unknown[],
  named: ReadonlyMap<string, unknown>,
): ReadArguments {
  const specs = new Map(Object.entries(signature.arguments));
  const values = new Map<string, ArgumentValue>();
  const problems: ArgumentProblem[] = [];

  const form = formFor(signature, positional.length);
  for (let place = 0; place < form.length; place++) {
    const name = form[place];
    const spec = specs.get(name);
    if (spec === undefined) continue;
    if (spec.kind === "sizes") {
      if (positional.length > place) takeSizes(name, place);
    } else if (place < positional.length) {
      take(name, spec, positional[place], place);
    }
  }
  const rest = form.some((name) => specs.get(name)?.kind === "sizes");
  if (!rest && positional.length > form.length) {
    problems.push({
      kind: "too many",
      argument: signature.name,
      given: form.length,
      rule: form.length === 0
        ? "takes no arguments"
        : `takes at most ${count(form.length, "argument")}`,
    });
  }
  for (const [name, value] of named) {
    const spec = specs.get(name);
    if (spec === undefined) {
      problems.push({
        kind: "unknown name",
        argument: name,
        given: name,
        rule: specs.size === 0
          ? "takes no arguments"
          : `takes ${list([...specs.keys()])}`,
      });
    } else if (values.has(name)) {
      problems.push({
        kind: "twice",
        argument: name,
        given: name,
        rule: "is given twice",
      });
    } else {
      take(name, spec, value, name);
    }
  }
  for (const [name, spec] of specs) {
    if (values.has(name)) continue;
    if (spec.default !== undefined) values.set(name, spec.default);
    else if (!spec.optional && !problems.some((p) => p.argument === name)) {
      problems.push({
        kind: "too few",
        argument: name,
        rule: `needs ${name}, ${spec.summary}`,
      });
    }
  }
  return { values: Object.fromEntries(values), problems };

  function take(
    name: string,
    spec: ArgumentSpec,
    value: unknown,
    given: number | string,
  ) {
    const problem = spec.kind === "sizes"
      ? sizesProblem(value)
      : valueProblem(spec, value);
    if (problem === undefined) values.set(name, value as ArgumentValue);
    else problems.push({ ...problem, argument: name, given });
  }

  function takeSizes(name: string, from: number) {
    const given = positional.slice(from);
    const wrong = given.flatMap((value, i) => {
      const problem = sizeProblem(value);
      return problem ? [{ ...problem, argument: name, given: from + i }] : [];
    });
    if (wrong.length > 0) problems.push(...wrong);
    else values.set(name, given as number[]);
  }
}

/** The shortest form with room for so many arguments, else the longest. */
function formFor(signature: Signature, length: number): readonly string[] {
  return signature.forms.find((form) => form.length >= length) ??
    signature.forms[signature.forms.length - 1];
}

type Problem = Pick<ArgumentProblem, "kind" | "rule">;

function valueProblem(spec: ArgumentSpec, value: unknown): Problem | undefined {
  if (spec.kind === "size") return sizeProblem(value);
  if (spec.kind === "number") {
    return typeof value === "number" && Number.isFinite(value)
      ? undefined
      : { kind: "wrong kind", rule: "must be a number" };
  }
  const choices = spec.choices ?? [];
  return typeof value === "string" && choices.includes(value)
    ? undefined
    : { kind: "wrong kind", rule: `must be ${list(choices, "or")}` };
}

function sizeProblem(value: unknown): Problem | undefined {
  if (typeof value !== "number") {
    return { kind: "wrong kind", rule: "must be a positive integer" };
  }
  return Number.isInteger(value) && value >= 1 && value <= largestSize
    ? undefined
    : { kind: "not a size", rule: "must be a positive integer" };
}

function sizesProblem(value: unknown): Problem | undefined {
  return Array.isArray(value) && value.length > 0 &&
      value.every((each) => sizeProblem(each) === undefined)
    ? undefined
    : { kind: "wrong kind", rule: "must be positive integers" };
}

/** `1 argument`, `2 arguments`. */
function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}

/** `a`, `a and b`, `a, b and c`, each in backticks. */
function list(words: readonly string[], joint: "and" | "or" = "and"): string {
  const quoted = words.map((word) => `\`${word}\``);
  if (quoted.length < 2) return quoted.join("");
  return `${quoted.slice(0, -1).join(", ")} ${joint} ${quoted.at(-1)}`;
}
