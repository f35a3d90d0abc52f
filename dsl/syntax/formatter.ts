import { say } from "../../words/say.ts";
import { isSpaced } from "../../lib/layer/merge.ts";
import { isSyntaxCode } from "../diagnostics/codes.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { type Lines, splitLines } from "../diagnostics/lines.ts";
import { TextError } from "../diagnostics/text_error.ts";
import { textWidth } from "../typesetting/width.ts";
import type { Comment, Statement } from "./ast.ts";
import { parseWords } from "./parser.ts";
import { createRegistry, type Registry } from "./registry.ts";
import { isOperatorSign, keywords, type Token } from "./words/token.ts";

/** Longer lines are broken before an arrow, or a `+` or `-` of a formula. */
const maxWidth = 80;

/**
 * The canonical form of a text: one space around arrows and equals signs, none
 * within the brackets of a layer, a space after the commas of arrays and
 * branches; a formula has one space around `+` and `-`, none around `*`, `/` and
 * `^`. A statement begins at the margin, its other lines are indented by two
 * columns. Line breaks that are allowed within a statement stay; longer lines are
 * broken before an arrow, `+` or `-`. Comments stay. Formatting twice changes
 * nothing more.
 *
 * ```ts
 * import { formatText } from "@nabla/nabla/text";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(
 *   formatText("fc( 2, 1 )->sigmoid # a neuron\ngiven x=[1,2]"),
 *   "fc(2,1) -> sigmoid # a neuron\ngiven x = [1, 2]\n",
 * );
 * ```
 *
 * @throws {TextError} if the text cannot be read.
 */
export function formatText(text: string): string {
  const { file, diagnostics, tokens } = parseWords(text);
  if (diagnostics.length > 0) {
    throw new TextError(say("format"), text, diagnostics);
  }
  const source = splitLines(text);
  const lets = file.statements.flatMap((each) =>
    each.kind === "let" ? [each.name.text] : []
  );
  const spacing = { registry: createRegistry(), lets: new Set(lets), source };
  const pieces = piecesOf(tokens, file.comments);
  const output: string[] = [];
  let lastLine = -1;
  for (const part of partsOf(pieces, file.statements)) {
    const line = source.lineAt(startOf(part[0]));
    const end = part[part.length - 1];
    if ("comment" in part[0] && line === lastLine) {
      output[output.length - 1] += ` ${part[0].comment.text.trimEnd()}`;
    } else {
      if (lastLine >= 0 && line > lastLine + 1) output.push("");
      for (const each of linesOfPart(part, spacing)) output.push(each);
    }
    lastLine = source.lineAt(startOf(end));
    if ("token" in end) lastLine = source.lineAt(end.token.span.end);
  }
  return output.map((line) => `${line}\n`).join("");
}

/** A word or a comment, in the order of the text. */
type Piece = { readonly token: Token } | { readonly comment: Comment };

function startOf(piece: Piece): number {
  return "token" in piece ? piece.token.span.start : piece.comment.span.start;
}

/** All words and comments, without empty brackets and trailing commas. */
function piecesOf(
  tokens: readonly Token[],
  comments: readonly Comment[],
): Piece[] {
  const words = tokens.filter(({ kind }) =>
    kind !== "newline" && kind !== "end"
  );
  const isEmpty = (i: number) =>
    words[i]?.kind === "(" && words[i + 1]?.kind === ")";
  const kept = words.filter(({ kind }, i) =>
    !isEmpty(i) && !isEmpty(i - 1) &&
    !(kind === "," && /^[)\]]$/.test(words[i + 1]?.kind ?? ""))
  );
  return [
    ...kept.map((token) => ({ token })),
    ...comments.map((comment) => ({ comment })),
  ].sort((a, b) => startOf(a) - startOf(b));
}

/** The pieces of each statement together, and each comment between statements. */
function partsOf(
  pieces: readonly Piece[],
  statements: readonly Statement[],
): Piece[][] {
  const parts: Piece[][] = [];
  let current: Statement | undefined;
  let next = 0;
  for (const piece of pieces) {
    const start = startOf(piece);
    while (next < statements.length && start >= statements[next].span.end) {
      next++;
    }
    const statement = statements.at(next);
    const isWithin = statement !== undefined && start >= statement.span.start;
    if (isWithin && statement === current) parts.at(-1)?.push(piece);
    else parts.push([piece]);
    current = isWithin ? statement : undefined;
  }
  return parts;
}

interface Spacing {
  readonly registry: Registry;
  readonly lets: ReadonlySet<string>;
  readonly source: Lines;
}

/** A word on a line, with the space before it. */
interface Placed {
  readonly gap: string;
  readonly text: string;
  /** Whether a long line may be broken before it. */
  readonly canBreak: boolean;
}

interface Line {
  readonly words: Placed[];
  comment: string;
}

