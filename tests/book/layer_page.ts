/** docs/layers.md: every layer as its definition has it. */

import {
  gradientsShown,
  renderLayerPage,
} from "../../dsl/manual/layer_pages.ts";
import { formatLayer } from "../../dsl/syntax/printing/printer.ts";
import { wrap } from "../../dsl/typesetting/wrap.ts";
import { formatShape } from "../../lib/base/shape.ts";
import type { ArgumentDescription } from "../../lib/definition/arguments.ts";
import { readArguments } from "../../lib/definition/reading.ts";
import { initializers } from "../../lib/initializers/initializers.ts";
import type { PartDefinition } from "../../lib/layer/define_item.ts";
import { parameterSpecs } from "../../lib/layer/answers.ts";
import { createLayer } from "../../lib/layer/define_layer.ts";
import type {
  Layer,
  LayerDefinition,
  LayerExample,
  ParameterSpec,
} from "../../lib/layer/layer.ts";
import { builtins, wiring } from "../../lib/layers/builtins.ts";
import { markdownTable } from "./page.ts";
import { torchTwins } from "./torch_twins.ts";

const groups = [
  "Layers with parameters",
  "Layers without parameters",
  "Layers in which branches meet",
  "Losses",
] as const;

/** The lists and the sections of all layers. */
export function layerSections(): string {
  const all: readonly {
    readonly definition: PartDefinition;
    readonly group: typeof groups[number];
  }[] = [
    ...wiring.map(({ definition }) => ({ definition, group: groups[1] })),
    ...builtins.map(({ definition }) => ({
      definition,
      group: groupOf(definition),
    })),
  ];
  return groups.map((title) => {
    const found = all.filter(({ group }) => group === title)
      .map(({ definition }) => definition);
    const list = markdownTable(
      ["layer", "computes"],
      found.map((each) => [
        `[\`${each.name}\`](#${each.name})`,
        escaped(each.summary),
      ]),
    );
    return [`## ${title}`, list, ...found.map(section)].join("\n\n");
  }).join("\n\n");
}

function groupOf(definition: LayerDefinition): typeof groups[number] {
  const { branches, examples } = definition;
  if ((branches?.least ?? 0) > 0) return groups[2];
  const layers = examples.map((example) => ({
    layer: createLayer(definition, example.arguments),
    example,
  }));
  if (layers.some(({ layer }) => layer.loss !== undefined)) return groups[3];
  const hasParameters = layers.some(({ layer, example }) =>
    parameterSpecs(layer, example.inputs).length > 0
  );
  return hasParameters ? groups[0] : groups[1];
}

function section(definition: PartDefinition): string {
  const { name, summary } = definition;
  const twin = torchTwins[name];
  const branch = definition.branches?.name;
  const formulas = gradientsShown(definition).map(([of, formula]) =>
    `${
      of !== "*" ? `d${of}` : branch ? `d${branch}` : "of each branch"
    } = ${formula}`
  );
  return [
    `### ${name}`,
    paragraph(
      `${capital(escaped(summary))}. Written ${
        usages(definition).map((usage) => `\`${usage}\``).join(" or ")
      }.` +
        (twin === undefined ? "" : ` In PyTorch: \`${twin}\`.`),
    ),
    ...argumentTable(definition),
    ...formulas.length === 0
      ? []
      : [`\`\`\`text\n${formulas.join("\n")}\n\`\`\``],
    ...partExample(definition) ?? exampleParts(definition as LayerDefinition),
  ].join("\n\n");
}

/** The ways in which it is written, as its page of `explain` has them. */
function usages(definition: PartDefinition): readonly string[] {
  const page = renderLayerPage(definition);
  const [, lines = ""] = /^written:\n((?: {2}.*\n?)+)/m.exec(page) ?? [];
  return lines.trim().split(/\n\s*/);
}

function argumentTable(definition: PartDefinition): readonly string[] {
  const specs = Object.entries(definition.arguments);
  if (specs.length === 0) return [];
  const rows = specs.map(([argument, spec]) => [
    `\`${argument}${spec.named ? "=" : ""}\``,
    escaped(spec.summary),
    ruleOf(definition, argument, spec),
    spec.default === undefined
      ? spec.optional ? "may be left out" : ""
      : `\`${spec.default}\``,
  ]);
  return [
    markdownTable(["argument", "what it is", "must be", "default"], rows),
  ];
}

