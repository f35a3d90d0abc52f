import { say, translated } from "../../words/say.ts";
import { list, plural } from "../base/words.ts";
import type {
  ArgumentCondition,
  ArgumentDescription,
  ArgumentValue,
  ArgumentValues,
  NumberRange,
  Signature,
} from "./arguments.ts";

export interface ArgumentProblem {
  readonly kind:
    | "too many"
    | "too few"
    | "unknown name"
    | "twice"
    | "wrong kind"
    | "not a size"
    | "out of range"
    | "no effect";
  /** The argument's name in the signature, or the unknown name as given. */
  readonly argument: string;
  /** Which given argument: its place among the positional ones, or its name. */
  readonly given?: number | string | undefined;
  /** What it must be, as a sentence's end: `must be a positive integer`. */
  readonly rule: string;
  /** The same for a value, `a positive integer`; absent if the call is wrong. */
  readonly wanted?: string;
  /** Of an argument without effect, what gives it one. */
  readonly when?: ArgumentCondition;
}

/** The given arguments with defaults filled in, and their mistakes, in the order of the arguments. Never throws. */
export function readArguments(
  signature: Signature,
  positional: readonly unknown[],
  named: ReadonlyMap<string, unknown>,
): {
  readonly values: ArgumentValues;
  readonly problems: readonly ArgumentProblem[];
} {
  const specs = new Map(Object.entries(signature.arguments));
  const values = new Map<string, ArgumentValue>();
  const problems: ArgumentProblem[] = [];
  /** Where each argument was given. */
  const places = new Map<string, number | string>();

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
    const rule = form.length === 0
      ? specs.size === 0
        ? say("takes no arguments")
        : say("takes no arguments without a name")
      : say("takes at most {count}", {
        count: plural(form.length, "argument"),
      });
    refuse("too many", signature.name, rule, form.length);
  }
  for (const [name, value] of named) {
    const spec = specs.get(name);
    if (spec === undefined) {
      const rule = specs.size === 0
        ? say("takes no arguments")
        : say("takes {arguments}", {
          arguments: list(quoted([...specs.keys()]), "and"),
        });
      refuse("unknown name", name, rule, name);
    } else if (values.has(name)) {
      refuse("twice", name, say("is given twice"), name);
    } else take(name, spec, value, name);
  }
  for (const [name, spec] of specs) {
    if (values.has(name)) continue;
    if (spec.default !== undefined) values.set(name, spec.default);
    else if (!spec.optional && !problems.some((p) => p.argument === name)) {
      const summary = translated(spec.summary);
      const rule = say("needs {argument}, {summary}", {
        argument: name,
        summary,
      });
      refuse("too few", name, rule);
    }
  }
  for (const [name, given] of places) {
    const { when, default: usual } = specs.get(name) ?? {};
    const isUsed = when === undefined || values.get(name) === usual ||
      when.values.some((value) => value === values.get(when.argument));
    if (isUsed) continue;
    const wanted = list(
      when.values.map((value) => `${when.argument}=${value}`),
      "or",
    );
    const rule = say("has an effect only with {values}", { values: wanted });
    problems.push({ kind: "no effect", argument: name, given, rule, when });
  }
  return { values: Object.fromEntries(values), problems };

  function refuse(
    kind: ArgumentProblem["kind"],
    argument: string,
    rule: string,
    given?: number | string,
  ) {
    problems.push({ kind, argument, given, rule });
  }

  function take(
    name: string,
    spec: ArgumentDescription,
    value: unknown,
    given: number | string,
  ) {
    const problem = valueProblem(spec, value);
    if (problem === undefined) {
      values.set(name, value as ArgumentValue);
      places.set(name, given);
    } else problems.push({ ...problem, argument: name, given });
  }

  function takeRest(
    name: string,
    { least = 1 }: ArgumentDescription,
    from: number,
  ) {
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

/** What an argument must be: `a positive integer`, `a number from 0 to 1`, `yes or no`. */
export function wantedOf(spec: ArgumentDescription): string {
  const { kind, choices = [], least = 1, most, range = {} } = spec;
  switch (kind) {
    case "size":
    case "integer":
      return integerWords(least, most);
    case "sizes":
    case "integers":
      return integersWords(least);
    case "axis":
      return say("a whole number, 0 for the first axis or -1 for the last");
    case "axes":
      return say(
        "a whole number, 0 for the first axis or -1 for the last, or a list of such",
      );
    case "extents":
      return extentsWords(spec, choices);
    case "number":
      return isAnywhere(range)
        ? say("a number")
        : say("a number {range}", { range: rangeWords(range) });
    case "numbers":
      return isAnywhere(range)
        ? say("a list of numbers")
        : say("a list of numbers {range}", { range: rangeWords(range) });
    case "choice":
      return list(quoted(choices), "or");
    case "label":
      return say("the label of a step");
    case "flag":
      return say("yes or no");
    case "branch":
      return say("a pipeline");
  }
}

type Problem = Pick<ArgumentProblem, "kind" | "rule" | "wanted">;

function mustBe(kind: Problem["kind"], wanted: string): Problem {
  return { kind, rule: say("must be {wanted}", { wanted }), wanted };
}

function valueProblem(
  spec: ArgumentDescription,
  value: unknown,
): Problem | undefined {
  const kind = mistakeIn(spec, value);
  if (kind === undefined) return;
  const { range: _, ...withoutRange } = spec;
  return mustBe(kind, wantedOf(kind === "wrong kind" ? withoutRange : spec));
}

function mistakeIn(
  { kind, choices = [], least = 1, most, range = {}, isFraction }:
    ArgumentDescription,
  value: unknown,
): Problem["kind"] | undefined {
  const isList = Array.isArray(value) && value.length > 0;
  const isEach = (holds: (each: unknown) => boolean) =>
    isList && value.every(holds);
  const isInteger = (each: unknown) =>
    integerProblem(each, least, most) === undefined;
  const isFinite = (each: unknown) => Number.isFinite(each);
  const isInRange = (each: unknown) => isWithin(each, range);
  switch (kind) {
    case "size":
    case "integer":
      return integerProblem(value, least, most)?.kind;
    case "sizes":
    case "integers":
      return isEach(isInteger) ? undefined : "wrong kind";
    case "axis":
      return Number.isSafeInteger(value) ? undefined : "wrong kind";
    case "axes":
      return Number.isSafeInteger(value) || isEach(Number.isSafeInteger)
        ? undefined
        : "wrong kind";
    case "extents": {
      const isExtent = isFraction
        ? (each: unknown) => isWithin(each, { above: 0 })
        : isInteger;
      if (typeof value === "number") {
        return isExtent(value) ? undefined : "not a size";
      }
      return choices.some((word) => word === value) || isEach(isExtent)
        ? undefined
        : "wrong kind";
    }
    case "number":
      if (typeof value !== "number") return "wrong kind";
      return isInRange(value) ? undefined : "out of range";
    case "numbers":
      if (!isEach(isFinite)) return "wrong kind";
      return isEach(isInRange) ? undefined : "out of range";
    case "choice":
      return choices.some((each) => each === value) ? undefined : "wrong kind";
    case "flag":
      return typeof value === "boolean" ? undefined : "wrong kind";
    case "branch":
      return value === true ? undefined : "wrong kind";
    case "label":
      return typeof value === "string" && value !== ""
        ? undefined
        : "wrong kind";
  }
}

function isWithin(value: unknown, range: NumberRange): boolean {
  const { from = -Infinity, above = -Infinity } = range;
  const { to = Infinity, below = Infinity } = range;
  return typeof value === "number" && Number.isFinite(value) &&
    value >= from && value > above && value <= to && value < below;
}

function isAnywhere({ from, above, to, below }: NumberRange): boolean {
  return (from ?? above ?? to ?? below) === undefined;
}

/** `of at least 0`, `above 0`, `from 0 to 1`, `above 0 and below 1`. */
function rangeWords({ from, above, to, below }: NumberRange): string {
  if (from !== undefined) {
    return to !== undefined
      ? say("from {from} to {to}", { from, to })
      : below !== undefined
      ? say("from {from} to below {below}", { from, below })
      : say("of at least {from}", { from });
  }
  return [
    ...above === undefined ? [] : [say("above {above}", { above })],
    ...to === undefined ? [] : [say("at most {to}", { to })],
    ...below === undefined ? [] : [say("below {below}", { below })],
  ].reduce((lower, upper) => say("{lower} and {upper}", { lower, upper }));
}

/** Whether it takes all positional arguments from its place. */
function isRest(spec: ArgumentDescription | undefined): boolean {
  return spec?.kind === "sizes" || spec?.kind === "integers";
}

function integerProblem(
  value: unknown,
  least: number,
  most?: number,
): Problem | undefined {
  const isFit = Number.isInteger(value) && (value as number) >= least &&
    (value as number) <= (most ?? Number.MAX_SAFE_INTEGER) &&
    (least >= 0 || value !== 0);
  if (isFit) return;
  const kind = typeof value === "number" ? "not a size" : "wrong kind";
  return mustBe(kind, integerWords(least, most));
}

/** The least of sizes of which one may be open. */
const open = -1;

function integerWords(least: number, most?: number): string {
  if (least === open) return say("a positive integer, or -1");
  if (least === -Infinity) return say("an integer, but not 0");
  if (most !== undefined) {
    return say("a whole number from {least} to {most}", { least, most });
  }
  if (least === 1) return say("a positive integer");
  return least === 0
    ? say("a whole number")
    : say("an integer of at least {least}", { least });
}

function integersWords(least: number): string {
  if (least === open) return say("positive integers, or -1 for one of them");
  if (least === 1) return say("positive integers");
  return least === 0
    ? say("whole numbers")
    : say("integers of at least {least}", { least });
}

function extentsWords(
  { least = 1, isFraction }: ArgumentDescription,
  words: readonly string[],
): string {
  return list([
    isFraction ? say("a number above 0") : integerWords(least),
    ...quoted(words),
    say("a list with one for each axis"),
  ], "or");
}

function quoted(words: readonly string[]): string[] {
  return words.map((word) => `\`${word}\``);
}
