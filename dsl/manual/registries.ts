import { series } from "../../lib/base/words.ts";
import { generators } from "../../lib/data/generators/generators.ts";
import type { Described } from "../../lib/definition/definition.ts";
import { exampleArgument } from "../../lib/definition/example.ts";
import { nameMeant, textName } from "../../lib/definition/names.ts";
import { initializers } from "../../lib/initializers/initializers.ts";
import { metrics } from "../../lib/metrics/metrics.ts";
import { optimizers } from "../../lib/optimizers/optimizers.ts";
import { schedules } from "../../lib/schedules/schedules.ts";
import { say } from "../../words/say.ts";
import { ownName } from "../syntax/other_names.ts";
import { createRegistry } from "../syntax/registry.ts";
import { renderDefinitionPage, renderList } from "./definition_page.ts";
import { type KindName, pluralOf } from "./kind_names.ts";
import { renderLayerList, renderLayerPage } from "./layer_pages.ts";

/** All definitions of one kind. */
interface Kind {
  /** `optimizer` */
  readonly name: KindName;
  /** `optimizers`: `explain` lists them by this name. */
  readonly plural: string;
  readonly definitions: ReadonlyMap<string, Described>;
  /** Its page and its list, within so many columns. */
  page(name: string, width?: number): string;
  list(width?: number): string;
}

/** A definition by its name, and its kind. */
interface Found {
  readonly kind: Kind;
  readonly name: string;
}

const layers = createRegistry();

export const kinds: readonly Kind[] = [
  { ...kindOf("layer", layers, renderLayerPage), list: renderLayerList },
  kindOf("optimizer", optimizers, (definition, width) => {
    const { learningRate, takesAll } = definition;
    const what = takesAll
      ? say(
        "an optimizer; default learning rate: {rate}; it takes all examples in each step",
        { rate: learningRate },
      )
      : say("an optimizer; default learning rate: {rate}", {
        rate: learningRate,
      });
    const call = inQuotes(callOf(definition));
    return renderDefinitionPage(definition, what, [
      `nabla train … --optimizer ${call}`,
    ], width);
  }),
  kindOf("schedule", schedules, (definition, width) => {
    const what = definition.needsTotal
      ? say("a schedule of the learning rate, over all epochs")
      : say("a schedule of the learning rate");
    const call = inQuotes(callOf(definition));
    return renderDefinitionPage(
      definition,
      what,
      [`nabla train … --schedule ${call}`],
      width,
    );
  }),
  kindOf(
    "generator",
    new Map(
      [...generators].map(([name, { definition }]) => [name, definition]),
    ),
    (definition, width) => {
      const columns = definition.columns && series(definition.columns);
      const call = inQuotes(callOf(definition));
      return renderDefinitionPage(
        definition,
        columns === undefined
          ? say("a generator of examples")
          : say("a generator of examples, in columns {columns}", { columns }),
        [`nabla generate ${call}`, `nabla train … --data ${call}`],
        width,
      );
    },
  ),
  kindOf("metric", metrics, (definition, width) => {
    const { name, forms: [[argument]], arguments: specs } = definition;
    const value = argument === undefined ? "" : specs[argument].default;
    return renderDefinitionPage(
      definition,
      definition.measures === "classes"
        ? say("a metric of classes")
        : say("a metric of numbers"),
      [`nabla train … --metrics ${name}${value}`],
      width,
    );
  }),
  kindOf(
    "initializer",
    initializers,
    (definition, width) =>
      renderDefinitionPage(definition, say("an initializer"), [
        `fc(4,init=${definition.name})`,
      ], width),
  ),
];

function kindOf<T extends Described>(
  name: KindName,
  definitions: ReadonlyMap<string, T>,
  render: (definition: T, width?: number) => string,
): Kind {
  return {
    name,
    plural: pluralOf(name),
    definitions,
    page(own, width) {
      const definition = definitions.get(own);
      return definition === undefined ? "" : render(definition, width);
    },
    list: (width) =>
      renderList(
        `${name}s:`,
        [...definitions.values()].map(({ name, summary }) => [
          textName(name),
          summary,
        ]),
        { width },
      ),
  };
}

/** The definitions with this name, ours or of another library: a loss and a schedule may both be called `cosine`. */
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
