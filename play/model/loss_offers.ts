import { compile, type Compiled } from "../../dsl/compiler/compiler.ts";
import { keepsFromLearning, warningsOn } from "../../dsl/linter/linter.ts";

/** A loss that a text may end with. */
export interface LossOffer {
  /** What is added. */
  readonly steps: string;
  /** What it is for. */
  readonly use: "numbers" | "classes" | "yes or no";
  /** The text with it. */
  readonly text: string;
}

const losses: readonly (readonly [string, LossOffer["use"]])[] = [
  ["mse", "numbers"],
  ["cross_entropy", "classes"],
  ["bce", "yes or no"],
  ["sigmoid -> bce", "yes or no"],
];

/** The losses that may end a text without one, each with the text that compiles with it, and nothing that keeps it from learning. */
export function lossOffers({ text, file }: Compiled): readonly LossOffer[] {
  const { statements } = file;
  const network = statements.findLast(({ kind }) => kind === "network");
  const formula = statements.findLast((each) => each.kind === "formula");
  const at = network?.span.end;
  const name = formula && /^\s*(\w+)/.exec(text.slice(formula.span.start))?.[1];
  const offers = losses.flatMap(([steps, use]) => {
    const ways = [
      ...at === undefined
        ? []
        : [`${text.slice(0, at)} -> ${steps}${text.slice(at)}`],
      ...name === undefined ? [] : [`${text.trimEnd()}\n${name} -> ${steps}\n`],
    ];
    const found = ways.find((way) => {
      const compiled = compile(way);
      return (compiled.network?.losses.length ?? 0) > 0 &&
        !warningsOn(compiled).some(keepsFromLearning);
    });
    return found === undefined ? [] : [{ steps, use, text: found }];
  });
  return offers.filter(({ use }, i) =>
    offers.findIndex((each) => each.use === use) === i
  );
}