function linesOfPart(part: readonly Piece[], spacing: Spacing): string[] {
  const { source } = spacing;
  const lines: Line[] = [{ words: [], comment: "" }];
  /** For each open bracket, whether a space follows its commas. */
  const open: boolean[] = [];
  const signs = signsOf(part);
  let previous: Token | undefined;
  for (const [i, piece] of part.entries()) {
    let line = lines[lines.length - 1];
    if ("comment" in piece) {
      const text = piece.comment.text.trimEnd();
      const isOwnLine = previous !== undefined &&
        source.lineAt(startOf(piece)) > source.lineAt(previous.span.end);
      if (line.comment !== "" || (isOwnLine && line.words.length > 0)) {
        lines.push({ words: [], comment: text });
      } else line.comment = text;
      continue;
    }
    const { token } = piece;
    const follower = part.at(i + 1);
    const isBroken = previous !== undefined && (
      line.comment !== "" ||
      (mayBreak(previous, token, signs) &&
        (isApart(previous, token, source) ||
          (isJoint(token, signs) && follower !== undefined &&
            "token" in follower && isApart(token, follower.token, source))))
    );
    if (token.kind === ")" || token.kind === "]") open.pop();
    if (isBroken) {
      line = { words: [], comment: "" };
      lines.push(line);
    }
    line.words.push({
      gap: previous === undefined || line.words.length === 0
        ? ""
        : gapBefore(token, previous, open, signs),
      text: token.text,
      canBreak: signs.get(token) === "sum" ||
        (token.kind === "->" && open.length === 0),
    });
    if (token.kind === "(" || token.kind === "[") {
      open.push(signs.isFormula || isWide(token, previous, spacing));
    }
    previous = token;
  }
  return write(lines);
}

/** What the operators of a statement do. */
interface Signs {
  /** Whether the statement is a formula. */
  readonly isFormula: boolean;
  get(token: Token): "sum" | "product" | "minus" | undefined;
}

/** The operators of a formula: sums have spaces around them, the minus before a value none. */
function signsOf(part: readonly Piece[]): Signs {
  const words = part.flatMap((piece) => "token" in piece ? [piece.token] : []);
  if (!words[0]?.beginsFormula) {
    return { isFormula: false, get: () => undefined };
  }
  const signs = new Map<Token, "sum" | "product" | "minus">();
  for (const [i, token] of words.entries()) {
    if (!isOperatorSign(token.kind)) continue;
    const isSum = token.kind === "+" || token.kind === "-";
    const before = words[i - 1]?.kind;
    const isBetween = before === "name" || before === "number" ||
      before === ")" || before === "]";
    signs.set(token, !isBetween ? "minus" : isSum ? "sum" : "product");
  }
  return { isFormula: true, get: (token) => signs.get(token) };
}

/** Whether a word joins what is before it and behind it: a line is broken before it. */
function isJoint(token: Token, signs: Signs): boolean {
  const sign = signs.get(token);
  return token.kind === "->" || sign === "sum" || sign === "product";
}

/** Whether a line may end between two words of a statement. */
function mayBreak(previous: Token, token: Token, signs: Signs): boolean {
  return isJoint(token, signs) || previous.kind === "," ||
    ((previous.kind === "(" || previous.kind === "[") &&
      token.kind !== ")" && token.kind !== "]");
}

function isApart(previous: Token, token: Token, source: Lines): boolean {
  return source.lineAt(token.span.start) > source.lineAt(previous.span.end);
}

/** Whether a space follows the commas in a bracket: in arrays, branches and a `let`, not in the arguments of a layer. */
function isWide(
  { kind }: Token,
  callee: Token | undefined,
  { registry, lets }: Spacing,
): boolean {
  if (kind === "[" || callee?.kind !== "name" || lets.has(callee.text)) {
    return true;
  }
  const definition = registry.get(callee.text);
  return definition !== undefined && isSpaced(definition);
}

function gapBefore(
  token: Token,
  previous: Token,
  open: readonly boolean[],
  signs: Signs,
): string {
  const isArrow = token.kind === "->" || previous.kind === "->";
  const isSum = signs.get(token) === "sum" || signs.get(previous) === "sum";
  const isAfterKeyword = open.length === 0 && previous.kind === "name" &&
    keywords.has(previous.text) && token.kind === "name";
  const isEquals = open.length === 0 &&
    (token.kind === "=" || previous.kind === "=");
  const isAfterComma = previous.kind === "," &&
    (open.at(-1) ?? true);
  return isArrow || isSum || isAfterKeyword || isEquals || isAfterComma ||
      previous.kind === ":"
    ? " "
    : "";
}

/**
 * The lines as text, each indented two columns more than the line of the bracket
 * around it. A line that is too long is broken before arrows.
 */
function write(lines: readonly Line[]): string[] {
  const output: string[] = [];
  /** The indent of the line of each open bracket. */
  const open: number[] = [];
  let indent = 0;
  for (const [n, { words, comment }] of lines.entries()) {
    if (/^[)\]]/.test(words[0]?.text ?? "")) open.pop();
    if (n > 0) indent = (open.at(-1) ?? 0) + 2;
    let line = " ".repeat(indent);
    for (const [i, { gap, text, canBreak }] of words.entries()) {
      if (
        canBreak && i > 0 && textWidth(line + upToBreak(words, i)) > maxWidth
      ) {
        output.push(line);
        indent = (open.at(-1) ?? 0) + 2;
        line = " ".repeat(indent) + text;
      } else line += gap + text;
      if (text === "(" || text === "[") open.push(indent);
      else if (i > 0 && (text === ")" || text === "]")) open.pop();
    }
    if (comment !== "") line += (words.length === 0 ? "" : " ") + comment;
    output.push(line);
  }
  return output;
}

/** The words from one of them to the next before which the line may be broken. */
function upToBreak(words: readonly Placed[], from: number): string {
  let text = "";
  for (let i = from; i < words.length; i++) {
    if (i > from && words[i].canBreak) break;
    text += words[i].gap + words[i].text;
  }
  return text;
}

/** Whether a mistake keeps a text from being formatted: a text may lack a network, or have two. */
export function keepsFromFormatting({ code }: Diagnostic): boolean {
  return isSyntaxCode(code) && code !== "E019" && code !== "E020";
}
