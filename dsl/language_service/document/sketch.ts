/**
 * A network of what is right in a text. While a text is written it has mistakes most
 * of the time: they are blanked out, each with what depends on it, so that every
 * other place stays the same.
 *
 * @module
 */

import type { Shape } from "../../../lib/base/shape.ts";
import type { GivenValue, Item } from "../../../lib/layer/item.ts";
import { assemble } from "../../../lib/network/assemble.ts";
import { AssemblyError } from "../../../lib/network/assembly_error.ts";
import type { NetworkStep } from "../../../lib/network/graph.ts";
import type { Network } from "../../../lib/network/network.ts";
import type { ItemOrigin } from "../../compiler/expansion/expansion.ts";
import {
  type Expanded,
  expandStatements,
} from "../../compiler/expansion/statements.ts";
import { readData } from "../../compiler/written_arrays.ts";
import { type Diagnostic, primarySpan } from "../../diagnostics/diagnostic.ts";
import type { File, Statement } from "../../syntax/ast.ts";
import { parse } from "../../syntax/parser.ts";
import type { Registry } from "../../syntax/registry.ts";
import { lex } from "../../syntax/words/lexer.ts";
import { type MistakePlace, withoutMistakes } from "../words/blanking.ts";
import { readPassages } from "../words/words.ts";

/** A step of a text as it is used in the network; that of a `let` has several uses. */
export interface SketchedStep {
  readonly origin: ItemOrigin;
  readonly item: Item;
  /** The shapes of what it takes; of a group, none. */
  readonly inputs: readonly Shape[];
  readonly output: Shape;
  /** The step of the network; of a group or a name, none. */
  readonly step?: NetworkStep | undefined;
}

/** What is right in a text. */
export interface Sketch {
  /** The text with blanks in the place of mistakes. */
  readonly text: string;
  readonly file: File;
  /** The steps that have a shape, those in front of mistakes included. */
  readonly steps: readonly SketchedStep[];
  readonly network?: Network | undefined;
}

/** Each time something is blanked out, what comes behind it may have another mistake. */
const maxTries = 6;

/** Makes a network of what is right in a text. */
export function sketch(
  text: string,
  registry: Registry,
  library: readonly Statement[],
): Sketch {
  let rest = text;
  const steps: SketchedStep[] = [];
  for (let i = 0;; i++) {
    const { mistakes, file, network, found } = attempt(rest, registry, library);
    steps.push(...found);
    const next = i === maxTries
      ? rest
      : withoutMistakes(rest, readPassages(lex(rest).tokens), mistakes, i < 2);
    if (mistakes.length === 0 || next === rest) {
      return { text: rest, file, steps, network };
    }
    rest = next;
  }
}

interface Attempt {
  readonly file: File;
  /** Where the mistakes are. */
  readonly mistakes: readonly MistakePlace[];
  readonly found: readonly SketchedStep[];
  readonly network?: Network;
}

function attempt(
  text: string,
  registry: Registry,
  library: readonly Statement[],
): Attempt {
  const { file, diagnostics } = parse(text);
  const { statements } = file;
  const expanded = expandStatements(text, statements, library, registry);
  const placeOf = (each: Diagnostic): MistakePlace => ({
    at: primarySpan(each)?.start ?? 0,
    isAtEnd: each.code === "E012",
  });
  const mistakes = (diagnostics.length > 0 ? diagnostics : expanded.diagnostics)
    .map(placeOf);
  if (mistakes.length > 0) return { file, mistakes, found: [] };
  return { file, ...assembled(expanded, givenValues(statements, expanded)) };
}

/** The values that a pipeline may begin with. */
function givenValues(
  statements: readonly Statement[],
  { definitions }: Expanded,
): readonly GivenValue[] {
  return statements.flatMap((each) => {
    if (each.kind !== "given") return [];
    const name = each.path.text;
    if (definitions.get(name)?.kind !== "given") return [];
    const { shape, numbers } = readData(each.data);
    return [{ name, shape, data: numbers }];
  });
}

/** What is known of the values of a network, or of a part of one. */
interface Values {
  shapeOf(value: number): Shape;
  stepOf(value: number): NetworkStep | undefined;
  named(name: string): number | undefined;
}

function assembled(
  expanded: Expanded,
  given: readonly GivenValue[],
): Omit<Attempt, "file"> {
  const { rows, text } = expanded;
  if (rows.length === 0) return { mistakes: [], found: [] };
  const valueOf = new Map<Item, number>();
  const options = {
    given,
    onValue: (value: number, item: Item) => void valueOf.set(item, value),
  };
  try {
    const network = assemble(rows.map(({ items }) => items), options);
    const found = stepsOf(expanded, valueOf, valuesOf(network));
    return { mistakes: [], found, network };
  } catch (error) {
    if (!(error instanceof AssemblyError)) throw error;
    const { builder, item, formula } = error;
    const part = formula && expanded.formulas.get(formula)?.span;
    const origin = item && expanded.origins.get(item);
    const all = [part, origin?.body, ...origin?.uses ?? []];
    const own = all.find((span) => span && span.start <= text.length);
    const found = builder === undefined ? [] : stepsOf(expanded, valueOf, {
      ...builder,
      named: builder.valueNamed,
    });
    return {
      mistakes: [{ at: own?.start ?? rows[0].statement.span.start }],
      found,
    };
  }
}

function valuesOf({ values, steps, aliases, inputs }: Network): Values {
  const byOutput = new Map(steps.map((step) => [step.output, step]));
  const byName = new Map(steps.map(({ name, output }) => [name, output]));
  for (const input of inputs) byName.set(values[input].name, input);
  return {
    shapeOf: (value) => values[value].shape,
    stepOf: (value) => byOutput.get(value),
    named: (name) => byName.get(name) ?? aliases.get(name),
  };
}

/** The steps of the text itself that have a value, in its order. */
function stepsOf(
  { origins, text }: Expanded,
  valueOf: ReadonlyMap<Item, number>,
  values: Values,
): readonly SketchedStep[] {
  const found: SketchedStep[] = [];
  for (const [item, origin] of origins) {
    if (origin.span.end > text.length) continue;
    const value = lastValue(item, valueOf, values);
    if (value === undefined) continue;
    const step = item.kind === "group" ? undefined : values.stepOf(value);
    found.push({
      origin,
      item,
      output: values.shapeOf(value),
      inputs: step?.inputs.map(values.shapeOf) ?? [],
      step,
    });
  }
  return found;
}

/** The value that comes out of an item. */
function lastValue(
  item: Item | undefined,
  valueOf: ReadonlyMap<Item, number>,
  values: Values,
): number | undefined {
  if (item === undefined) return undefined;
  const value = valueOf.get(item);
  if (value !== undefined) return value;
  if (item.kind === "group") {
    return lastValue(item.items.at(-1), valueOf, values);
  }
  return item.kind === "reference" ? values.named(item.name) : undefined;
}
