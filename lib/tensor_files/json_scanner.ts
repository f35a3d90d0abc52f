/**
 * JSON read strictly, and only as much of it as is asked for: `JSON.parse` would
 * take the last of two members of the same name and swallow the other, and build
 * whatever it is given.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import { list } from "../base/words.ts";

/** Throws what is wrong with a text, and at which character. */
export type Refuse = (message: string, at: number) => never;

/** A place in a JSON text that moves on as values are read. */
export interface JsonScanner {
  position(): number;
  /** Reads an object of at most so many members with different names; `read` must read the value of each. */
  members(most: number, read: (name: string) => void): void;
  string(): string;
  /** Eats `null`, and says whether it stood there. */
  eatNull(): boolean;
  /** Reads a list of at most so many integers of at least 0. */
  integers(most: number): number[];
  /** Refuses anything but white space after it. */
  end(): void;
}

/** A scanner at the beginning of a text. It never recurses. */
export function jsonScanner(text: string, refuse: Refuse): JsonScanner {
  let at = 0;

  function skipSpace(): void {
    while (" \t\n\r".includes(text.charAt(at)) && at < text.length) at++;
  }

  function fail(expected: string): never {
    return refuse(missing(expected, text.codePointAt(at)), at);
  }

  function eat(character: string): boolean {
    skipSpace();
    if (text[at] !== character) return false;
    at++;
    return true;
  }

  function expect(character: string): void {
    if (!eat(character)) fail(JSON.stringify(character));
  }

  /** Values with commas between them, up to the closing bracket. */
  function sequence(close: string, most: number, read: () => void): void {
    if (eat(close)) return;
    for (let count = 1;; count++) {
      if (count > most) {
        refuse(say("the header has more than {most} here", { most }), at);
      }
      read();
      if (eat(close)) return;
      if (!eat(",")) fail(list(['","', JSON.stringify(close)], "or"));
    }
  }

  function string(): string {
    skipSpace();
    const start = at;
    if (text[at] !== '"') fail(say("a text in quotes"));
    do {
      // The character after a backslash is part of the text.
      at += text[at] === "\\" ? 2 : 1;
      if (at >= text.length) fail(say("a closing quote"));
    } while (text[at] !== '"');
    at++;
    let value: unknown;
    try {
      value = JSON.parse(text.slice(start, at));
    } catch {
      return refuse(say("the header has a text that is not JSON"), start);
    }
    if (typeof value === "string" && value.isWellFormed()) return value;
    return refuse(say("the header has a text that is not Unicode"), start);
  }

  function eatNull(): boolean {
    skipSpace();
    if (!/^null(?!\w)/.test(text.slice(at, at + 5))) return false;
    at += 4;
    return true;
  }

  function integer(): number {
    skipSpace();
    const start = at;
    while (text[at] >= "0" && text[at] <= "9") at++;
    const digits = text.slice(start, at);
    if (digits === "") {
      fail(say("an integer of at least {least}", { least: 0 }));
    }
    const problem = integerMistake(digits);
    if (problem !== undefined) refuse(problem, start);
    return Number(digits);
  }

  return {
    position: () => at,
    members(most, read) {
      const names = new Set<string>();
      expect("{");
      sequence("}", most, () => {
        const start = at;
        const name = string();
        if (names.has(name)) {
          refuse(
            say("the header has the name {name} twice in one place", {
              name: JSON.stringify(name.slice(0, 80)),
            }),
            start,
          );
        }
        names.add(name);
        expect(":");
        read(name);
      });
    },
    string,
    eatNull,
    integers(most) {
      const all: number[] = [];
      expect("[");
      sequence("]", most, () => all.push(integer()));
      return all;
    },
    end() {
      skipSpace();
      if (at < text.length) fail(say("nothing more"));
    },
  };
}

/** What messages say where a header has another character, or none. */
function missing(expected: string, found: number | undefined): string {
  return found === undefined
    ? say("the header must have {expected} here: found its end", { expected })
    : say("the header must have {expected} here: found {found}", {
      expected,
      found: JSON.stringify(String.fromCodePoint(found)),
    });
}

/** What is wrong with the digits of an integer; undefined if nothing is. */
function integerMistake(digits: string): string | undefined {
  if (/^0|^.{17}/.test(digits) && digits !== "0") {
    return say("the header has a number that is not a plain integer");
  }
  return Number.isSafeInteger(Number(digits))
    ? undefined
    : say("the header has an integer beyond 2^53: {digits}", { digits });
}
