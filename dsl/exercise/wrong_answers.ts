import {
  compile,
  type Compiled,
  type CompileOptions,
} from "../compiler/compiler.ts";
import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import { primarySpan } from "../diagnostics/diagnostic.ts";
import { pathsOf } from "../compiler/paths.ts";
import { isSyntaxCode } from "../diagnostics/codes.ts";
import type { DataStatement } from "../syntax/ast.ts";
import { maxDiagnostics } from "../syntax/words/scanner.ts";
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
  let count = 0;
  // Without one mistake, compiling comes further and may find the next.
  for (let before = ""; rest !== before;) {
    before = rest;
    // With more than are told of a text, it is the text that has mistakes.
    count += found.length;
    if (count > maxDiagnostics) return undefined;
    const spans: Span[] = [];
    for (const each of found) {
      const start = primarySpan(each)?.start ?? -1;
      const statement = expected.find(({ span }) =>
        start >= span.start && start <= span.end
      );
      if (statement === undefined) return undefined;
      wrong.set(statement, [...wrong.get(statement) ?? [], each]);
      spans.push(statement.span);
      // Without a start of backward there are no other gradients either.
      if (each.code !== "E130") continue;
      for (const other of expected) {
        if (!other.path.text.endsWith(".grad") || wrong.has(other)) continue;
        wrong.set(other, []);
        spans.push(other.span);
      }
    }
    rest = blankedOut(rest, spans);
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
  const paths = pathsOf(network);
  return new Map([...wrong].map(([statement, found]) => {
    const place = paths.get(statement.path.text);
    if (place === undefined) return [statement, found];
    const shape = shapeAt(place, batch);
    return [
      statement,
      found.map((each) => isSyntaxCode(each.code) ? inForm(each, shape) : each),
    ];
  }));
}

function blankedOut(text: string, spans: readonly Span[]): string {
  let rest = "";
  let done = 0;
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    if (start < done) continue;
    const blanks = text.slice(start, end).replace(/[^\r\n]/g, " ");
    rest += text.slice(done, start) + blanks;
    done = end;
  }
  return rest + text.slice(done);
}
