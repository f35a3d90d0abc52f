import type { GivenValue, Item } from "../../lib/layer/item.ts";
import { assemble } from "../../lib/network/assemble.ts";
import { AssemblyError } from "../../lib/network/assembly_error.ts";
import type { Network } from "../../lib/network/network.ts";
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
  type NetworkStatement,
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
import { assemblyMistake } from "./assembly_mistakes.ts";
import { type Binding, bindStatements } from "./bindings.ts";
import { expandPipeline } from "./expand.ts";
import { collectLets } from "./lets.ts";
import { readLibraries } from "./libraries.ts";
import { shadowed } from "./calls/names.ts";
import { numbersIn, readData } from "./written_arrays.ts";

/** What {@linkcode compile} takes. */
export interface CompileOptions {
  /** Your own layers that the text may name, from {@linkcode defineLayer}. */
  readonly layers?: readonly AnyLayerType[];
  /** Texts of `let`s that the text may use. */
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
  /** The number of examples in what is given; default: 1. */
  readonly batch: number;
  /** The statements, for work on the text itself. */
  readonly file: File;
}

/**
 * Compiles a text. Mistakes are data, not exceptions: they are in `diagnostics`,
 * and `renderDiagnostics` prints them.
 *
 * ```ts
 * import { compile } from "@nabla/nabla/text";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(compile("fc(2,1) -> sigmoid").network?.parameterCount, 3);
 *
 * const { diagnostics } = compile("fc(2,4) -> relu -> fc(3,1)");
 * assertEquals(
 *   diagnostics[0].message,
 *   "`fc` is told to expect 3 inputs but receives 4",
 * );
 * ```
 *
 * @throws {NablaError} if the name of a given layer is taken, or a library is
 * not a text of `let`s.
 */
export function compile(text: string, options: CompileOptions = {}): Compiled {
  const registry = createRegistry(options.layers);
  const libraries = options.libraries ?? [];
  const compiled = compileOnce(text, registry, libraries);
  if (compiled.diagnostics.length === 0) return compiled;
  return {
    ...compiled,
    diagnostics: withCheckedEdits(
      text,
      compiled.diagnostics,
      (edited) => compileOnce(edited, registry, libraries).diagnostics,
    ),
  };
}

function compileOnce(
  text: string,
  registry: Registry,
  libraries: readonly string[],
): Compiled {
  const { file, diagnostics: syntax } = parse(text);
  const diagnostics = [...syntax];
  const networks = file.statements.filter((each) => each.kind === "network");
  const lets = file.statements.filter((each) => each.kind === "let");
  const data = file.statements.filter((each): each is DataStatement =>
    each.kind === "given" || each.kind === "expect"
  );
  const library = readLibraries(libraries, registry, text.length);
  const collected = collectLets(lets, library, registry);
  diagnostics.push(...collected.diagnostics);
  if (networks.length > 1) diagnostics.push(twoNetworks(networks));
  if (networks.length === 0 && syntax.length === 0) {
    diagnostics.push(noNetwork(text, file.statements));
  }
  const values = givenValues(data, registry, diagnostics);
  const failed = (found: readonly Diagnostic[]): Compiled => ({
    text,
    diagnostics: inOrder(found).slice(0, maxDiagnostics),
    origins: new Map(),
    given: [],
    expected: [],
    batch: 1,
    file,
  });
  const [statement] = networks;
  if (statement === undefined) return failed(diagnostics);

  const { items, origins, diagnostics: wrong } = expandPipeline(
    statement.pipeline,
    {
      registry,
      lets: collected.lets,
      given: new Set(values.keys()),
      end: text.length,
    },
  );
  diagnostics.push(...wrong);
  if (diagnostics.length > 0) return failed(diagnostics);

  const itemOf = new Map<number, Item>();
  try {
    const network = assemble([items], {
      given: [...values.values()],
      onValue: (value, item) => itemOf.set(value, item),
    });
    const spans = new Map<string, Span>();
    for (const [value, item] of itemOf) {
      const span = origins.get(item)?.span;
      if (span !== undefined) spans.set(network.values[value].name, span);
    }
    const bound = bindStatements(network, data, values, spans);
    return bound.diagnostics.length > 0
      ? failed(bound.diagnostics)
      : { text, network, origins: spans, file, ...bound };
  } catch (error) {
    if (!(error instanceof AssemblyError)) throw error;
    const whole = statement.pipeline.span;
    const end = text.length;
    return failed([assemblyMistake({ error, origins, itemOf, whole, end })]);
  }
}

/** The values of `given` statements whose path is one name: a pipeline may begin with them. */
function givenValues(
  statements: readonly DataStatement[],
  registry: Registry,
  diagnostics: Diagnostic[],
): Map<string, GivenValue> {
  const values = new Map<string, GivenValue>();
  for (const { kind, path, data } of statements) {
    const { shape, numbers, diagnostic } = readData(data);
    if (diagnostic !== undefined) diagnostics.push(diagnostic);
    if (kind === "given") diagnostics.push(...blanksIn(path, data));
    if (kind !== "given" || path.names.length > 1) continue;
    const name = path.text;
    if (registry.has(name)) {
      diagnostics.push(shadowed(name, path.span, "value"));
    }
    values.set(name, { name, shape, data: numbers });
  }
  return values;
}

/** In the order of the text, with one of a code at each place. */
function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const start = (each: Diagnostic) => primarySpan(each)?.start ?? 0;
  const first = new Map<string, Diagnostic>();
  for (const each of diagnostics.toSorted((a, b) => start(a) - start(b))) {
    const key = `${each.code} ${start(each)}`;
    if (!first.has(key)) first.set(key, each);
  }
  return [...first.values()];
}

/** A blank cannot be given. */
function blanksIn(path: Path, data: Data): Diagnostic[] {
  const open = numbersIn(data).find(({ text }) => text === blank);
  return open === undefined ? [] : [
    diagnostic("E202", `\`${path.text}\` is not filled in`, open.span, {
      label: "a blank",
      helps: [{ text: "write out what is given; only answers may be blank" }],
    }),
  ];
}

function noNetwork(text: string, statements: readonly Statement[]): Diagnostic {
  const end = statements.at(-1)?.span.end ?? text.length;
  const whole = { start: 0, end: text.length };
  return diagnostic(
    "E019",
    statements.length === 0
      ? "there is nothing in the text"
      : "there is no network in the text",
    { start: end, end },
    {
      label: "a network belongs here",
      helps: [{
        text: "write its steps with arrows between them",
        edit: text.trim() === ""
          ? { span: whole, text: "fc(2,1) -> sigmoid" }
          : undefined,
      }],
    },
  );
}

function twoNetworks([first, second]: readonly NetworkStatement[]): Diagnostic {
  const { start } = second.span;
  return diagnostic("E020", "there are two networks in the text", second.span, {
    label: "a second network",
    secondary: [{ span: first.span, text: "the first one" }],
    helps: [{
      text: "join them with an arrow",
      edit: { span: { start, end: start }, text: "-> " },
    }],
  });
}
