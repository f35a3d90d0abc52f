/**
 * What `nabla explain` says of layers.
 *
 * @module
 */

import type { ArgumentDescription } from "../../lib/definition/arguments.ts";
import type { LayerDefinition } from "../../lib/layer/layer.ts";
import { createRegistry } from "../syntax/registry.ts";
import { renderTable } from "../typesetting/table.ts";
import { wrap, wrapLine } from "../typesetting/wrap.ts";

/** A line for each layer. */
export function renderLayerList(): string {
  const all = [...createRegistry().values()].map((definition) =>
    [usages(definition)[0], definition.summary] as const
  );
  const indent = "  ";
  const nameWidth = Math.max(...all.map(([usage]) => usage.length));
  const room = 80 - indent.length - nameWidth - 2;
  const { rows } = renderTable(
    [{ title: "" }, { title: "" }],
    all.map(([usage, summary]) => [usage, wrap(summary, room)]),
    indent,
  );
  return [
    "layers:",
    ...rows,
    "",
    ...wrap(
      "`nabla explain NAME` tells more of one. `let` composes new ones, and `defineLayer` makes them in TypeScript.",
    ),
  ].join("\n");
}

/** The page of a layer: how it is written, what it computes, its arguments, its derivative. */
export function renderLayerPage(definition: LayerDefinition): string {
  const { name, summary, gradients = {}, branches } = definition;
  const specs = Object.entries(definition.arguments);
  const branchWords = branches?.name === undefined
    ? "of each branch"
    : `d${branches.name}`;
  const nameWidth = Math.max(0, ...specs.map(([argument]) => argument.length));
  const room = 80 - 2 - nameWidth - 2;
  const { rows } = renderTable(
    [{ title: "" }, { title: "" }],
    specs.map(([argument, spec]) => [argument, wrap(describe(spec), room)]),
    "  ",
  );
  return [
    ...wrap(`${name}: ${summary}`),
    "",
    "written:",
    ...usages(definition).map((usage) => `  ${usage}`),
    ...rows.length === 0 ? [] : ["", "arguments:", ...rows],
    ...branches === undefined ? [] : [
      "",
      branches.least === 0
        ? `may take a branch, a pipeline: its ${branches.name ?? "f"}`
        : `takes ${
          branches.least === branches.most
            ? branches.least
            : `at least ${branches.least}`
        } branch${branches.most === 1 ? "" : "es"}, each a pipeline`,
    ],
    ...Object.keys(gradients).length === 0 ? [] : [
      "",
      "gradients:",
      ...Object.entries(gradients).flatMap(([of, formula]) =>
        wrapLine(
          `  ${of === "*" ? branchWords : `d${of}`} = ${formula}`,
          "    ",
        )
      ),
    ],
  ].join("\n");
}

function usages({ name, forms, arguments: specs, branches }: LayerDefinition) {
  const comma = branches === undefined ? "," : ", ";
  const { name: branch = "f", least = 0, most = 0 } = branches ?? {};
  const taken = most === 0 ? [] : most === 1 ? [branch] : [branch, "g"];
  return forms.flatMap((form) => {
    const words = form.map((argument) =>
      ["sizes", "integers"].includes(specs[argument]?.kind)
        ? `${argument}…`
        : argument
    );
    const ways = least === 0 && most > 0 ? [[], taken] : [taken];
    return ways.map((way) => {
      const all = [...words, ...way];
      return all.length === 0 ? name : `${name}(${all.join(comma)})`;
    });
  });
}

function describe(
  { summary, choices, default: value }: ArgumentDescription,
): string {
  const words = choices === undefined ? "" : `: ${choices.join(", ")}`;
  return summary + words + (value === undefined ? "" : ` (${value})`);
}
