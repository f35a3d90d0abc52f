import { checkClaim, type ClaimReport } from "../../lib/claims/claim.ts";
import type { ClaimMistake } from "../../lib/claims/claim_mistake.ts";
import { isTimes } from "../../lib/gradcheck/mistakes/ratio.ts";
import type { Compiled, WrittenClaim } from "../compiler/compiler.ts";
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.ts";
import { formatFormula } from "../syntax/formulas.ts";
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
  { claims, functions }: Compiled,
  options: { readonly seed?: number } = {},
): readonly JudgedClaim[] {
  return claims.map((claim) => {
    const others = functions.filter((each) =>
      each !== claim.function && each.parameters.length === 1
    );
    const report = checkClaim(claim, { ...options, others });
    return { report, diagnostic: diagnosticOf(claim, report) };
  });
}

function diagnosticOf(
  { statement, function: of }: WrittenClaim,
  { name, verdict, worst, mistake, checked, wrong }: ClaimReport,
): Diagnostic | undefined {
  if (verdict !== "fail" || worst === undefined) return undefined;
  const [parameter] = of.parameters;
  const at = `at ${parameter} = ${formatNumber(worst.point)}`;
  const [claimed, right] = [worst.claimed, worst.right]
    .map((each) => formatNumber(each));
  return diagnostic(
    "E203",
    `\`${name}\` is not the derivative of \`${of.name}\``,
    statement.expression.span,
    {
      label: `${claimed} ${at}, where differences give ${right}`,
      notes: [
        mistake === undefined
          ? `wrong at ${wrong} of ${checked} numbers`
          : mistakeWords(mistake, of.name, parameter),
      ],
    },
  );
}

/** Longer formulas are cut off. */
const longest = 40;

/** What is wrong with a claimed derivative, as a clause. */
export function mistakeWords(
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
    case "other":
      return /\by\b/.test(mistake.words)
        ? `${mistake.words}, where y is \`${name}(${parameter})\``
        : mistake.words;
  }
  const { gate, operand } = mistake;
  const [whole, part, denominator] = [gate, gate.operands[operand], gate.operands[1]]
    .map((each) => each && quotedFormula(each));
  switch (mistake.kind) {
    case "term missing":
      return `${ruleOf(gate.layer.name)} gives the derivative of ${whole} two terms, and the one with the derivative of ${part} is missing`;
    case "term sign":
      return gate.operands.length === 1
        ? `the derivative of ${whole} has the opposite sign`
        : `in the derivative of ${whole} the term with the derivative of ${part} has the opposite sign`;
    case "inner missing":
      return `by the chain rule the derivative of ${part} is a factor in that of ${whole}, and it is missing`;
    case "outer missing":
      return `in the derivative of ${whole} only that of ${part} is there: the derivative of \`${gate.layer.name}\` is missing`;
    case "product of derivatives":
      return gate.layer.name === "mul"
        ? `the derivative of the product ${whole} is not the product of the derivatives`
        : `the derivative of the quotient ${whole} is not the quotient of the derivatives`;
    case "denominator not squared":
      return `in the derivative of ${whole} the denominator ${denominator} must be squared`;
    case "without denominator":
      return `in the derivative of ${whole} the square of the denominator ${denominator} is missing`;
    case "exponent missing":
      return `in the derivative of ${whole} the exponent is missing as a factor`;
    case "exponent kept":
      return `in the derivative of ${whole} the exponent must be one less`;
  }
}

function ruleOf(layer: string): string {
  return layer === "mul"
    ? "the product rule"
    : layer === "div"
    ? "the quotient rule"
    : "the chain rule";
}

function quotedFormula(formula: Parameters<typeof formatFormula>[0]): string {
  const text = formatFormula(formula);
  return `\`${text.length > longest ? `${text.slice(0, longest - 1)}…` : text}\``;
}
