import { generators } from "../../lib/data/generators/generators.ts";
import type { Described } from "../../lib/definition/definition.ts";
import { exampleArgument } from "../../lib/definition/example.ts";
import { nameMeant, textName } from "../../lib/definition/names.ts";
import { initializers } from "../../lib/initializers/initializers.ts";
import { metrics } from "../../lib/metrics/metrics.ts";
import type { OptimizerDefinition } from "../../lib/optimizers/define_optimizer.ts";
import { optimizers } from "../../lib/optimizers/optimizers.ts";
import { schedules } from "../../lib/schedules/schedules.ts";
import { createRegistry, ownName } from "../syntax/registry.ts";
import { renderDefinitionPage, renderList } from "./definition_page.ts";
import { renderLayerList, renderLayerPage } from "./layer_pages.ts";

/** What is of one kind. */
export interface Kind {
  /** What one is called: `optimizer`. */
  readonly name: string;
  /** What several are called; `explain` lists them by this name. */
  readonly plural: string;
  readonly definitions: ReadonlyMap<string, Described>;
  page(name: string): string;
  list(): string;
}

/** Something by its name, and what it is. */
export interface Found {
  readonly kind: Kind;
  readonly name: string;
}

const layers = createRegistry();

/** All kinds, in the order in which they are shown. */
export const kinds: readonly Kind[] = [
  { ...kindOf("layer", layers, renderLayerPage), list: renderLayerList },
  kindOf(
    "optimizer",
    optimizers,
    (definition) =>
      renderDefinitionPage(definition, {
        what: `an optimizer; default learning rate: ${definition.learningRate}${
          allAtOnce(definition)
        }`,
        calls: [`nabla train … --optimizer ${inQuotes(callOf(definition))}`],
      }),
  ),
  kindOf(
    "schedule",
    schedules,
    (definition) =>
      renderDefinitionPage(definition, {
        what: `a schedule of the learning rate${
          definition.needsTotal ? ", over all epochs" : ""
        }`,
        calls: [`nabla train … --schedule ${inQuotes(callOf(definition))}`],
      }),
  ),
  kindOf(
    "generator",
    new Map(
      [...generators].map(([name, { definition }]) => [name, definition]),
    ),
    (definition) => {
      const call = inQuotes(callOf(definition));
      return renderDefinitionPage(definition, {
        what: `a generator of examples${
          definition.columns === undefined
            ? ""
            : `, in columns ${definition.columns.join(", ")}`
        }`,
        calls: [`nabla generate ${call}`, `nabla train … --data ${call}`],
      });
    },
  ),
  kindOf("metric", metrics, (definition) => {
    const { name, forms: [[argument]], arguments: specs } = definition;
    const value = argument === undefined ? "" : specs[argument].default;
    return renderDefinitionPage(definition, {
      what: `a metric of ${definition.measures}`,
      calls: [`nabla train … --metrics ${name}${value}`],
    });
  }),
  kindOf(
    "initializer",
    initializers,
    (definition) =>
      renderDefinitionPage(definition, {
        what: "an initializer",
        calls: [`fc(4,init=${definition.name})`],
      }),
  ),
];

function kindOf<T extends Described>(
  name: string,
  definitions: ReadonlyMap<string, T>,
  render: (definition: T) => string,
): Kind {
  return {
    name,
    plural: `${name}s`,
    definitions,
    page(own) {
      const definition = definitions.get(own);
      return definition === undefined ? "" : render(definition);
    },
    list: () =>
      renderList(
        `${name}s`,
        [...definitions.values()].map(({ name, summary }) => [
          textName(name),
          summary,
        ]),
      ),
  };
}

/** What has a name, here or elsewhere: a loss and a schedule may both be called `cosine`. */
export function namedSo(word: string): readonly Found[] {
  const lower = word.toLowerCase();
  return kinds.flatMap((kind) => {
    const all = [...kind.definitions.values()];
    const name = nameMeant(word, kind.definitions.keys()) ??
      all.find(({ aliases }) => aliases?.includes(lower))?.name ??
      (kind.definitions === layers ? ownName(word) : undefined) ??
      // `top5` is `top` of 5.
      all.find(({ forms: [[argument]], name }) =>
        kind.definitions === metrics && argument !== undefined &&
        name === word.replace(/\d+$/, "")
      )?.name;
    return name === undefined ? [] : [{ kind, name }];
  });
}

/** Everything that can be asked for by name. */
export function allNames(): readonly string[] {
  return kinds.flatMap(({ plural, definitions }) => [
    plural,
    ...[...definitions.keys()].map(textName),
    ...[...definitions.values()].flatMap(({ aliases = [] }) => aliases),
  ]);
}

function callOf(definition: Described): string {
  const [argument, value] = exampleArgument(definition) ?? [];
  const name = textName(definition.name);
  if (argument === undefined) return name;
  return `${name}(${textName(argument)}=${value === true ? "yes" : value})`;
}

function inQuotes(call: string): string {
  return call.includes("(") ? `"${call}"` : call;
}

function allAtOnce({ takesAll }: OptimizerDefinition): string {
  return takesAll ? "; it takes all examples in each step" : "";
}
