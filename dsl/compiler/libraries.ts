import { NablaError } from "../../lib/base/nabla_error.ts";
import { say } from "../../words/say.ts";
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.ts";
import type { File, Statement } from "../syntax/ast.ts";
import { parse } from "../syntax/parser.ts";
import type { Registry } from "../syntax/registry.ts";
import { expandStatements } from "./expansion/statements.ts";

/**
 * The `let`s and functions of libraries in order. Their spans begin after `end`,
 * so that they are distinct from places in the text itself.
 *
 * @throws {NablaError} if a library is not a text of `let`s and functions.
 */
export function readLibraries(
  texts: readonly string[],
  registry: Registry,
  end: number,
): readonly Statement[] {
  const all: Statement[] = [];
  for (const text of texts) {
    const [mistake] = libraryMistakes(text);
    if (mistake !== undefined) throw refused(mistake.message);
    const { statements } = parse(text).file;
    const [wrong] = expandStatements(
      text,
      [...all, ...statements],
      [],
      registry,
    ).diagnostics;
    if (wrong !== undefined) throw refused(wrong.message);
    all.push(...shifted(statements, end + 1));
  }
  return all;
}

/** Whether a text is a library: nothing but `let`s and functions, without mistakes. */
export function isLibrary(
  { statements }: File,
  diagnostics: readonly Diagnostic[],
): boolean {
  return statements.length > 0 && statements.every(isForOthers) &&
    diagnostics.every(({ code }) => code === "E019");
}

/** The mistakes in a text as a library, apart from its use of layers. */
export function libraryMistakes(text: string): readonly Diagnostic[] {
  const { file, diagnostics } = parse(text);
  const others = file.statements.filter((each) => !isForOthers(each));
  return [
    ...diagnostics,
    ...others.map(({ span }) =>
      diagnostic(
        "E023",
        say("a library must hold only `let`s and functions"),
        span,
        {
          label: say("this is another statement"),
          helps: [{ text: say("move it to the text that uses the library") }],
        },
      )
    ),
  ];
}

/** Whether a statement makes nothing, so that other texts can use it. */
function isForOthers({ kind }: Statement): boolean {
  return kind === "let" || kind === "function";
}

function refused(reason: string): NablaError<"call"> {
  return new NablaError("call", {
    action: say("use a library"),
    rule: say("it must be a text of lets and functions: {reason}", { reason }),
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
