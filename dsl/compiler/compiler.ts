import type { GivenValue } from "../../lib/layer/item.ts";
import type { Network } from "../../lib/network/network.ts";
import { say } from "../../words/say.ts";
import {
  type Diagnostic,
  diagnostic,
  primarySpan,
  type Span,
} from "../diagnostics/diagnostic.ts";
import { withCheckedEdits } from "../diagnostics/edits.ts";
import {
  blank,
  type Data,
  type DataStatement,
  type File,
  type Path,
  type Statement,
} from "../syntax/ast.ts";
import { parse } from "../syntax/parser.ts";
import { maxDiagnostics } from "../syntax/words/scanner.ts";
import {
  type AnyLayerType,
  createRegistry,
  type Registry,
} from "../syntax/registry.ts";
import { assembleRows } from "./assembled.ts";
import { type Binding, bindStatements } from "./bindings.ts";
import type { Defined } from "./calls/definitions.ts";
import type { WrittenClaim } from "./formulas/claims.ts";
import { readLibraries } from "./libraries.ts";
import { rowMistakes } from "./row_mistakes.ts";
import { expandStatements } from "./expansion/statements.ts";
import { numbersIn, readData } from "./written_arrays.ts";

/** What {@linkcode compile} takes. */
export interface CompileOptions {
  /** Your own layers that the text may name, from {@linkcode defineLayer}. */
  readonly layers?: readonly AnyLayerType[];
  /** Texts of `let`s and functions that the text may use. */
  readonly libraries?: readonly string[];
}

/** A text that was compiled, or could not be. */
export interface Compiled {
  /** The text. */
  readonly text: string;
  /** The network; absent if there is an error among the diagnostics. */
  readonly network?: Network;
  /** Every mistake, in the order of the text; of many the first hundred. */
  readonly diagnostics: readonly Diagnostic[];
  /** Where each step of the network is in the text, by its name. */
  readonly origins: ReadonlyMap<string, Span>;
  /** The numbers that the text gives, in order. */
  readonly given: readonly Binding[];
  /** The numbers that it expects, in order. */
  readonly expected: readonly Binding[];
  /** The derivatives that it claims of its own functions, in order. */
  readonly claims: readonly WrittenClaim[];
  /** The number of examples in what is given; default: 1. */
  readonly batch: number;
  /** The statements, for work on the text itself. */
  readonly file: File;
}

/** Compiles a text; mistakes are data. @throws {NablaError} if a name or a library cannot be used. */
export function compile(text: string, options: CompileOptions = {}): Compiled {
  const registry = createRegistry(options.layers);
  const libraries = options.libraries ?? [];
  const compiled = compileOnce(text, registry, libraries);
  if (compiled.diagnostics.length === 0) return compiled;
  const diagnostics = withCheckedEdits(
    text,
    compiled.diagnostics,
    (edited) => compileOnce(edited, registry, libraries).diagnostics,
  );
  // A text of `let`s and functions with a mistake may be a library.
  const others = diagnostics.filter(({ code }) => code !== "E019");
  return { ...compiled, diagnostics: others.length > 0 ? others : diagnostics };
}

function compileOnce(
  text: string,
  registry: Registry,
  libraries: readonly string[],
): Compiled {
  const { file, diagnostics: syntax } = parse(text);
  const { statements } = file;
  const data = statements.filter((each): each is DataStatement =>
    each.kind === "given" || each.kind === "expect"
  );
  const library = readLibraries(libraries, registry, text.length);
  const expanded = expandStatements(text, statements, library, registry);
  const { rows, claims, definitions } = expanded;
  const diagnostics = [
    ...syntax,
    ...withoutUnread(expanded.diagnostics, syntax, text),
  ];
  if (!statements.some(isOfNetwork) && syntax.length === 0) {
    diagnostics.push(noNetwork(text, statements));
  }
  const values = givenValues(data, definitions, diagnostics);
  const failed = (found: readonly Diagnostic[]): Compiled => ({
    text,
    diagnostics: inOrder(found).slice(0, maxDiagnostics),
    origins: new Map(),
    given: [],
    expected: [],
    claims,
    batch: 1,
    file,
  });
  if (diagnostics.length === 0) diagnostics.push(...rowMistakes(expanded));
  if (diagnostics.length > 0 || rows.length === 0) return failed(diagnostics);

  const made = assembleRows(expanded, [...values.values()]);
  if ("diagnostic" in made) return failed([made.diagnostic]);
  const { network, origins } = made;
  const bound = bindStatements(network, data, values, origins);
  return bound.diagnostics.length > 0
    ? failed(bound.diagnostics)
    : { text, network, origins, file, claims, ...bound };
}

