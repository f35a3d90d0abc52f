/**
 * Numbers, arrays and lists between brackets, as the parser reads them.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import type { Span } from "../diagnostics/diagnostic.ts";
import { type ArrayData, blank, type Data, type NumberData } from "./ast.ts";
import { afterArgument, afterItem } from "./bracket_mistakes.ts";
import type { Cursor } from "./cursor.ts";
import { missing } from "./mistakes.ts";
import { numeralValue } from "./words/numerals.ts";
import { beginsStatement, type Token } from "./words/token.ts";

/** A list between brackets; a comma may follow the last item. */
export function parseList<T>(
  cursor: Cursor,
  end: ")" | "]",
  isOver: (cursor: Cursor) => boolean,
  read: (cursor: Cursor) => T,
): readonly T[] {
  const all: T[] = [];
  while (!cursor.at(end) && !cursor.at("end") && !isOver(cursor)) {
    all.push(read(cursor));
    if (!cursor.eat(",")) break;
  }
  return all;
}

/** A statement that begins with a line ends any open bracket. */
export function atNewStatement(cursor: Cursor): boolean {
  return beginsStatement(cursor.token()) && cursor.atLineStart();
}

/** Within an array, so does any name. */
function atNewName(cursor: Cursor): boolean {
  return cursor.at("name") && cursor.atLineStart() && !atBlank(cursor);
}

/** Holds the place of what could not be read. */
export function unreadData(span: Span): NumberData {
  return { kind: "number", value: NaN, text: "", span, isUnread: true };
}

/** A number or an array; `what` names it where it is missing, `like` shows how it is written. */
export function parseData(
  cursor: Cursor,
  what: () => string,
  like: string,
): Data {
  if (cursor.at("number") || atBlank(cursor)) return parseNumber(cursor);
  if (cursor.at("[")) return array(cursor);
  return cursor.fail(missing(what(), like, cursor.token(), cursor.previous()));
}

function atBlank(cursor: Cursor): boolean {
  return cursor.at("name") && cursor.token().text === blank;
}

export function parseNumber(cursor: Cursor): NumberData {
  const { text, span, isUnread } = cursor.next();
  const value = text === blank ? NaN : numeralValue(text);
  const read: NumberData = { kind: "number", value, text, span };
  return isUnread ? { ...read, isUnread } : read;
}

function array(cursor: Cursor): ArrayData {
  const open = cursor.next();
  const items = cursor.within(
    open,
    () =>
      parseList(cursor, "]", atNewName, () => {
        if (cursor.at("number") || cursor.at("[") || atBlank(cursor)) {
          return parseData(cursor, () => say("a number"), "[1, 2]");
        }
        const found = cursor.token();
        const wrong = afterItem(open, found, cursor.previous());
        if (!cursor.at("name") && !cursor.at(",")) cursor.fail(wrong);
        cursor.report(wrong);
        if (cursor.at("name")) cursor.next();
        return unreadData(found.span);
      }),
  );
  return { kind: "array", items, span: closeBracket(cursor, open, "]") };
}

/** Takes the closing bracket; returns the span of the whole pair. */
export function closeBracket(
  cursor: Cursor,
  open: Token,
  kind: ")" | "]",
): Span {
  if (!cursor.eat(kind)) {
    const { tokens, place } = cursor;
    const isOver = kind === "]" ? atNewName(cursor) : atNewStatement(cursor);
    cursor.fail(afterArgument(open, tokens[place], tokens, place, isOver));
  }
  return cursor.spanFrom(open.span.start);
}
