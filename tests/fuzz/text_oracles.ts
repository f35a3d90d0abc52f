/**
 * What must hold of every text: spans within it, diagnostics that print well, edits
 * that help, one meaning before and after formatting and printing.
 *
 * @module
 */

import { compile, type Compiled } from "../../dsl/compiler/compiler.ts";
import { type Code, codes, isSyntaxCode } from "../../dsl/diagnostics/codes.ts";
import {
  applyEdit,
  type Diagnostic,
  type Edit,
  primarySpan,
} from "../../dsl/diagnostics/diagnostic.ts";
import {
  renderDiagnostics,
  renderShort,
} from "../../dsl/diagnostics/render.ts";
import {
  type CompiledNetwork,
  isCompiled,
  runExercise,
} from "../../dsl/exercise/exercise.ts";
import { judgeNumbers } from "../../dsl/exercise/judge.ts";
import { markdownBlocks } from "../../dsl/exercise/markdown.ts";
import { grade } from "../../dsl/exercise/grading.ts";
import { worksheet } from "../../dsl/exercise/worksheet.ts";
import { warningsOn } from "../../dsl/linter/linter.ts";
import { outlineOf } from "../../dsl/reports/outline.ts";
import { formatText } from "../../dsl/syntax/formatter.ts";
import { parse, type Parsed } from "../../dsl/syntax/parser.ts";
import { format } from "../../dsl/syntax/printing/printer.ts";
import { NablaError } from "../../lib/base/nabla_error.ts";
import type { Random } from "../../lib/base/random.ts";
import { elementCount } from "../../lib/base/shape.ts";
import type { Network } from "../../lib/network/network.ts";
import { happens, pick } from "./chance.ts";
import { type Seen, skeleton } from "./led.ts";
import { printingProblem } from "./printed.ts";
import { examineService } from "./service_oracle.ts";

/** All that a text says of itself. */
interface Findings {
  readonly parsed: Parsed;
  readonly compiled: Compiled;
  /** Of the spelling, the meaning, the numbers, and what is probably a mistake. */
  readonly diagnostics: readonly Diagnostic[];
  readonly failure?: string | undefined;
}

/** Tries everything with a text that nabla does. */
export function examineText(text: string, random: Random): Seen {
  // Warnings on a text with mistakes say little.
  const isLinted = happens(random, 0.2);
  const { parsed, compiled, diagnostics, failure } = findingsIn(text, isLinted);
  return {
    failure: failure ??
      spanProblem([...parsed.diagnostics, ...diagnostics], text) ??
      editProblem(text, diagnostics, random) ??
      shownProblem(diagnostics, text, random) ??
      formattingProblem(parsed, text) ??
      blockProblem(text) ??
      serviceProblem(text, random),
    isRead: isCompiled(compiled),
    features: features(parsed, compiled, diagnostics),
  };
}

/** Longer texts are not asked for all that an editor asks. */
const longestEdited = 5000;

/** What goes wrong where an editor asks, in some of the texts. */
function serviceProblem(text: string, random: Random): string | undefined {
  return text.length <= longestEdited && happens(random, 0.25)
    ? examineService(text, random.integer(text.length + 1))
    : undefined;
}

/** The codes of all that is wrong with a text, in order and once each. */
export function codesOf(text: string): readonly string[] {
  const { diagnostics } = findingsIn(text, true);
  return [...new Set(diagnostics.map(({ code }) => code))].sort();
}

function findingsIn(text: string, isLinted: boolean): Findings {
  const parsed = parse(text);
  const compiled = compile(text);
  const diagnostics = [
    ...compiled.diagnostics,
    ...isLinted || isCompiled(compiled) ? warningsOn(compiled) : [],
  ];
  if (!isCompiled(compiled)) return { parsed, compiled, diagnostics };
  const failure = networkProblem(compiled.network);
  if (!isSmall(compiled.network)) {
    return { parsed, compiled, diagnostics, failure };
  }
  const judged = judgedNumbers(compiled);
  return {
    parsed,
    compiled,
    diagnostics: [...diagnostics, ...judged.diagnostics],
    failure: failure ?? judged.failure,
  };
}

