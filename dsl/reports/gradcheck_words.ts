import type {
  GradientCheck,
  Verdict,
} from "../../lib/gradcheck/comparison/comparison.ts";
import type { Check } from "../../lib/gradcheck/report.ts";
import { shorten } from "../typesetting/width.ts";

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

/** The largest error of a check; a fault in behaviour counts as large. */
export function worstOf({ gradients, behaviors }: Check): number {
  const errors = gradients.map(({ worst }) => worst?.error ?? 0);
  const isBad = behaviors.some(({ verdict }) => verdict === "fail");
  return Math.max(0, ...errors, isBad ? 1e3 : 0);
}

/** The gradient that was checked. */
export function gradientName({ path, kind }: GradientCheck): string {
  return kind === undefined ? path : `${path}, ${kind}`;
}

/** What is wrong, as the beginning of a sentence. */
export function wrongName(gradient: GradientCheck): string {
  return gradient.kind === "tangent"
    ? `the tangent of ${gradient.path}`
    : `the gradient of ${gradientName(gradient)}`;
}

/** Where one of its numbers is. */
export function numberPlace(
  { path, kind }: GradientCheck,
  index: readonly number[],
): string {
  return kind === "order 2, symmetry" || kind === "order 2, forward"
    ? `${path} along direction ${index.join()}`
    : `${path}${formatIndex(index)}`;
}

/** `[0,1]`; nothing for a number that stands alone. */
export function formatIndex(index: readonly number[]): string {
  return index.length === 0 ? "" : `[${index.join()}]`;
}

/** What else is checked of a layer. */
export const questions: Readonly<
  Record<Check["behaviors"][number]["name"], string>
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

/** The mark of a verdict in front of a row. */
export const verdictMarks: Readonly<Record<Verdict, string>> = {
  pass: "ok",
  fail: "FAIL",
  inconclusive: "?",
};

/** The most names in a row. */
const mostNamed = 8;

/** The first of many names, and how many more there are. */
export function some(names: readonly string[]): readonly string[] {
  return names.length <= mostNamed ? names : [
    ...names.slice(0, mostNamed - 1),
    `${names.length - mostNamed + 1} more`,
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
  if (scope === "network") return "the whole network";
  if (scope === "function") return `function ${name}`;
  if (formula !== undefined) {
    return `step ${index + 1}, ${name} = ${shorten(formula, longestFormula)}`;
  }
  return name.replace(/_?\d+$/, "") === layer || name === layer
    ? `step ${index + 1}, ${name}`
    : `step ${index + 1}, ${name} (${layer})`;
}
