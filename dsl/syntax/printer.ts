import type {
  ArgumentDescription,
  ArgumentValue,
} from "../../lib/definition/arguments.ts";
import type { GivenValue, GroupItem, Item } from "../../lib/layer/item.ts";
import type { Layer } from "../../lib/layer/layer.ts";
import { branchNames, isSpaced } from "../../lib/layer/merge.ts";
import type { NetworkStep } from "../../lib/network/graph.ts";
import type { Network } from "../../lib/network/network.ts";
import { formatArray } from "../typesetting/arrays.ts";
import { Blocks } from "./blocks.ts";

/**
 * The canonical text of a network; it compiles to an equal network. Given values
 * come first, then the `let`s of its blocks.
 *
 * ```ts
 * import { format, nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(format(nn`input(2)->h:fc( 4 )->tanh`), "input(2) -> h: fc(4) -> tanh");
 * ```
 */
export function format(network: Network): string {
  const blocks = new Blocks(network.rows.flat(), formatRow);
  const rows = network.rows.map((row) => formatRow(row, blocks));
  return [
    ...network.given.map(formatGiven),
    ...blocks.statements,
    ...rows,
  ].join("\n");
}

function formatRow(items: readonly Item[], blocks: Blocks): string {
  return items.map((item) => formatItem(item, blocks)).join(" -> ");
}

function formatItem(item: Item, blocks: Blocks): string {
  const label = item.label === undefined ? "" : `${item.label}: `;
  switch (item.kind) {
    case "layer":
      return label + formatLayer(item.layer);
    case "reference":
      return label + item.name;
    case "formula":
      return item.formula.kind === "number" && item.label === undefined
        ? item.formula.text
        : item.function?.name ?? item.label ?? item.kind;
    case "input":
      return `${label}input(${item.shape.join()})`;
    case "same":
      return `${label}same(${item.of})`;
    case "merge": {
      const branches = item.branches.map((branch) => formatRow(branch, blocks));
      return label + formatLayer(item.layer, branches);
    }
    case "group":
      return label + formatGroup(item, blocks);
  }
}

function formatGroup(item: GroupItem, blocks: Blocks): string {
  const { items, repeat, block } = item;
  const body = formatRow(items, blocks);
  const times = repeat === 1 ? "" : `*${repeat}`;
  const use = block === undefined ? undefined : blocks.use(block, body);
  if (use !== undefined) return use + times;
  const [only] = items;
  // A label without the brackets would be that of the step.
  const isLabelled = item.label !== undefined && repeat === 1;
  const isBare = items.length === 1 && only.label === undefined &&
    !isLabelled &&
    !(only.kind === "group" && only.repeat > 1);
  return isBare ? body + times : `(${body})${times}`;
}

/** The text of a layer with its arguments, `fc(2,1)`, and the texts of its branches, if any. */
export function formatLayer(
  layer: Layer,
  branches: readonly string[] = [],
): string {
  const { name, definition, arguments: values = {} } = layer;
  if (definition === undefined) {
    return branches.length === 0 ? name : `${name}(${branches.join(", ")})`;
  }
  const { forms, arguments: specs } = definition;
  const isGiven = (argument: string) =>
    values[argument] !== undefined &&
    values[argument] !== specs[argument].default;
  const form =
    forms.find((each) =>
      Object.keys(specs).every((argument) =>
        specs[argument].named || each.includes(argument) || !isGiven(argument)
      )
    ) ?? [];
  const format = (argument: string) =>
    formatValue(specs[argument], values[argument]);
  let positional = [...form];
  while (positional.length > 0 && !isGiven(positional[positional.length - 1])) {
    positional = positional.slice(0, -1);
  }
  const named = branchNames(definition).filter(isGiven);
  const words = [
    ...positional.map(format),
    ...branches.slice(named.length),
    ...Object.keys(specs)
      .filter((argument) => specs[argument].named && isGiven(argument))
      .flatMap((argument) => {
        const place = named.indexOf(argument);
        const text = place < 0 ? format(argument) : branches.at(place);
        return text === undefined ? [] : `${argument}=${text}`;
      }),
  ];
  const comma = isSpaced(definition) ? ", " : ",";
  return words.length === 0 ? name : `${name}(${words.join(comma)})`;
}

/** The arguments of a layer that are not defaults, each with its name: `axis=0`. */
export function namedArguments(
  { definition, arguments: values = {} }: Layer,
): readonly string[] {
  return Object.entries(definition?.arguments ?? {}).flatMap(([name, spec]) =>
    values[name] === undefined || values[name] === spec.default
      ? []
      : [`${name}=${formatArgument(values[name])}`]
  );
}

/** The text of a step's layer, without its branches. */
export function formatStep({ layer, shares }: NetworkStep): string {
  return shares === undefined ? formatLayer(layer) : `same(${shares})`;
}

/** `given q = [1, 2]` */
function formatGiven({ name, shape, data }: GivenValue): string {
  return `given ${name} = ${formatArray(data, shape)}`;
}

/** A list in brackets, unless each of its numbers is an argument. */
function formatValue(
  { kind }: ArgumentDescription,
  value: ArgumentValue | undefined,
): string {
  const isRest = kind === "sizes" || kind === "integers";
  return isRest && Array.isArray(value) ? value.join() : formatArgument(value);
}

function formatArgument(value: ArgumentValue | undefined): string {
  return Array.isArray(value) ? `[${value.join()}]` : String(value);
}
