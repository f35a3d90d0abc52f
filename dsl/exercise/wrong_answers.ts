import {
  compile,
  type Compiled,
  type CompileOptions,
} from "../compiler/compiler.ts";
import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import { primarySpan } from "../diagnostics/diagnostic.ts";
import { placeNamed } from "../compiler/paths.ts";
import { isSyntaxCode } from "../diagnostics/codes.ts";
import type { DataStatement } from "../syntax/ast.ts";
import { inForm } from "./answer_form.ts";
import { type CompiledNetwork, isCompiled, shapeAt } from "./exercise.ts";
import { expectationsIn } from "./worksheet.ts";

/** A text of which only answers have mistakes. */
interface WithoutWrongAnswers {
  /** The text without those answers; every other place in it is the same. */
  readonly compiled: CompiledNetwork;
  /** What is wrong with each. */
  readonly wrong: ReadonlyMap<DataStatement, readonly Diagnostic[]>;
}

/** Leaves out the `expect` lines with mistakes; undefined if the rest does not compile. */
export function withoutWrongAnswers(
  { text, file, diagnostics }: Compiled,
  options: CompileOptions,
): WithoutWrongAnswers | undefined {
  const expected = expectationsIn(file);
  const wrong = new Map<DataStatement, Diagnostic[]>();
  let [rest, found] = [text, diagnostics];
  // Without one mistake, compiling comes further and may find the next.
  for (let before = ""; rest !== before;) {
    before = rest;
    for (const each of found) {
      const start = primarySpan(each)?.start ?? -1;
      const statement = expected.find(({ span }) =>
        start >= span.start && start <= span.end
      );
      if (statement === undefined) return undefined;
      wrong.set(statement, [...wrong.get(statement) ?? [], each]);
      rest = blankedOut(rest, statement.span);
      // Without a start of backward there are no other gradients either.
      if (each.code !== "E130") continue;
      for (const other of expected) {
        if (!other.path.text.endsWith(".grad") || wrong.has(other)) continue;
        wrong.set(other, []);
        rest = blankedOut(rest, other.span);
      }
    }
    const compiled = compile(rest, options);
    if (isCompiled(compiled)) {
      return { compiled, wrong: inTheirForms(wrong, compiled) };
    }
    found = compiled.diagnostics;
  }
  return undefined;
}

/** Advice on what could not be read, with the shapes that the network asks for. */
function inTheirForms(
  wrong: ReadonlyMap<DataStatement, readonly Diagnostic[]>,
  { network, batch }: CompiledNetwork,
): ReadonlyMap<DataStatement, readonly Diagnostic[]> {
  return new Map([...wrong].map(([statement, found]) => {
    const place = placeNamed(statement.path.text, network);
    if (place === undefined) return [statement, found];
    const shape = shapeAt(place, batch);
    return [
      statement,
      found.map((each) => isSyntaxCode(each.code) ? inForm(each, shape) : each),
    ];
  }));
}

function blankedOut(text: string, { start, end }: Span): string {
  const blanks = text.slice(start, end).replace(/[^\r\n]/g, " ");
  return text.slice(0, start) + blanks + text.slice(end);
}
