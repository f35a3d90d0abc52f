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

/** Where a number must lie; open where absent. */
export interface NumberRange {
  /** It may be this or larger. */
  readonly from?: number;
  /** It must be larger. */
  readonly above?: number;
  /** It may be this or smaller. */
  readonly to?: number;
  /** It must be smaller. */
  readonly below?: number;
}

/** Describes one argument; `T` is the type of its value. */
export interface ArgumentSpec<
  T extends ArgumentValue | undefined = ArgumentValue | undefined,
> {
  /**
   * `size` and each of `sizes` is a positive integer, an `integer` and each of
   * `integers` any one from `least` on. `extents` are a whole number for all axes,
   * a list with one for each, or one of `choices`. `numbers` are a list, `label`
   * is the label of a step.
   */
  readonly kind:
    | "size"
    | "sizes"
    | "integer"
    | "integers"
    | "extents"
    | "number"
    | "numbers"
    | "choice"
    | "label";
  /** What it means, as a phrase. */
  readonly summary: string;
  /** The value where it is left out. */
  readonly default?: T;
  /** Whether it may be left out. */
  readonly optional: boolean;
  /** Whether it can be given by name only. */
  readonly named: boolean;
  /** The words that a choice allows, or those that may stand instead of extents. */
  readonly choices?: readonly string[];
  /** The least of `integer`, `integers` and `extents`; 1 where absent. */
  readonly least?: number;
  /** Where a number, or each of several, must lie. */
  readonly range?: NumberRange;
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

/** What {@linkcode number} may say besides: where the number must lie, and how it is given. */
export interface NumberOptions extends NumberRange {
  /** Whether it can be given by name only. */
  readonly named?: boolean;
}

/** A finite number; with a default it may be left out. */
export function number(
  summary: string,
  defaultValue?: number,
  options: NumberOptions = {},
): ArgumentSpec<number> {
  const { named = false, ...range } = options;
  return {
    kind: "number",
    summary,
    optional: defaultValue !== undefined,
    named,
    ...(defaultValue === undefined ? {} : { default: defaultValue }),
    ...withRange(range),
  };
}

function withRange(range: NumberRange): { readonly range?: NumberRange } {
  return Object.keys(range).length === 0 ? {} : { range };
}

/** A finite number that may be left out, which means something of its own; given by name. */
export function optionalNumber(
  summary: string,
  range: NumberRange = {},
): ArgumentSpec<number | undefined> {
  return {
    kind: "number",
    summary,
    optional: true,
    named: true,
    ...withRange(range),
  };
}

/** Finite numbers as a list, given by name: `weights=[1, 2]`. */
export function optionalNumbers(
  summary: string,
  range: NumberRange = {},
): ArgumentSpec<readonly number[] | undefined> {
  return {
    kind: "numbers",
    summary,
    optional: true,
    named: true,
    ...withRange(range),
  };
}

/** Whole numbers from `least` on: all positional arguments from here on. */
export function integers(
  summary: string,
  least: number,
): ArgumentSpec<readonly number[]> {
  return { kind: "integers", summary, least, optional: false, named: false };
}

/** One whole number from `least` on. */
export function integer(summary: string, least: number): ArgumentSpec<number> {
  return { kind: "integer", summary, least, optional: false, named: false };
}

/** An axis without the batch, counted from 0, given by name; it means something of its own where it is left out. */
export function optionalAxis(
  summary: string,
): ArgumentSpec<number | undefined> {
  return { kind: "integer", summary, least: 0, optional: true, named: true };
}

/** The label of an earlier step. */
export function stepLabel(summary: string): ArgumentSpec<string> {
  return { kind: "label", summary, optional: false, named: false };
}

/** What {@linkcode extents} may say besides its summary. */
export interface ExtentsOptions {
  /** The value where it is left out; a number, or one of the words that may stand instead. */
  readonly default?: number | string;
  /** The least that each may be; 1 unless told otherwise. */
  readonly least?: number;
  /** Whether it can be given by name only. */
  readonly named?: boolean;
}

/** What extents are given as. */
export type Extents<Word extends string = never> =
  | number
  | readonly number[]
  | Word;

/** A whole number for all axes, or a list with one for each: `3`, `[3, 5]`. */
export function extents(
  summary: string,
  options: ExtentsOptions = {},
): ArgumentSpec<Extents> {
  const { default: defaultValue, least = 1, named = false } = options;
  return {
    kind: "extents",
    summary,
    least,
    named,
    optional: defaultValue !== undefined,
    ...(defaultValue === undefined ? {} : { default: defaultValue as Extents }),
  };
}

/** The same, or one of some words: `same`. */
export function extentsOr<const Word extends string>(
  words: readonly Word[],
  summary: string,
  options: ExtentsOptions = {},
): ArgumentSpec<Extents<Word>> {
  return { ...extents(summary, options), choices: words };
}

/** One word of a list, given by name unless told otherwise: `init=he`. */
export function choice(
  summary: string,
  choices: readonly string[],
  defaultValue: string,
  named = true,
): ArgumentSpec<string> {
  return {
    kind: "choice",
    summary,
    choices,
    optional: true,
    named,
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
    | "not a size"
    | "out of range";
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
    if (isRest(spec)) {
      if (positional.length > place) takeRest(name, spec, place);
    } else if (place < positional.length) {
      take(name, spec, positional[place], place);
    }
  }
  const takesRest = form.some((name) => isRest(specs.get(name)));
  if (!takesRest && positional.length > form.length) {
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
    const problem = valueProblem(spec, value);
    if (problem === undefined) values.set(name, value as ArgumentValue);
    else problems.push({ ...problem, argument: name, given });
  }

  function takeRest(name: string, { least = 1 }: ArgumentSpec, from: number) {
    const given = positional.slice(from);
    const wrong = given.flatMap((value, i) => {
      const problem = integerProblem(value, least);
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
  const { choices = [], least = 1 } = spec;
  switch (spec.kind) {
    case "size":
      return integerProblem(value, 1);
    case "integer":
      return integerProblem(value, least);
    case "sizes":
    case "integers":
      return listProblem(value, least);
    case "extents":
      return extentsProblem(value, least, choices);
    case "number":
      return Number.isFinite(value)
        ? rangeProblem("a number", [value], spec.range)
        : { kind: "wrong kind", rule: "must be a number" };
    case "numbers":
      return Array.isArray(value) && value.length > 0 &&
          value.every(Number.isFinite)
        ? rangeProblem("numbers", value, spec.range)
        : { kind: "wrong kind", rule: "must be a list of numbers" };
    case "choice":
      return choices.some((each) => each === value)
        ? undefined
        : { kind: "wrong kind", rule: `must be ${list(choices, "or")}` };
    case "label":
      return typeof value === "string" && value !== ""
        ? undefined
        : { kind: "wrong kind", rule: "must be the label of a step" };
  }
}

function rangeProblem(
  what: string,
  values: readonly unknown[],
  range: NumberRange = {},
): Problem | undefined {
  const { from = -Infinity, above = -Infinity } = range;
  const { to = Infinity, below = Infinity } = range;
  const isFit = values.every((value) =>
    typeof value === "number" && value >= from && value > above &&
    value <= to && value < below
  );
  if (isFit) return;
  return { kind: "out of range", rule: `must be ${what} ${rangeWords(range)}` };
}

/** `from 0 on`, `above 0`, `from 0 to 1`, `above 0 and below 1`. */
function rangeWords({ from, above, to, below }: NumberRange): string {
  const isFrom = from !== undefined;
  const isEnded = to !== undefined || below !== undefined;
  const words = [
    ...isFrom ? [`from ${from}`] : [],
    ...above === undefined ? [] : [`above ${above}`],
    ...isEnded && above !== undefined ? ["and"] : [],
    ...to === undefined ? [] : [isFrom ? `to ${to}` : `at most ${to}`],
    ...below === undefined
      ? []
      : [isFrom ? `to below ${below}` : `below ${below}`],
    ...isFrom && !isEnded ? ["on"] : [],
  ];
  return words.join(" ");
}

/** Whether it takes all positional arguments from its place on. */
function isRest(spec: ArgumentSpec | undefined): boolean {
  return spec?.kind === "sizes" || spec?.kind === "integers";
}

/** What integers from `least` on are called. */
function integerWords(least: number): string {
  if (least === 1) return "a positive integer";
  return least === 0 ? "a whole number" : `an integer from ${least} on`;
}

function integerProblem(value: unknown, least: number): Problem | undefined {
  const rule = `must be ${integerWords(least)}`;
  if (typeof value !== "number") return { kind: "wrong kind", rule };
  return Number.isInteger(value) && value >= least && value <= largestSize
    ? undefined
    : { kind: "not a size", rule };
}

function listProblem(value: unknown, least: number): Problem | undefined {
  const isFit = Array.isArray(value) && value.length > 0 &&
    value.every((each) => integerProblem(each, least) === undefined);
  if (isFit) return;
  const words = least === 1
    ? "positive integers"
    : least === 0
    ? "whole numbers"
    : `integers from ${least} on`;
  return { kind: "wrong kind", rule: `must be ${words}` };
}

function extentsProblem(
  value: unknown,
  least: number,
  words: readonly string[],
): Problem | undefined {
  if (words.some((word) => word === value)) return;
  const rule = `must be ${
    [
      integerWords(least),
      ...words.map((word) => `\`${word}\``),
      "a list with one for each axis",
    ].join(", ").replace(/, (?=[^,]*$)/, " or ")
  }`;
  if (typeof value === "number") {
    return integerProblem(value, least) && { kind: "not a size", rule };
  }
  return listProblem(value, least) && { kind: "wrong kind", rule };
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
