import type { Compiled } from "../compiler/compiler.ts";
import { numbersIn } from "../compiler/written_arrays.ts";
import {
  blank,
  type DataStatement,
  type File,
  type FunctionStatement,
} from "../syntax/ast.ts";
import { parse } from "../syntax/parser.ts";

/**
 * The text with a blank for every expected number, and for each claimed derivative a
 * comment that says where it goes.
 *
 * ```ts
 * import { worksheet } from "@nabla/nabla/text";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(
 *   worksheet("given x = 3\nx -> square\nexpect x.grad = 6 # why?"),
 *   "given x = 3\nx -> square\nexpect x.grad = _ # why?",
 * );
 * ```
 */
export function worksheet(text: string): string {
  const { file } = parse(text);
  const blanks = expectationsIn(file).flatMap(({ data }) => numbersIn(data))
    .map(({ span }) => ({ span, by: blank }));
  const claims = file.statements.flatMap((each) =>
    each.kind === "function" && each.isClaim
      ? [{ span: each.span, by: placeOfClaim(each) }]
      : []
  );
  return [...blanks, ...claims].sort((a, b) => b.span.start - a.span.start)
    .reduce(
      (text, { span, by }) =>
        text.slice(0, span.start) + by + text.slice(span.end),
      text,
    );
}

/** `# f'(x) = …` */
function placeOfClaim({ name, parameters }: FunctionStatement): string {
  return `# ${name.text}'(${parameters.map(({ text }) => text).join()}) = …`;
}

/** What a worksheet asks for. */
export interface Blanks {
  /** How many answers are to be filled in. */
  readonly open: number;
  /** Whether none is filled in. */
  readonly isBlank: boolean;
}

/** The blanks among what a text expects. */
export function blanksOf({ expected }: Pick<Compiled, "expected">): Blanks {
  const cells = expected.flatMap(({ written }) => written.cells);
  const open = cells.filter(({ text }) => text === blank).length;
  return { open, isBlank: open > 0 && open === cells.length };
}

/** The `expect` lines of a text. */
export function expectationsIn({ statements }: File): DataStatement[] {
  return statements.filter((each): each is DataStatement =>
    each.kind === "expect"
  );
}