function spanProblem(
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

/** Longer texts are not compiled again for an edit. */
const mostEdited = 2000;

/** What is wrong with an edit that is offered: what it mends must be gone, and nothing else be misspelt. */
function editProblem(
  text: string,
  diagnostics: readonly Diagnostic[],
  random: Random,
): string | undefined {
  const offered = diagnostics.flatMap((mistake) =>
    mistake.helps.flatMap(({ edit }) => edit ? [{ mistake, edit }] : [])
  );
  if (offered.length === 0 || text.length > mostEdited) return;
  // Trying one compiles the text once more.
  if (happens(random, 0.6)) return;
  const { mistake, edit } = pick(random, offered);
  const edited = applyEdit(text, edit);
  if (edited === text) return `an edit of ${mistake.code} changes nothing`;
  const isWarning = mistake.severity === "warning";
  const again = compile(edited);
  const after = [
    ...isWarning ? warningsOn(again) : [],
    ...again.diagnostics,
  ];
  // That a text has no network, or two, is told only where nothing else is wrong in it.
  const hadOthers = diagnostics.some((each) =>
    isError(each) && each.code !== "E019" && each.code !== "E020"
  );
  const wasUntold = (code: Code) =>
    code === "E020" && hadOthers || code === "E019" &&
      (!hasNetwork(text) || hadOthers && hasNetwork(edited));
  const misspelt = (all: readonly Diagnostic[]) =>
    all.filter(({ code }) => isSyntaxCode(code) && !wasUntold(code)).length;
  if (misspelt(after) > misspelt(diagnostics)) {
    return `an edit of ${mistake.code} misspells:\n${edited}`;
  }
  const isWorse = isWarning && !diagnostics.some(isError) &&
    after.some(isError);
  if (isWorse) return `an edit of ${mistake.code} makes a mistake:\n${edited}`;
  const places = placesAfter(mistake, edit);
  const stays = after.some((each) =>
    each.code === mistake.code && each.message === mistake.message &&
    places.includes(primarySpan(each)?.start ?? -1)
  );
  if (stays) return `an edit of ${mistake.code} does not mend it:\n${edited}`;
}

/** Whether a statement is of a network, whole or not. */
function hasNetwork(text: string): boolean {
  return parse(text).file.statements.some(({ kind }) =>
    kind === "network" || kind === "formula"
  );
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}

/** Where a mistake is once an edit was made, if it is still there. */
function placesAfter(mistake: Diagnostic, { span, text }: Edit): number[] {
  const start = primarySpan(mistake)?.start ?? 0;
  const grown = text.length - (span.end - span.start);
  return span.start <= start ? [start + grown] : [start];
}

/** What is wrong with how diagnostics are shown. */
function shownProblem(
  diagnostics: readonly Diagnostic[],
  text: string,
  random: Random,
): string | undefined {
  if (diagnostics.length === 0) return;
  // The first few say the most; all of many are seen now and then.
  const some = happens(random, 0.1) ? diagnostics : diagnostics.slice(0, 4);
  const source = { name: "fuzz\u001b[2J.nn", text };
  const columns = pick(random, [40, 80]);
  const color = happens(random, 0.5);
  const from = text;
  return printingProblem(renderDiagnostics(some, source, { color, columns }), {
    color,
    columns,
    from,
  }) ?? printingProblem(renderShort(some.slice(0, 1), source), { from });
}

/** What is wrong with the canonical form of a text that can be read. */
function formattingProblem(
  { file, diagnostics }: Parsed,
  text: string,
): string | undefined {
  if (diagnostics.length > 0) return;
  const formatted = formatText(text);
  const again = parse(formatted);
  if (again.diagnostics.length > 0) {
    return `the canonical form has mistakes: ${
      again.diagnostics[0].message
    }\n${formatted}`;
  }
  if (!isSameTree(again.file.statements, file.statements)) {
    return `the canonical form says something else:\n${formatted}`;
  }
  const comments = (all: Parsed) =>
    all.file.comments.map(({ text }) => text.trimEnd()).join("\n");
  if (comments(again) !== comments({ file, diagnostics })) {
    return `the canonical form has other comments:\n${formatted}`;
  }
  if (formatText(formatted) !== formatted) {
    return `formatting twice changes the text again:\n${formatted}`;
  }
}

/** What says where something stands. */
const places = new Set(["span", "brackets", "sign"]);

/** Whether two trees are the same but for places, and brackets that hold nothing. */
function isSameTree(a: unknown, b: unknown): boolean {
  if (!isTree(a) || !isTree(b)) return Object.is(a, b);
  return Array.isArray(a) === Array.isArray(b) &&
    Object.keys({ ...a, ...b }).every((key) =>
      places.has(key) || isSameTree(a[key], b[key])
    );
}

function isTree(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** The blocks of Markdown stand at their lines. */
function blockProblem(text: string): string | undefined {
  if (!text.includes("```") && !text.includes("~~~")) return;
  const lines = text.split(/\r\n|\r|\n/);
  for (const { line, text: block } of markdownBlocks(text)) {
    const own = block.split("\n").slice(0, -1);
    const isThere = own.every((each, i) => lines[line + i] === each);
    if (!isThere) return `the block at line ${line} is another text`;
  }
}

/** The most numbers that a network may hold to be run here. */
const mostNumbers = 20_000;

function isSmall({ values, steps }: Network): boolean {
  const all = [...values, ...steps.flatMap(({ parameters }) => parameters)];
  return all.reduce((n, { shape }) => n + elementCount(shape), 0) <=
    mostNumbers;
}

/** What is wrong with the printed form of a network. */
function networkProblem(network: Network): string | undefined {
  const printed = format(network);
  const again = compile(printed).network;
  if (again === undefined) return `the printed network fails:\n${printed}`;
  if (JSON.stringify(outlineOf(again)) !== JSON.stringify(outlineOf(network))) {
    return `the printed network is another one:\n${printed}`;
  }
  if (format(again) !== printed) {
    return `a network is printed in two ways:\n${printed}\n${format(again)}`;
  }
}

/** What its numbers say of a network, and what is wrong with the marks of its own answers. */
function judgedNumbers(
  compiled: CompiledNetwork,
): Pick<Findings, "diagnostics" | "failure"> {
  try {
    const judged = judgeNumbers(compiled, runExercise(compiled));
    const diagnostics = judged.flatMap(({ diagnostic }) => diagnostic ?? []);
    if (judged.length === 0) return { diagnostics };
    const agreeing = judged.map(({ numbers }) =>
      numbers.filter(({ agrees }) => agrees).length
    );
    return { diagnostics, failure: sheetProblem(compiled, agreeing) };
  } catch (error) {
    // A layer may refuse its numbers, as a class out of range.
    if (error instanceof NablaError) return { diagnostics: [] };
    throw error;
  }
}

/** A sheet has nothing but blanks, of which none is right; a text that answers itself is right where it agrees. */
function sheetProblem(
  compiled: CompiledNetwork,
  agreeing: readonly number[],
): string | undefined {
  const sheet = worksheet(compiled.text);
  for (const { path, open, blanks, right } of grade(parse(sheet), compiled)) {
    if (open !== blanks || right !== 0) {
      return `of ${path}, ${open} of ${blanks} blanks are open, ${right} right:\n${sheet}`;
    }
  }
  for (
    const [i, { path, right }] of grade(parse(compiled.text), compiled)
      .entries()
  ) {
    if (right !== agreeing[i]) {
      return `of ${path}, ${right} are right and ${agreeing[i]} agree`;
    }
  }
}

/** What happened, in words. */
function* features(
  { file, diagnostics: misspelt }: Parsed,
  { network }: Compiled,
  diagnostics: readonly Diagnostic[],
): Generator<string> {
  for (const { code, message, notes, helps, labels } of diagnostics) {
    yield `code ${code}`;
    yield `${code} ${skeleton(message)}`;
    for (const note of notes) yield `${code} note ${skeleton(note)}`;
    for (const { text, edit } of helps) {
      yield `${code} help ${skeleton(text)} ${edit !== undefined}`;
    }
    yield `${code} labels ${Math.min(labels.length, 4)}`;
  }
  for (const { code } of misspelt) yield `spelling ${code}`;
  for (const statement of file.statements) yield `statement ${statement.kind}`;
  if (network === undefined) return;
  for (const { layer, inputs, shares } of network.steps) {
    yield `layer ${layer.name} of ${Math.min(inputs.length, 3)}`;
    if (shares !== undefined) yield `shared ${layer.name}`;
  }
}
