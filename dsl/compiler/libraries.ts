import { NablaError } from "../../lib/base/nabla_error.ts";
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.ts";
import type { File, LetStatement, Statement } from "../syntax/ast.ts";
import { parse } from "../syntax/parser.ts";
import type { Registry } from "../syntax/registry.ts";
import { collectLets } from "./lets.ts";

/**
 * The `let`s of libraries in order. Their spans begin after `end`, so that they
 * are distinct from places in the text itself.
 *
 * @throws {NablaError} if a library is not a text of `let`s.
 */
export function readLibraries(
  texts: readonly string[],
  registry: Registry,
  end: number,
): readonly LetStatement[] {
  const all: LetStatement[] = [];
  for (const text of texts) {
    const [mistake] = libraryMistakes(text);
    if (mistake !== undefined) throw refused(mistake.message);
    const lets = parse(text).file.statements.filter(isLet);
    all.push(...shifted(lets, end + 1));
  }
  const { diagnostics } = collectLets(all, [], registry);
  if (diagnostics.length > 0) throw refused(diagnostics[0].message);
  return all;
}

/** Whether a text is a library: nothing but `let`s, without mistakes. */
export function isLibrary(
  { statements }: File,
  diagnostics: readonly Diagnostic[],
): boolean {
  return statements.length > 0 && statements.every(isLet) &&
    diagnostics.every(({ code }) => code === "E019");
}

/** The mistakes in a text as a library, apart from its use of layers. */
export function libraryMistakes(text: string): readonly Diagnostic[] {
  const { file, diagnostics } = parse(text);
  const others = file.statements.filter((each) => !isLet(each));
  return [
    ...diagnostics,
    ...others.map(({ span }) =>
      diagnostic("E023", "a library must hold only `let`s", span, {
        label: "this is another statement",
        helps: [{ text: "move it to the text that uses the library" }],
      })
    ),
  ];
}

function isLet(statement: Statement): statement is LetStatement {
  return statement.kind === "let";
}

function refused(reason: string): NablaError<"call"> {
  return new NablaError("call", {
    action: "use a library",
    rule: `it must be a text of lets: ${reason}`,
  });
}

/** A part of a syntax tree with all its spans moved. */
function shifted<T>(node: T, by: number): T {
  if (typeof node !== "object" || node === null) return node;
  if (Array.isArray(node)) return node.map((item) => shifted(item, by)) as T;
  const moved = Object.entries(node).map(([key, value]) => [
    key,
    (key === "start" || key === "end") && typeof value === "number"
      ? value + by
      : shifted(value, by),
  ]);
  return Object.fromEntries(moved);
}
