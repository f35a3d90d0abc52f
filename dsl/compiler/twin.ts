import { NablaError } from "../../lib/base/nabla_error.ts";
import type { OwnFunction } from "../../lib/layer/formula.ts";
import type { FormulaItem } from "../../lib/layer/item.ts";
import {
  type FormulaPart,
  type NestedNumbers,
  numbersNamed,
} from "../../lib/network/pipeline.ts";
import { say } from "../../words/say.ts";
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.ts";
import { TextError } from "../diagnostics/text_error.ts";
import type { Statement } from "../syntax/ast.ts";
import { parse } from "../syntax/parser.ts";
import { createRegistry } from "../syntax/registry.ts";
import type { CompileOptions } from "./compiler.ts";
import { readLibraries } from "./libraries.ts";
import { type Expanded, expandStatements } from "./expansion/statements.ts";

/** What {@linkcode formula} takes. */
export interface FormulaOptions extends CompileOptions {
  /** Values that are given, by the names that the formula has for them. */
  readonly values?: Readonly<Record<string, NestedNumbers>>;
}

/**
 * A formula as a row of a network: the TypeScript twin of `b1 = w*a + c`. It can use
 * the labels of the rows before it.
 *
 * ```ts
 * import { formula, network } from "@nabla/nabla";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const neuron = network(
 *   formula("b1 = w*a + bias", { values: { w: 0.5, a: 1, bias: 0.1 } }),
 *   formula("h1 = sigmoid(b1)"),
 * ).bind();
 * neuron.forward();
 * assertAlmostEquals(neuron.y[0], 1 / (1 + Math.exp(-0.6)));
 * ```
 *
 * @throws {TextError} if the text is not one formula `NAME = …`.
 * @throws {NablaError} if the rows of a value differ in length, or a library is
 * not a text of `let`s and functions.
 */
export function formula(
  text: string,
  options: FormulaOptions = {},
): FormulaPart {
  const { values = {} } = options;
  const given = Object.entries(values)
    .map(([name, data]) => numbersNamed(name, data));
  const [row] = read(text, "formula", options, new Set(Object.keys(values)))
    .rows;
  const [item] = row.items;
  return { ...item as FormulaItem, given };
}

/** One's own function, for the rows of a network. */
export interface FunctionType {
  /** The function as a step, which takes what comes in. */
  (): FormulaItem;
  /** The function. */
  readonly function: OwnFunction;
  /** Its text: a library for formulas and texts that use it. */
  readonly text: string;
}

/**
 * A function of one's own: the TypeScript twin of `swish(x) = x*sigmoid(x)`.
 *
 * ```ts
 * import { defineFunction, fc, format, formula, gradcheck, network, pipeline } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const swish = defineFunction("swish(x) = x*sigmoid(x)");
 * const net = pipeline(fc(2, 4), swish(), fc(1));
 * assertEquals(gradcheck(net).verdict, "pass");
 * assertEquals(format(net), "swish(x) = x*sigmoid(x)\nfc(2,4) -> swish -> fc(1)");
 *
 * const row = formula("b = swish(a)", { values: { a: 2 }, libraries: [swish.text] });
 * assertEquals(network(row).steps.length, 3);
 * ```
 *
 * @throws {TextError} if the text is not one function `NAME(…) = …`.
 * @throws {NablaError} if it is used as a step and has several parameters.
 */
export function defineFunction(
  text: string,
  options: CompileOptions = {},
): FunctionType {
  const { functions, definitions } = read(text, "function", options);
  const [name] = [...definitions.values()].filter(({ index }) => index === 0);
  const own = functions.get(name?.name.text ?? "")?.own;
  if (own === undefined) throw new TextError(say("compile"), text, []);
  const make = (): FormulaItem => {
    const { length } = own.parameters;
    if (length === 1) {
      return { kind: "formula", formula: own.body, function: own };
    }
    throw new NablaError("call", {
      action: say("use {name} as a step", { name: own.name }),
      rule: say("it must have one parameter"),
      found: length,
    });
  };
  return Object.assign(make, { function: own, text });
}

/** Reads a text of one statement. */
function read(
  text: string,
  kind: "formula" | "function",
  { layers, libraries = [] }: CompileOptions,
  open: ReadonlySet<string> = new Set(),
): Expanded {
  const registry = createRegistry(layers);
  const { file, diagnostics } = parse(text);
  const { statements } = file;
  if (diagnostics.length > 0) {
    throw new TextError(say("compile"), text, diagnostics);
  }
  if (statements.length !== 1 || statements[0].kind !== kind) {
    throw new TextError(say("compile"), text, [notOne(statements, kind)]);
  }
  const library = readLibraries(libraries, registry, text.length);
  const expanded = expandStatements(text, statements, library, registry, open);
  if (expanded.diagnostics.length > 0) {
    throw new TextError(say("compile"), text, expanded.diagnostics);
  }
  return expanded;
}

function notOne(
  statements: readonly Statement[],
  kind: "formula" | "function",
): Diagnostic {
  const [first, second] = statements;
  const { span } = second ?? first ?? { span: { start: 0, end: 0 } };
  return diagnostic("E023", say(`the text must be one ${kind}`), span, {
    label: second === undefined
      ? say("this is none")
      : say("this is another statement"),
    helps: [{
      text: kind === "formula"
        ? say("write it like `b = w*a`")
        : say("write it like `f(t) = t^2`"),
    }],
  });
}
