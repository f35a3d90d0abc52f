import {
  checkClaim,
  type ClaimOptions,
  type ClaimReport,
} from "../../lib/claims/claim.ts";
import type { ClaimMistake } from "../../lib/claims/claim_mistake.ts";
import { isTimes } from "../../lib/gradcheck/mistakes/ratio.ts";
import { operatorOf } from "../../lib/layer/layer.ts";
import { say } from "../../words/say.ts";
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
  const secondary = [{ span: definition, text: say("the function") }];
  const message = say("`{claim}` is not the derivative of `{name}`", {
    claim: name,
    name: of.name,
  });
  if (worst === undefined) {
    const label = say("it gives no number for a number `{parameter}`", {
      parameter,
    });
    const notes = reason === undefined ? [] : [reason];
    return diagnostic("E204", message, body, { label, secondary, notes });
  }
  const place = `${parameter} = ${formatNumber(worst.point)}`;
  const [claimed, right] = [worst.claimed, worst.right]
    .map((each) => formatNumber(each));
  return diagnostic("E204", message, body, {
    label: say("{claimed} at {place}, where differences give {right}", {
      claimed,
      place,
      right,
    }),
    secondary,
    notes: [
      mistake === undefined
        ? say("wrong at {wrong} of {checked} numbers", { wrong, checked })
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
      return say("it has the opposite sign");
    case "itself":
      return say("it is `{name}` itself, not its derivative", { name });
    case "factor":
      return isTimes(mistake.factor);
    case "other function":
      return say("it is the derivative of `{name}`", { name: mistake.name });
    case "constant":
      return say(
        "it is off by {difference} everywhere: a term is missing, or there is one too many",
        { difference: formatNumber(mistake.difference) },
      );
    case "only at zero":
      return say("it is right at {parameter} = 0 and nowhere else", {
        parameter,
      });
    case "one side":
      return mistake.right === "above"
        ? say("it is right where {parameter} is above 0, and wrong below", {
          parameter,
        })
        : say("it is right where {parameter} is below 0, and wrong above", {
          parameter,
        });
    case "other":
      // What comes out is called y there.
      return mistake.words.replace(/\by\b/g, `${name}(${parameter})`);
  }
  return slipInGate(mistake);
}

/** What is wrong with the derivative of one gate, as a clause. */
function slipInGate(mistake: GateMistake): string {
  const { gate, operand } = mistake;
  const [whole, part = "", denominator = ""] = [
    gate,
    gate.operands[operand],
    gate.operands[1],
  ].map((each) => each && quotedFormula(each));
  const operator = operatorOf(gate.layer);
  switch (mistake.kind) {
    case "term missing":
      return operator === "*"
        ? say(
          "the product rule gives the derivative of {whole} two terms, and the one with the derivative of {part} is missing",
          { whole, part },
        )
        : operator === "/"
        ? say(
          "the quotient rule gives the derivative of {whole} two terms, and the one with the derivative of {part} is missing",
          { whole, part },
        )
        : say("in the derivative of {whole} that of {part} is missing", {
          whole,
          part,
        });
    case "term sign":
      return gate.operands.length === 1
        ? say("the derivative of {whole} has the opposite sign", { whole })
        : say(
          "in the derivative of {whole} the term with the derivative of {part} has the opposite sign",
          { whole, part },
        );
    case "inner missing":
      return say(
        "by the chain rule the derivative of {part} is a factor in that of {whole}, and it is missing",
        { whole, part },
      );
    case "outer missing":
      return say(
        "in the derivative of {whole} only that of {part} is there: the derivative of `{layer}` is missing",
        { whole, part, layer: gate.layer.name },
      );
    case "product of derivatives":
      return operator === "/"
        ? say(
          "the derivative of the quotient {whole} is not the quotient of the derivatives",
          { whole },
        )
        : say(
          "the derivative of the product {whole} is not the product of the derivatives",
          { whole },
        );
    case "denominator not squared":
      return say(
        "in the derivative of {whole} the denominator {denominator} must be squared",
        { whole, denominator },
      );
    case "without denominator":
      return say(
        "in the derivative of {whole} the square of the denominator {denominator} is missing",
        { whole, denominator },
      );
    case "exponent missing":
      return say(
        "in the derivative of {whole} the exponent is missing as a factor",
        { whole },
      );
    case "exponent kept":
      return say("in the derivative of {whole} the exponent must be one less", {
        whole,
      });
    case "power rule":
      return say(
        "the power rule is for an exponent that is a constant; in {whole} the exponent varies",
        { whole },
      );
  }
}

/** A mistake in the derivative of one gate. */
type GateMistake = Extract<ClaimMistake, { readonly gate: unknown }>;

function quotedFormula(formula: Parameters<typeof formatFormula>[0]): string {
  const text = formatFormula(formula);
  return `\`${
    text.length > longest ? `${text.slice(0, longest - 1)}…` : text
  }\``;
}
