import type {
  ArgumentDescription,
  ArgumentValue,
} from "../../../lib/definition/arguments.ts";
import type { GivenValue, GroupItem, Item } from "../../../lib/layer/item.ts";
import type { Layer } from "../../../lib/layer/layer.ts";
import { branchNames, isSpaced } from "../../../lib/layer/merge.ts";
import type { Graph, NetworkStep } from "../../../lib/network/graph.ts";
import { formatArray } from "../../typesetting/arrays.ts";
import { Blocks } from "./blocks.ts";
import { formatArgument, formatFormula } from "./formula_text.ts";
import { OwnFunctions } from "./own_functions.ts";

/**
 * The canonical text of a network; it compiles to an equal network. Given values
 * come first, then the `let`s of its blocks and its functions.
 *
 * ```ts
 * import { format, nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(format(nn`input(2)->h:fc( 4 )->tanh`), "input(2) -> h: fc(4) -> tanh");
 * assertEquals(format(nn("given a=2\nb= a ^2*3")), "given a = 2\nb = a^2*3");
 * ```
 */
export function format(network: Graph): string {
  const functions = new OwnFunctions(network.rows);
  const formatItems = (items: readonly Item[], blocks: Blocks) =>
    formatRow(items, { blocks, functions });
  const blocks = new Blocks(network.rows.flat(), formatItems);
  const rows = network.rows.map((row) => formatItems(row, blocks));
  // A number that a formula names is in its row.
  const named = new Set(
    network.rows.flat().map((item) => item.kind === "formula" && item.label),
  );
  return [
    ...network.given.filter(({ name }) => !named.has(name)).map(formatGiven),
    ...blocks.statements,
    ...functions.statements,
    ...rows,
  ].join("\n");
}

/** What stands before the rows of a text. */
interface Head {
  readonly blocks: Blocks;
  readonly functions: OwnFunctions;
}

function formatRow(items: readonly Item[], head: Head): string {
  return items.map((item) => formatItem(item, head)).join(" -> ");
}

function formatItem(item: Item, head: Head): string {
  const label = item.label === undefined ? "" : `${item.label}: `;
  switch (item.kind) {
    case "layer":
      return label + formatLayer(item.layer);
    case "reference":
      return label + item.name;
    case "formula": {
      const { functions } = head;
      if (item.function !== undefined) {
        return label + functions.nameOf(item.function);
      }
      const formula = formatFormula(item.formula, functions);
      return item.label === undefined ? formula : `${item.label} = ${formula}`;
    }
    case "input":
      return `${label}input(${item.shape.join()})`;
    case "same":
      return `${label}same(${item.of})`;
    case "merge": {
      const branches = item.branches.map((branch) => formatRow(branch, head));
      return label + formatLayer(item.layer, branches);
    }
    case "group":
      return label + formatGroup(item, head);
  }
}

function formatGroup(item: GroupItem, head: Head): string {
  const { items, repeat, block } = item;
  const body = formatRow(items, head);
  const times = repeat === 1 ? "" : `*${repeat}`;
  const use = block === undefined ? undefined : head.blocks.use(block, body);
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
  // Behind one that is left out, others have names.
  const gap = form.findIndex((argument) => values[argument] === undefined);
  let positional = gap < 0 ? [...form] : form.slice(0, gap);
  while (positional.length > 0 && !isGiven(positional[positional.length - 1])) {
    positional = positional.slice(0, -1);
  }
  const named = branchNames(definition).filter(isGiven);
  const words = [
    ...positional.map(format),
    ...branches.slice(named.length),
    ...Object.keys(specs)
      .filter((argument) => isGiven(argument) && !positional.includes(argument))
      .flatMap((argument) => {
        const place = named.indexOf(argument);
        const text = place < 0 ? format(argument) : branches.at(place);
        return text === undefined ? [] : `${argument}=${text}`;
      }),
  ];
  const comma = isSpaced(definition) ? ", " : ",";
  return words.length === 0 ? name : `${name}(${words.join(comma)})`;
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
