import { argumentsOfCall } from "../../lib/definition/call.ts";
import type { PartDefinition } from "../../lib/layer/define_item.ts";
import { branchNames, isSpaced } from "../../lib/layer/merge.ts";
import { predictionTraits, targetKinds } from "../../lib/layer/loss_table.ts";
import { createRegistry } from "../syntax/registry.ts";
import { wrap, wrapLine } from "../typesetting/wrap.ts";
import { renderArguments, renderList } from "./definition_page.ts";

export function renderLayerList(width = 80): string {
  return renderList(
    "layers",
    [...createRegistry().values()].map((definition) => [
      usages(definition)[0],
      definition.summary,
    ]),
    {
      note:
        "`let` composes new layers, and `defineLayer` makes them in TypeScript.",
      width,
    },
  );
}

/** The page of a layer: how it is written, its arguments and its gradients. */
export function renderLayerPage(
  definition: PartDefinition,
  width = 80,
): string {
  const { name, summary, gradients = {}, branches } = definition;
  const branchWords = branches?.name === undefined
    ? "of each branch"
    : `d${branches.name}`;
  return [
    ...wrap(`${name}: ${summary}`, width),
    "",
    "written:",
    ...usages(definition).map((usage) => `  ${usage}`),
    ...renderArguments(definition.arguments, width),
    ...lossWords(definition, width),
    ...branches === undefined ? [] : [
      "",
      branches.least === 0
        ? branches.takesStep
          ? "may take branches, pipelines, by place or by name"
          : "takes what comes in, or branches, each a pipeline or a number"
        : `takes ${
          branches.least === branches.most
            ? branches.least
            : `at least ${branches.least}`
        } branch${branches.most === 1 ? "" : "es"}, each a pipeline${
          branches.most === 1 ? "" : " or a number"
        }`,
    ],
    ...Object.keys(gradients).length === 0 ? [] : [
      "",
      "gradients:",
      ...gradientsShown(definition).flatMap(([of, formula]) =>
        wrapLine(
          `  ${of === "*" ? branchWords : `d${of}`} = ${formula}`,
          "    ",
          width,
        )
      ),
    ],
  ].join("\n");
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
function lossWords(
  definition: PartDefinition,
  width: number,
): readonly string[] {
  const { examples = [] } = definition;
  const [words] = examples.flatMap(({ arguments: given, inputs }) => {
    const made = definition.create(argumentsOfCall(definition, given));
    if (!("loss" in made) || made.loss === undefined) return [];
    const kinds = made.loss.targets(inputs[0]).map(({ kind }) =>
      targetKinds[kind].words
    );
    return [{ takes: predictionTraits(made.loss.takes).words, kinds }];
  }).sort((a, b) => b.kinds.length - a.kinds.length);
  return words === undefined ? [] : [
    "",
    ...wrapLine(`takes ${words.takes}`, "  ", width),
    ...wrapLine(`the target is ${words.kinds.join("; or ")}`, "  ", width),
  ];
}

function usages(definition: PartDefinition) {
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
