import { type Phrase, say } from "../../words/say.ts";
import type {
  GradientCheck,
  Verdict,
} from "../../lib/gradcheck/comparison/comparison.ts";
import type { Check } from "../../lib/gradcheck/report.ts";
import { shorten, textWidth } from "../typesetting/width.ts";

/** What is known of the text that a network came from. */
export interface ReportSource {
  /** The place of each step in its text: `net.nn:1:12`. */
  readonly places?: ReadonlyMap<string, string>;
  /** The formula of each step that is a gate: `w11*a1`. */
  readonly formulas?: ReadonlyMap<string, string> | undefined;
  /** What gives the numbers of a path: `net.nn`. Default: not given. */
  readonly origins?: ReadonlyMap<string, string> | undefined;
  /** Whether `--drawn` would look elsewhere: the text gives numbers that can be drawn. */
  readonly isDrawable?: boolean | undefined;
  /** What the text gives and the check does not use: `y.grad`. */
  readonly unused?: readonly string[] | undefined;
  /** How to look elsewhere, where the check was started otherwise than on a network: `give other arguments in root_at`. */
  readonly elsewhere?: string | undefined;
  /** The command of the check, without `--only`: `nabla gradcheck net.nn --seed 7`. */
  readonly command?: string;
}

/** What a check is called in a sentence: its step, or `network`. */
export function checkName({ scope, name }: Check): string {
  return scope === "network" ? say("network") : name;
}

/** The largest error of a check; a fault in behaviour counts as large. */
export function worstOf({ gradients, behaviors }: Check): number {
  const errors = gradients.map(({ worst }) => worst?.error ?? 0);
  const isBad = behaviors.some(({ verdict }) => verdict === "fail");
  return Math.max(0, ...errors, isBad ? 1e3 : 0);
}

/** What is compared besides gradients in double precision. */
const kinds = {
  "float32": "float32",
  "order 2": "order 2",
  "order 2, symmetry": "order 2, symmetry",
  "order 2, forward": "order 2, forward",
  "tangent": "tangent",
} as const satisfies Record<NonNullable<GradientCheck["kind"]>, Phrase>;

/** The gradient that was checked. */
export function gradientName({ path, kind }: GradientCheck): string {
  return kind === undefined
    ? path
    : say("{path}, {kind}", { path, kind: say(kinds[kind]) });
}

/** What is wrong, as the beginning of a sentence. */
export function wrongName(gradient: GradientCheck): string {
  return gradient.kind === "tangent"
    ? say("the tangent of {path}", { path: gradient.path })
    : say("the gradient of {path}", { path: gradientName(gradient) });
}

/** Where one of its numbers is. */
export function numberPlace(
  { path, kind }: GradientCheck,
  index: readonly number[],
): string {
  return kind === "order 2, symmetry" || kind === "order 2, forward"
    ? say("{path} along direction {index}", { path, index: index.join() })
    : `${path}${formatIndex(index)}`;
}

/** `[0,1]`; nothing for a number that stands alone. */
export function formatIndex(index: readonly number[]): string {
  return index.length === 0 ? "" : `[${index.join()}]`;
}

/** What else is checked of a layer. */
export const questions: Readonly<
  Record<Check["behaviors"][number]["name"], Phrase>
> = {
  finite: "are gradients finite where outputs are?",
  written: "do both passes overwrite all that they compute?",
  deterministic: "do two runs give the same numbers, bit for bit?",
  pure: "are inputs, parameters and the gradient from above left unchanged?",
  linear: "is backward linear in the gradient from above?",
  fresh: "is nothing left of an earlier input?",
  "by example": "are examples independent of each other?",
  "any batch": "does it run with a batch of 1 and of 3?",
  mode: "are outputs the same in training and in use?",
  depends: "does some output depend on each parameter?",
  shortcut: "does its shortcut compute what forward does?",
};

/** What is checked besides numbers, by its name. */
const behaviorNames = {
  finite: "finite",
  written: "written",
  deterministic: "deterministic",
  pure: "pure",
  linear: "linear",
  fresh: "fresh",
  "by example": "by example",
  "any batch": "any batch",
  mode: "mode",
  depends: "depends",
  shortcut: "shortcut",
} as const satisfies Record<Check["behaviors"][number]["name"], Phrase>;

export function behaviorName(
  { name }: Pick<Check["behaviors"][number], "name">,
): string {
  return say(behaviorNames[name]);
}

/** Eight digits, enough to see where two numbers differ. */
export function formatGradient(value: number): string {
  if (!Number.isFinite(value) || value === 0) return String(value);
  const size = Math.abs(value);
  return size >= 1e-4 && size < 1e6
    ? value.toPrecision(8)
    : value.toExponential(6);
}

/** Two digits: what matters is whether it is above 1. */
export function formatError(error: number): string {
  if (error === 0 || !Number.isFinite(error)) return String(error);
  return error >= 1e-3 && error < 1e4
    ? String(Number(error.toPrecision(2)))
    : error.toExponential(0);
}

const marks = { pass: "ok", fail: "FAIL", inconclusive: "?" } as const;

/** The mark of a verdict in front of a row. */
export function verdictMark(verdict: Verdict): string {
  return say(marks[verdict]);
}

/** The columns that the longest mark takes. */
export function markWidth(): number {
  return Math.max(
    ...Object.values(marks).map((mark) => textWidth(say(mark))),
  );
}

const verdictWords = {
  pass: "PASS",
  fail: "FAIL",
  inconclusive: "INCONCLUSIVE",
} as const;

/** A verdict in front of what explains it. */
export function verdictWord(verdict: Verdict): string {
  return say(verdictWords[verdict]);
}

/** The most names in a row. */
const mostNamed = 8;

/** The first of many names, and how many more there are. */
export function some(names: readonly string[]): readonly string[] {
  return names.length <= mostNamed ? names : [
    ...names.slice(0, mostNamed - 1),
    say("{count} more", { count: names.length - mostNamed + 1 }),
  ];
}

/** Longer formulas are cut off. */
const longestFormula = 50;

/**
 * What a check is called in a report: its step with its formula, or the layer that
 * it is made of.
 */
export function checkTitle(
  { scope, name, layer }: Check,
  index: number,
  formula: string | undefined,
): string {
  if (scope === "network") return say("the whole network");
  if (scope === "function") return say("function {name}", { name });
  const own = formula !== undefined
    ? `${name} = ${shorten(formula, longestFormula)}`
    : name.replace(/_?\d+$/, "") === layer || name === layer
    ? name
    : `${name} (${layer})`;
  return say("step {number}, {name}", { number: index + 1, name: own });
}
