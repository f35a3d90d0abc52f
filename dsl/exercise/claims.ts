import {
  checkClaim,
  type ClaimOptions,
  type ClaimReport,
} from "../../lib/claims/claim.ts";
import type { ClaimMistake } from "../../lib/claims/claim_mistake.ts";
import { isTimes } from "../../lib/gradcheck/mistakes/ratio.ts";
import { type Operator, operatorOf } from "../../lib/layer/layer.ts";
import type { WrittenClaim } from "../compiler/formulas/claims.ts";
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.ts";
import { formatFormula } from "../syntax/printing/formula_text.ts";
import { formatNumber } from "../typesetting/numbers.ts";

/** A claimed derivative of a text, marked. */
export interface JudgedClaim {
  /** How it was marked. */
  readonly report: ClaimReport;
  /** What is wrong and why, if anything is. */
  readonly diagnostic?: Diagnostic | undefined;
}

/**
 * Marks every claimed derivative of a text.
 *
 * ```ts
 * import { compile, judgeClaims } from "@nabla/nabla/text";
 * import { assertEquals } from "@std/assert";
 *
 * const compiled = compile("f(x) = x*exp(x)\nf'(x) = exp(x)");
 * const [{ report, diagnostic }] = judgeClaims(compiled);
 * assertEquals(report.verdict, "fail");
 * assertEquals(diagnostic?.notes, [
 *   "the product rule gives the derivative of `x*exp(x)` two terms, and the one with the derivative of `exp(x)` is missing",
 * ]);
 * ```
 */
export function judgeClaims(
  { claims }: { readonly claims: readonly WrittenClaim[] },
  options: Pick<ClaimOptions, "seed" | "keepNumbers"> = {},
): readonly JudgedClaim[] {
  const functions = new Set(claims.map((claim) => claim.function));
  return claims.map((claim) => {
    const others = [...functions].filter((each) => each !== claim.function);
    return judgeClaim(claim, { ...options, others });
  });
}

/** Marks one claimed derivative. */
export function judgeClaim(
  claim: WrittenClaim,
  options: ClaimOptions,
): JudgedClaim {
  const report = checkClaim(claim, options);
  return { report, diagnostic: diagnosticOf(claim, report) };
}

function diagnosticOf(
  { body, definition, function: of }: WrittenClaim,
  { name, verdict, worst, mistake, checked, wrong, reason }: ClaimReport,
): Diagnostic | undefined {
  if (verdict !== "fail") return undefined;
  const [parameter] = of.parameters;
  const secondary = [{ span: definition, text: "the function" }];
  const message = `\`${name}\` is not the derivative of \`${of.name}\``;
  if (worst === undefined) {
    const label = `it gives no number for a number \`${parameter}\``;
    const notes = reason === undefined ? [] : [reason];
    return diagnostic("E204", message, body, { label, secondary, notes });
  }
  const at = `at ${parameter} = ${formatNumber(worst.point)}`;
  const [claimed, right] = [worst.claimed, worst.right]
    .map((each) => formatNumber(each));
  return diagnostic("E204", message, body, {
    label: `${claimed} ${at}, where differences give ${right}`,
    secondary,
    notes: [
      mistake === undefined
        ? `wrong at ${wrong} of ${checked} numbers`
        : slipWords(mistake, of.name, parameter),
    ],
  });
}

/** Longer formulas are cut off. */
const longest = 40;

/** What is wrong with a claimed derivative, as a clause. */
function slipWords(
  mistake: ClaimMistake,
  name: string,
  parameter: string,
): string {
  switch (mistake.kind) {
    case "sign":
      return "it has the opposite sign";
    case "itself":
      return `it is \`${name}\` itself, not its derivative`;
    case "factor":
      return isTimes(mistake.factor);
    case "other function":
      return `it is the derivative of \`${mistake.name}\``;
    case "constant":
      return `it is off by ${
        formatNumber(mistake.difference)
      } everywhere: a term is missing, or there is one too many`;
    case "only at zero":
      return `it is right at ${parameter} = 0 and nowhere else`;
    case "one side":
      return mistake.right === "above"
        ? `it is right where ${parameter} is above 0, and wrong below`
        : `it is right where ${parameter} is below 0, and wrong above`;
    case "other":
      // What comes out is called y there.
      return mistake.words.replace(/\by\b/g, `${name}(${parameter})`);
  }
  const { gate, operand } = mistake;
  const [whole, part, denominator] = [
    gate,
    gate.operands[operand],
    gate.operands[1],
  ].map((each) => each && quotedFormula(each));
  const operator = operatorOf(gate.layer);
  const kind = operator && kinds[operator];
  switch (mistake.kind) {
    case "term missing":
      return kind === undefined
        ? `in the derivative of ${whole} that of ${part} is missing`
        : `the ${kind} rule gives the derivative of ${whole} two terms, and the one with the derivative of ${part} is missing`;
    case "term sign":
      return gate.operands.length === 1
        ? `the derivative of ${whole} has the opposite sign`
        : `in the derivative of ${whole} the term with the derivative of ${part} has the opposite sign`;
    case "inner missing":
      return `by the chain rule the derivative of ${part} is a factor in that of ${whole}, and it is missing`;
    case "outer missing":
      return `in the derivative of ${whole} only that of ${part} is there: the derivative of \`${gate.layer.name}\` is missing`;
    case "product of derivatives":
      return `the derivative of the ${kind} ${whole} is not the ${kind} of the derivatives`;
    case "denominator not squared":
      return `in the derivative of ${whole} the denominator ${denominator} must be squared`;
    case "without denominator":
      return `in the derivative of ${whole} the square of the denominator ${denominator} is missing`;
    case "exponent missing":
      return `in the derivative of ${whole} the exponent is missing as a factor`;
    case "exponent kept":
      return `in the derivative of ${whole} the exponent must be one less`;
    case "power rule":
      return `the power rule is for an exponent that is a constant; in ${whole} the exponent varies`;
  }
}

/** What a formula is called by its last gate, if it has a rule of that name. */
const kinds: Readonly<Partial<Record<Operator, string>>> = {
  "*": "product",
  "/": "quotient",
};

function quotedFormula(formula: Parameters<typeof formatFormula>[0]): string {
  const text = formatFormula(formula);
  return `\`${
    text.length > longest ? `${text.slice(0, longest - 1)}…` : text
  }\``;
}
