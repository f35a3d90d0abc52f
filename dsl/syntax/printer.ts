import type {
  ArgumentDescription,
  ArgumentValue,
} from "../../lib/definition/arguments.ts";
import type { Formula, OwnFunction } from "../../lib/layer/formula.ts";
import type { GivenValue, GroupItem, Item } from "../../lib/layer/item.ts";
import type { Layer } from "../../lib/layer/layer.ts";
import type { NetworkStep } from "../../lib/network/graph.ts";
import type { Network } from "../../lib/network/network.ts";
import { formatArray } from "../typesetting/arrays.ts";
import { Blocks } from "./blocks.ts";
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
export function format(network: Network): string {
  const functions = new OwnFunctions(network.rows, formatFormula);
  const formatItems = (items: readonly Item[], blocks: Blocks) =>
    formatRow(items, { blocks, functions });
  const blocks = new Blocks(network.rows.flat(), formatItems);
  const rows = network.rows.map((row) => formatItems(row, blocks));
  return [
    ...network.given.map(formatGiven),
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
      const formula = formatFormula(item.formula, functions.nameOf);
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
  let positional = [...form];
  while (positional.length > 0 && !isGiven(positional[positional.length - 1])) {
    positional = positional.slice(0, -1);
  }
  const words = [
    ...positional.map(format),
    ...branches,
    ...Object.keys(specs)
      .filter((argument) => specs[argument].named && isGiven(argument))
      .map((argument) => `${argument}=${format(argument)}`),
  ];
  const comma = definition.branches === undefined ? "," : ", ";
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
  if (!Array.isArray(value)) return String(value);
  const isRest = kind === "sizes" || kind === "integers";
  return isRest ? value.join() : `[${value.join()}]`;
}

/** How tightly a formula holds together; a part that holds less stands in brackets. */
const levels = { sum: 1, product: 2, sign: 3, power: 4, whole: 5 } as const;

/** A sign between two operands. */
interface Sign {
  readonly text: string;
  readonly level: number;
  /** The least that its operands hold together. */
  readonly left: number;
  readonly right: number;
}

const { sum, product, sign, power, whole } = levels;

/** The layers that are written as signs. */
const signs: ReadonlyMap<string, Sign> = new Map([
  ["add", { text: " + ", level: sum, left: sum, right: product }],
  ["sub", { text: " - ", level: sum, left: sum, right: product }],
  ["mul", { text: "*", level: product, left: product, right: sign }],
  ["div", { text: "/", level: product, left: product, right: sign }],
  ["pow", { text: "^", level: power, left: whole, right: sign }],
]);

/** The text of a formula in canonical form; `nameOf` says what a function is called. */
export function formatFormula(
  formula: Formula,
  nameOf: (own: OwnFunction) => string,
  least: number = sum,
): string {
  const { text, level } = written(formula, nameOf);
  return level < least ? `(${text})` : text;
}

function written(
  formula: Formula,
  nameOf: (own: OwnFunction) => string,
): { readonly text: string; readonly level: number } {
  if (formula.kind === "name") return { text: formula.name, level: whole };
  if (formula.kind === "number") {
    const { text } = formula;
    return { text, level: text.startsWith("-") ? sign : whole };
  }
  const { operands } = formula;
  const format = (operand: Formula, least: number) =>
    formatFormula(operand, nameOf, least);
  const own = formula.kind === "call"
    ? nameOf(formula.function)
    : formatLayer(formula.layer);
  const between = formula.kind === "gate" ? signs.get(own) : undefined;
  if (between !== undefined && operands.length === 2) {
    const { text, level, left, right } = between;
    const [first, second] = operands;
    return {
      text: format(first, left) + text + format(second, right),
      level,
    };
  }
  const [first] = operands;
  // A sign before a number would be the number's own.
  if (formula.kind === "gate" && own === "neg" && first.kind !== "number") {
    return { text: `-${format(first, power)}`, level: sign };
  }
  const words = operands.map((operand) => format(operand, sum));
  return formula.kind === "call"
    ? { text: `${own}(${words.join(", ")})`, level: whole }
    : {
      text: `${formula.layer.name}(${
        [...words, ...namedArguments(formula.layer)].join(", ")
      })`,
      level: whole,
    };
}

/** The arguments that a layer was given, each with its name: `axis=0`. */
function namedArguments(
  { definition, arguments: values = {} }: Layer,
): string[] {
  const specs = definition?.arguments ?? {};
  return Object.keys(specs).flatMap((name) => {
    const value = values[name];
    if (value === undefined || value === specs[name].default) return [];
    const text = Array.isArray(value) ? `[${value.join()}]` : String(value);
    return [`${name}=${text}`];
  });
}