/** The names that a line defines, or is meant to. */
const defined =
  /(?<![\p{L}\p{N}_])[\p{L}_][\p{L}\p{N}_]*(?=\s*(?:=|:|\([^()]*\)\s*=))/gu;

/** Without those of what could not be read, and those that only miss a name which it defines. */
function withoutUnread(
  diagnostics: readonly Diagnostic[],
  syntax: readonly Diagnostic[],
  text: string,
): readonly Diagnostic[] {
  if (syntax.length === 0) return diagnostics;
  const lines = new Set(
    syntax.map((each) =>
      text.lastIndexOf("\n", (primarySpan(each)?.start ?? 0) - 1) + 1
    ),
  );
  const unread = new Set([...lines].flatMap((start) => {
    const [line] = text.slice(start).split("\n", 1);
    return [...line.matchAll(defined)].map(String);
  }));
  const told = new Set(syntax.map((each) => primarySpan(each)?.start));
  return diagnostics.filter((each) => {
    const { start, end } = primarySpan(each) ?? { start: 0, end: 0 };
    if (told.has(start)) return false;
    const isMissing = each.code === "E100" || each.code === "E119";
    return !isMissing || !unread.has(text.slice(start, end).split(".")[0]);
  });
}

/** Whether a statement adds to the network. */
function isOfNetwork({ kind }: Statement): boolean {
  return kind === "network" || kind === "formula";
}

/** The values of `given` statements whose path is one name: a pipeline may begin with them. */
function givenValues(
  statements: readonly DataStatement[],
  definitions: ReadonlyMap<string, Defined>,
  diagnostics: Diagnostic[],
): Map<string, GivenValue> {
  const values = new Map<string, GivenValue>();
  for (const { kind, path, data } of statements) {
    const { shape, numbers, diagnostic } = readData(data);
    if (diagnostic !== undefined) diagnostics.push(diagnostic);
    if (kind === "given") diagnostics.push(...blanksIn(path, data));
    const name = path.text;
    if (kind !== "given" || definitions.get(name)?.kind !== "given") continue;
    values.set(name, { name, shape, data: numbers });
  }
  return values;
}

/**
 * In the order of the text, with one of a code at each place. Where a sign of another
 * notation could not be what it stands for either, that alone is told.
 */
function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const start = (each: Diagnostic) => primarySpan(each)?.start ?? 0;
  const first = new Map<string, Diagnostic>();
  const unread = diagnostics.filter(({ code }) => code === "E028").map(start);
  const told = diagnostics.filter((each) =>
    each.code !== "E001" || !unread.includes(start(each))
  );
  for (const each of told.toSorted((a, b) => start(a) - start(b))) {
    const key = `${each.code} ${start(each)}`;
    if (!first.has(key)) first.set(key, each);
  }
  return [...first.values()];
}

/** A blank cannot be given. */
function blanksIn(path: Path, data: Data): Diagnostic[] {
  const open = numbersIn(data).find(({ text }) => text === blank);
  return open === undefined ? [] : [
    diagnostic(
      "E202",
      say("{path} is not filled in", { path: `\`${path.text}\`` }),
      open.span,
      {
        label: say("a blank"),
        helps: [{
          text: say("write out what is given; only answers may be blank"),
        }],
      },
    ),
  ];
}

function noNetwork(text: string, statements: readonly Statement[]): Diagnostic {
  const end = statements.at(-1)?.span.end ?? text.length;
  const whole = { start: 0, end: text.length };
  return diagnostic(
    "E019",
    statements.length === 0
      ? say("there is nothing in the text")
      : say("there is no network in the text"),
    { start: end, end },
    {
      label: say("a network belongs here"),
      helps: [{
        text: say("write its steps with arrows between them"),
        edit: text.trim() === ""
          ? { span: whole, text: "fc(2,1) -> sigmoid" }
          : undefined,
      }],
    },
  );
}
