/**
 * Parses, compiles, renders, lints, formats and runs random and mutated texts:
 * `deno task fuzz [count] [seed]`. Whatever the text, nothing may crash or
 * hang, every span must lie in the text, and what is printed must say the same
 * as what was read.
 *
 * @module
 */

import { compile, type Compiled } from "../../dsl/compiler/compiler.ts";
import { lint } from "../../dsl/linter/linter.ts";
import { codes } from "../../dsl/diagnostics/codes.ts";
import type { Diagnostic } from "../../dsl/diagnostics/diagnostic.ts";
import { renderDiagnostics } from "../../dsl/diagnostics/render.ts";
import { isCompiled, runExercise } from "../../dsl/exercise/exercise.ts";
import { judgeNumbers } from "../../dsl/exercise/judge.ts";
import { outlineOf } from "../../dsl/reports/outline.ts";
import { formatText } from "../../dsl/syntax/formatter.ts";
import { parse } from "../../dsl/syntax/parser.ts";
import { format } from "../../dsl/syntax/printer.ts";
import { NablaError } from "../../lib/base/nabla_error.ts";
import { createRandom, type Random } from "../../lib/base/random.ts";
import { elementCount } from "../../lib/base/shape.ts";
import { languageFiles } from "../helpers/language_files.ts";

/** What to run. */
export interface FuzzOptions {
  /** How many texts. */
  readonly count: number;
  /** Where chance begins. */
  readonly seed: number;
  /** Called now and then with the number of texts done. */
  readonly progress?: (done: number) => void;
}

/** What came of it. */
export interface FuzzResult {
  /** The text that went wrong and how, where one did. */
  readonly failure?: { readonly text: string; readonly why: string };
  /** How often each code came up. */
  readonly codes: ReadonlyMap<string, number>;
  /** How often each kind of statement was parsed. */
  readonly statements: ReadonlyMap<string, number>;
  /** The longest time for one text, in milliseconds. */
  readonly slowest: number;
}

/** Runs `count` texts, or as many as it takes to find a failure. */
export function fuzzOnce({ count, seed, progress }: FuzzOptions): FuzzResult {
  const random = createRandom(seed);
  const seen = new Map<string, number>();
  const statements = new Map<string, number>();
  const add = (to: Map<string, number>, key: string) =>
    to.set(key, (to.get(key) ?? 0) + 1);
  let slowest = 0;
  for (let i = 0; i < count; i++) {
    const valid = randomText(random);
    const isValid = random.uniform() < 0.2;
    const text = isValid ? valid : mutate(valid, random);
    const start = performance.now();
    let why: string | undefined;
    try {
      const parsed = parse(text);
      for (const { kind } of parsed.file.statements) add(statements, kind);
      if (isValid && parsed.diagnostics.length > 0) {
        why = "a valid text has mistakes";
      }
      const compiled = compile(text);
      const { diagnostics } = compiled;
      const warnings = lint(text);
      for (const { code } of [...diagnostics, ...warnings]) add(seen, code);
      why ??= problem(
        [...parsed.diagnostics, ...diagnostics, ...warnings],
        text,
      );
      if (parsed.diagnostics.length === 0) why ??= formattingProblem(text);
      why ??= runProblem(compiled);
      renderDiagnostics(diagnostics, { name: "fuzz.nn", text }, {
        color: true,
      });
    } catch (error) {
      why = error instanceof Error
        ? error.stack ?? error.message
        : String(error);
    }
    const time = performance.now() - start;
    slowest = Math.max(slowest, time);
    if (time > 1000) why ??= `took ${time} ms`;
    if (why !== undefined) {
      return { failure: { text, why }, codes: seen, statements, slowest };
    }
    if (i % 1000 === 999) progress?.(i + 1);
  }
  return { codes: seen, statements, slowest };
}

function problem(
  diagnostics: readonly Diagnostic[],
  text: string,
): string | undefined {
  for (const { code, labels, helps } of diagnostics) {
    if (!Object.hasOwn(codes, code)) return `unknown code ${code}`;
    if (labels.filter(({ primary }) => primary).length !== 1) {
      return `${code} has not one primary label`;
    }
    const spans = [
      ...labels.map(({ span }) => span),
      ...helps.flatMap(({ edit }) => edit?.span ?? []),
    ];
    for (const { start, end } of spans) {
      const inside = 0 <= start && start <= end && end <= text.length;
      if (!inside) {
        return `${code} has a span ${start}…${end} outside the text of ${text.length}`;
      }
    }
  }
}

/** What is wrong with the canonical form of a text that can be read. */
function formattingProblem(text: string): string | undefined {
  const formatted = formatText(text);
  const { diagnostics } = parse(formatted);
  if (diagnostics.length > 0) {
    return `the canonical form has mistakes: ${
      diagnostics[0].message
    }\n${formatted}`;
  }
  if (formatText(formatted) !== formatted) {
    return `formatting twice changes the text again:\n${formatted}`;
  }
}

/** The most numbers that a network may hold to be run here. */
const mostNumbers = 20_000;

/** What is wrong with a network, its printed form or its numbers. */
function runProblem(compiled: Compiled): string | undefined {
  if (!isCompiled(compiled)) return;
  const { network } = compiled;
  const printed = format(network);
  const again = compile(printed).network;
  if (again === undefined) return `the printed network fails:\n${printed}`;
  if (JSON.stringify(outlineOf(again)) !== JSON.stringify(outlineOf(network))) {
    return `the printed network is another one:\n${printed}`;
  }
  const size =
    network.values.reduce((n, { shape }) => n + elementCount(shape), 0) +
    network.steps.flatMap(({ parameters }) => parameters)
      .reduce((n, { shape }) => n + elementCount(shape), 0);
  if (size > mostNumbers) return;
  try {
    judgeNumbers(compiled, runExercise(compiled));
  } catch (error) {
    // A layer may refuse its numbers, as a class out of range.
    if (!(error instanceof NablaError)) throw error;
  }
}

