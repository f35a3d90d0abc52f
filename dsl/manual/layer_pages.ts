import { argumentsOfCall } from "../../lib/definition/call.ts";
import type { PartDefinition } from "../../lib/layer/define_item.ts";
import { branchNames, isSpaced } from "../../lib/layer/merge.ts";
import { predictionTraits, targetKinds } from "../../lib/layer/loss_table.ts";
import { createRegistry } from "../syntax/registry.ts";
import { wrap, wrapLine } from "../typesetting/wrap.ts";
import type { BranchCount } from "../../lib/layer/layer.ts";
import { say, translated } from "../../words/say.ts";
import {
  argumentRows,
  headlineOf,
  renderArguments,
  renderList,
} from "./definition_page.ts";

export function renderLayerList(width = 80): string {
  return renderList(
    "layers:",
    [...createRegistry().values()].map((definition) => [
      layerUsages(definition)[0],
      definition.summary,
    ]),
    {
      note:
        "`let` composes new layers, and `defineLayer` makes them in TypeScript.",
      width,
    },
  );
}

/** What the page of a layer says. */
export interface LayerPage {
  /** How it is written, from the shortest. */
  readonly usages: readonly string[];
  /** Its arguments, each with what it is and takes. */
  readonly arguments: readonly (readonly [name: string, text: string])[];
  /** Of a loss: what it takes, and its targets. */
  readonly loss: readonly string[];
  /** The branches that it takes. */
  readonly branches?: string | undefined;
  /** The gradients of its inputs and parameters. */
  readonly gradients: readonly (readonly [of: string, formula: string])[];
}

/** How a layer is written, its arguments and its gradients. */
export function layerPage(definition: PartDefinition): LayerPage {
  const { branches } = definition;
  const branch = branches?.name === undefined
    ? say("of each branch")
    : `d${branches.name}`;
  return {
    usages: layerUsages(definition),
    arguments: argumentRows(definition.arguments),
    loss: lossWords(definition),
    branches: branches && branchWords(branches),
    gradients: gradientsShown(definition).map(([of, formula]) => [
      of === "*" ? branch : `d${of}`,
      translated(formula),
    ]),
  };
}

/** The page of a layer in words. */
export function renderLayerPage(
  definition: PartDefinition,
  width = 80,
): string {
  const { name, summary } = definition;
  const page = layerPage(definition);
  const indented = (line: string) => wrapLine(line, "  ", width);
  return [
    ...wrap(headlineOf(name, summary), width),
    "",
    say("written:"),
    ...page.usages.map((usage) => `  ${usage}`),
    ...renderArguments(definition.arguments, width),
    ...page.loss.length === 0 ? [] : ["", ...page.loss.flatMap(indented)],
    ...page.branches === undefined ? [] : ["", page.branches],
    ...page.gradients.length === 0 ? [] : [
      "",
      say("gradients:"),
      ...page.gradients.flatMap(([of, formula]) =>
        wrapLine(`  ${of} = ${formula}`, "    ", width)
      ),
    ],
  ].join("\n");
}

function branchWords({ least, most, takesStep }: BranchCount): string {
  if (least === 0) {
    return takesStep
      ? say("may take branches, pipelines, by place or by name")
      : say("takes what comes in, or branches, each a pipeline or a number");
  }
  if (most === 1) return say("takes 1 branch, each a pipeline");
  return least === most
    ? say("takes {count} branches, each a pipeline or a number", {
      count: least,
    })
    : say("takes at least {count} branches, each a pipeline or a number", {
      count: least,
    });
}

/** The formulas of gradients; that of any branch is left out where the branch has its own. */
export function gradientsShown(
  { gradients = {}, branches }: PartDefinition,
): readonly (readonly [of: string, formula: string])[] {
  const hasOwn = Object.hasOwn(gradients, branches?.name ?? "*");
  return Object.entries(gradients).filter(([of]) =>
    of !== "*" || branches?.name === undefined || !hasOwn
  );
}

/** What a loss takes, by the example with most kinds of targets. */
function lossWords(definition: PartDefinition): readonly string[] {
  const { examples = [] } = definition;
  const [words] = examples.flatMap(({ arguments: given, inputs }) => {
    const made = definition.create(argumentsOfCall(definition, given));
    if (!("loss" in made) || made.loss === undefined) return [];
    const kinds = made.loss.targets(inputs[0]).map(({ kind }) =>
      translated(targetKinds[kind].words)
    );
    return [{ takes: predictionTraits(made.loss.takes).words, kinds }];
  }).sort((a, b) => b.kinds.length - a.kinds.length);
  return words === undefined ? [] : [
    say("takes {numbers}", { numbers: translated(words.takes) }),
    say("the target is {kinds}", {
      kinds: words.kinds.reduce((kinds, kind) =>
        say("{kinds}; or {kind}", { kinds, kind })
      ),
    }),
  ];
}

/** How a layer is written, from the shortest. */
export function layerUsages(definition: PartDefinition): readonly string[] {
  const { name, forms, arguments: specs, branches } = definition;
  const comma = isSpaced(definition) ? ", " : ",";
  const { name: branch = "f", least = 0, most = 0, takesStep } = branches ?? {};
  const taken = branches?.names ??
    (most === 0 ? [] : most === 1 ? [branch] : [branch, "g"]);
  const names = branchNames(definition);
  const upTo = takesStep
    ? Array.from(
      { length: most + 1 },
      (_, count) => count === 1 ? [branch] : names.slice(0, count),
    )
    : [[], taken];
  return forms.flatMap((form) => {
    const words = form.map((argument) =>
      ["sizes", "integers"].includes(specs[argument]?.kind)
        ? `${argument}…`
        : argument
    );
    const ways = least === 0 && most > 0 ? upTo : [taken];
    return ways.map((way) => {
      const all = [...words, ...way];
      return all.length === 0 ? name : `${name}(${all.join(comma)})`;
    });
  });
}