/** What an argument must be, in the words of the refusal of one that is not. */
function ruleOf(
  definition: PartDefinition,
  argument: string,
  spec: ArgumentDescription,
): string {
  if (spec.choices !== undefined && spec.choices.length >= initializers.size) {
    return "an [initializer](#initializers)";
  }
  const { from, above, to, below } = spec.range ?? {};
  const outside = from !== undefined
    ? from - 1
    : above ?? (to !== undefined ? to + 1 : below);
  const bad = outside === undefined
    ? []
    : spec.kind === "numbers"
    ? [outside]
    : outside;
  const given = new Map<string, unknown>([[argument, bad]]);
  const problem = readArguments(definition, [], given).problems
    .find((each) => each.argument === argument && each.given === argument);
  return problem?.rule.replace(/^must be /, "") ?? "";
}

/** The example of what is no layer; undefined of one that is. */
function partExample({ name }: PartDefinition): readonly string[] | undefined {
  switch (name) {
    case "input":
      return ["```nn\ninput(2,3)\n```", "It gives 2×3."];
    case "same":
      return ["```nn\ninput(3) -> h: fc(3) -> same(h)\n```"];
  }
}

/** The example that says the most, with what comes of it. */
function exampleParts(definition: LayerDefinition): readonly string[] {
  const { branches } = definition;
  const isOptional = branches?.least === 0;
  const [best] = definition.examples
    .filter(({ inputs }) => (inputs[0]?.length ?? 0) > 0)
    .map((example) => {
      const layer = createLayer(definition, example.arguments);
      const taken = (branches?.least ?? 0) > 0
        ? example.inputs.slice(branches?.takesStep === true ? 1 : 0).map(
          (shape) => shape.length === 0 ? "1" : "id",
        )
        : [];
      return { example, layer, text: formatLayer(layer, taken) };
    })
    // A branch that may be left out is left out.
    .filter(({ example }) => !isOptional || example.inputs.length === 1)
    // What every branch gives is what comes in, or a number.
    .filter(({ example: { inputs: [first, ...others] } }) =>
      (branches?.least ?? 0) === 0 ||
      others.every((shape) =>
        shape.length === 0 || formatShape(shape) === formatShape(first)
      )
    )
    .sort((a, b) => b.text.length - a.text.length);
  if (best === undefined) return [];
  const { example, layer, text } = best;
  return [
    `\`\`\`nn\ninput(${example.inputs[0].join()}) -> ${text}\n\`\`\``,
    ...becomes(layer, example),
  ];
}

function becomes(layer: Layer, { inputs }: LayerExample): readonly string[] {
  const shape = layer.outputShape(...inputs);
  const gives = layer.loss === undefined
    ? `gives ${formatShape(shape)}`
    : `compares ${formatShape(inputs[0])} with a target of ${
      layer.loss.targets(inputs[0]).map(({ shape }) => formatShape(shape))
        .join(" or ")
    }`;
  const parameters = parameterSpecs(layer, inputs).map(parameterWords);
  const has = parameters.length === 0
    ? ""
    : `; parameters: ${parameters.join(", ")}`;
  return [paragraph(`It ${gives}${has}.`)];
}

function parameterWords({ name, shape, torch, state }: ParameterSpec): string {
  const other = torch?.name === undefined ? "" : `\`${torch.name}\``;
  const axes = torch?.axes === undefined
    ? ""
    : `${formatShape(torch.axes.map((axis) => shape[axis]))}`;
  const twin = [other, axes].filter((each) => each !== "").join(" ");
  return `\`${name}\` ${formatShape(shape)}` +
    (state === true ? ", a statistic" : "") +
    (twin === "" ? "" : ` (in PyTorch ${twin})`);
}

/** Lines of prose; a sign that begins one is not a list's. */
function paragraph(text: string): string {
  return wrap(text).join("\n").replace(/\n([+-]) /g, "\n\\$1 ");
}

/** A sentence's beginning; a formula keeps its letter. */
function capital(text: string): string {
  return text.replace(/^[a-z](?! =)/, (letter) => letter.toUpperCase());
}

/** A text without what Markdown would read as its own. */
function escaped(text: string): string {
  return text.replaceAll(/[*_<]/g, (sign) => `\\${sign}`);
}