const names =
  "fc relu sigmoid tanh input mse softmax x y h q block add mul residual concat square neg exp shift scale max cross_entropy id"
    .split(" ");
const files = Object.values(languageFiles);

/** A valid text by the grammar. */
function randomText(random: Random): string {
  const pick = <T>(items: readonly T[]): T =>
    items[random.integer(items.length)];
  const times = <T>(most: number, make: () => T): T[] =>
    Array.from({ length: 1 + random.integer(most) }, make);
  const gap = () => pick(["", " ", "  ", "\n", " # note\n  "]);
  const number = () =>
    pick(["1", "2", "3.5", "-1", "1e-3", ".5", "10", "128", "-1/4", "4 / 2"]);
  const data = (depth: number): string =>
    depth === 0 || random.uniform() < 0.5
      ? number()
      : `[${times(3, () => data(depth - 1)).join(", ")}]`;
  const call = (depth: number): string => {
    const name = pick(names);
    if (random.uniform() < 0.4) return name;
    const args = times(
      3,
      () =>
        (random.uniform() < 0.2 ? "init=" : "") +
        (depth > 0 && random.uniform() < 0.3 ? pipeline(depth - 1) : data(1)),
    );
    return `${name}(${args.join(pick([",", ", ", ",\n  "]))})`;
  };
  const step = (depth: number): string =>
    (random.uniform() < 0.15 ? `${pick(["h", "k", "A"])}: ` : "") +
    (depth > 0 && random.uniform() < 0.1
      ? `(${pipeline(depth - 1)})`
      : call(depth)) +
    (random.uniform() < 0.1 ? pick(["*2", " * n"]) : "");
  const pipeline = (depth: number): string =>
    times(4, () => step(depth)).join(pick([" -> ", "->", "\n  -> ", " ->\n"]));
  const statement = (): string => {
    switch (random.integer(5)) {
      case 0:
        return `let ${pick(names)}${pick(["", "(n)", "(n, m)"])} = ${
          pipeline(2)
        }`;
      case 1:
        return `${pick(["given", "expect"])} ${
          pick(["x", "fc1.weight", "h.grad", "b2.fc1.bias.grad"])
        } = ${data(3)}`;
      default:
        return pipeline(2);
    }
  };
  if (random.uniform() < 0.15) return pick(files);
  return times(4, statement).join(pick(["\n", "\r\n", "\n\n# note\n"])) +
    pick(["", "\n"]) + (gap().includes("#") ? "# end" : "");
}

const pieces =
  "-> => |> → ( ) [ ] , : = * . # // -- let given expect fc relu 1 -1 1e 9999999999 \" ' { } ; ， （ ） ： é 层 \ud800 \udc00 \0 \t \r\n \n \ufeff \u202e 𝕩 👩‍👩‍👧 __proto__ constructor toString 1_0 ｆｃ －１ 20% 0,5 ½ sqrt(2) (1,2) {1;2} 1/0 1/2/3 10⁻³ ?"
    .split(" ");

/** A text with some damage. */
function mutate(text: string, random: Random): string {
  let result = text;
  for (let n = 1 + random.integer(4); n > 0; n--) {
    const at = random.integer(result.length + 1);
    const to = Math.min(result.length, at + 1 + random.integer(6));
    const piece = pieces[random.integer(pieces.length)];
    switch (random.integer(7)) {
      case 0:
        result = result.slice(0, at) + piece + result.slice(at);
        break;
      case 1:
        result = result.slice(0, at) + result.slice(to);
        break;
      case 2:
        result = result.slice(0, at) + piece + result.slice(to);
        break;
      case 3:
        result = result.slice(0, to) + result.slice(at);
        break;
      case 4:
        result = result.slice(0, at) +
          String.fromCharCode(random.integer(0x10000)) + result.slice(at);
        break;
      case 5:
        result = result.slice(0, at);
        break;
      default:
        result = result.slice(0, at) + piece.repeat(1 + random.integer(300)) +
          result.slice(at);
    }
  }
  return result;
}

if (import.meta.main) {
  const count = Number(Deno.args[0] ?? 100_000);
  const seed = Number(Deno.args[1] ?? 1);
  const start = performance.now();
  const isTerminal = Deno.stderr.isTerminal();
  const result = fuzzOnce({
    count,
    seed,
    progress: (done) =>
      isTerminal &&
      Deno.stderr.writeSync(new TextEncoder().encode(`\r${done}/${count}`)),
  });
  if (result.failure !== undefined) {
    console.error(
      `seed ${seed}: ${result.failure.why}\n${
        JSON.stringify(result.failure.text)
      }`,
    );
    Deno.exit(1);
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  const megabytes = (Deno.memoryUsage().rss / 2 ** 20).toFixed(0);
  console.log(
    `${count} texts in ${seconds} s, the slowest in ${
      result.slowest.toFixed(0)
    } ms, ${megabytes} MB`,
  );
  const show = (counts: ReadonlyMap<string, number>) =>
    [...counts].sort().map(([key, n]) => `${key} ${n}`).join(", ");
  console.log(
    `statements: ${show(result.statements)}\ncodes: ${show(result.codes)}`,
  );
}
