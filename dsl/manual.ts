/**
 * What `nabla explain` says of layers.
 *
 * @module
 */

import type { LayerDefinition } from "../lib/layer.ts";
import type { ArgumentSpec } from "../lib/arguments.ts";
import { wrap } from "./wrap.ts";
import { createRegistry } from "./registry.ts";
import { renderTable } from "./table.ts";

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
  const { rows } = renderTable(
    [{ title: "" }, { title: "" }],
    specs.map(([argument, spec]) => [argument, describe(spec)]),
    "  ",
  );
  return [
    `${name}: ${summary}`,
    "",
    "written:",
    ...usages(definition).map((usage) => `  ${usage}`),
    ...rows.length === 0 ? [] : ["", "arguments:", ...rows],
    ...branches === undefined ? [] : [
      "",
      `takes ${
        branches.least === branches.most
          ? branches.least
          : `at least ${branches.least}`
      } branch${branches.most === 1 ? "" : "es"}, each a pipeline`,
    ],
    ...Object.keys(gradients).length === 0 ? [] : [
      "",
      "gradients:",
      ...Object.entries(gradients).map(([of, formula]) =>
        `  ${of === "*" ? "of each branch" : `d${of}`} = ${formula}`
      ),
    ],
  ].join("\n");
}

function usages({ name, forms, arguments: specs, branches }: LayerDefinition) {
  if (branches !== undefined) {
    return [branches.most === 1 ? `${name}(f)` : `${name}(f, g)`];
  }
  return forms.map((form) => {
    const words = form.map((argument) =>
      specs[argument]?.kind === "sizes" ? `${argument}…` : argument
    );
    return words.length === 0 ? name : `${name}(${words.join(",")})`;
  });
}

function describe({ summary, choices, default: value }: ArgumentSpec): string {
  const words = choices === undefined ? "" : `: ${choices.join(", ")}`;
  return summary + words + (value === undefined ? "" : ` (${value})`);
}
