/**
 * Pickle, as far as `torch.save` writes tensors (Python's `pickletools.py` describes
 * every opcode). Pickle is a program that may call anything; this reader runs nothing:
 * it keeps what a call is of, and refuses all names but those that its reader knows.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import { formatCount } from "../base/words.ts";

/** What a pickle holds. Numbers are those of JavaScript, and dictionaries are maps. */
export type Pickled =
  | null
  | boolean
  | number
  | string
  | readonly Pickled[]
  | Map<Pickled, Pickled>
  | object;

/** What the reader of a pickle knows. */
export interface PickleReader {
  /** Whether something of this name may stand in the file. */
  isKnown(name: string): boolean;
  /** What a call gives; undefined if it is not known. */
  call(name: string, args: readonly Pickled[]): Pickled | undefined;
  /** What is kept beside the pickle. */
  kept(id: Pickled): Pickled;
  /** Throws the reason why a file cannot be read. */
  fail(byte: number, problem: string): never;
}

/** The most lists, tuples, dictionaries and calls. */
const maxMade = 300_000;

/** A name of something in Python, which is not looked up. */
class Named {
  constructor(readonly name: string) {}
}

const mark = Symbol("mark");

/** Names of opcodes that are not followed. */
const others: ReadonlyMap<number, string> = new Map(
  Object.entries({
    "0": "POP",
    "1": "POP_MARK",
    "2": "DUP",
    F: "FLOAT",
    I: "INT",
    L: "LONG",
    P: "PERSID",
    S: "STRING",
    V: "UNICODE",
    d: "DICT",
    g: "GET",
    i: "INST",
    l: "LIST",
    o: "OBJ",
    p: "PUT",
    B: "BINBYTES",
    C: "SHORT_BINBYTES",
    "\x81": "NEWOBJ",
    "\x82": "EXT1",
    "\x83": "EXT2",
    "\x84": "EXT4",
    "\x8b": "LONG4",
    "\x8d": "BINUNICODE8",
    "\x8e": "BINBYTES8",
    "\x8f": "EMPTY_SET",
    "\x90": "ADDITEMS",
    "\x91": "FROZENSET",
    "\x92": "NEWOBJ_EX",
    "\x96": "BYTEARRAY8",
    "\x97": "NEXT_BUFFER",
    "\x98": "READONLY_BUFFER",
  }).map(([letter, name]) => [letter.charCodeAt(0), name]),
);

/** Reads a pickle. */
export function readPickle(bytes: Uint8Array, reader: PickleReader): Pickled {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const stack: (Pickled | typeof mark)[] = [];
  const memo = new Map<number, Pickled>();
  let at = 0;
  let start = 0;
  let made = 0;
  const fail = (problem: string) => reader.fail(start, problem);
  const cutOff = () => fail(say("the pickle is cut off"));

  function take(length: number): number {
    const from = at;
    at += length;
    return at <= bytes.length ? from : cutOff();
  }
  const count = <Made extends Pickled>(value: Made): Made =>
    ++made <= maxMade ? value : fail(
      say("a pickle may have at most {most} lists and calls", {
        most: formatCount(maxMade),
      }),
    );
  const push = (value: Pickled) => void stack.push(value);
  function pop(): Pickled {
    const value = stack.pop();
    return value === undefined || value === mark ? broken() : value;
  }
  function popToMark(): Pickled[] {
    const found: Pickled[] = [];
    for (let value = stack.pop(); value !== mark; value = stack.pop()) {
      if (value === undefined) return broken();
      found.push(value);
    }
    return found.reverse();
  }
  const broken = () => fail(say("the pickle is broken"));
  function top<Kind>(isKind: (value: unknown) => value is Kind): Kind {
    const value = stack.at(-1);
    return isKind(value) ? value : broken();
  }
  function text(length: number): string {
    const from = take(length);
    try {
      return new TextDecoder("utf-8", { fatal: true })
        .decode(bytes.subarray(from, at));
    } catch {
      return fail(say("a text of the pickle is not UTF-8"));
    }
  }
  function line(): string {
    const end = bytes.indexOf(0x0a, at);
    if (end < 0) return cutOff();
    const found = text(end - at);
    at = end + 1;
    return found;
  }
  function recall(key: number): void {
    const value = memo.get(key);
    if (value === undefined) broken();
    else push(value);
  }
  function keep(key: number): void {
    const value = stack.at(-1);
    if (value === undefined || value === mark) broken();
    else memo.set(key, value);
  }
  function setItems(pairs: readonly Pickled[]): void {
    if (pairs.length % 2 !== 0) broken();
    const dictionary = top((value) => value instanceof Map);
    for (let i = 0; i < pairs.length; i += 2) {
      dictionary.set(pairs[i], pairs[i + 1]);
    }
  }
  function append(items: readonly Pickled[]): void {
    const list = top((value) => Array.isArray(value));
    for (const item of items) list.push(item);
  }
  function pushNamed(module: Pickled, own: Pickled): void {
    if (typeof module !== "string" || typeof own !== "string") broken();
    const name = `${module}.${own}`;
    if (!reader.isKnown(name)) {
      fail(
        say("it would call {name}, and nothing but tensors is read", { name }),
      );
    }
    push(new Named(name));
  }
  function reduce(): void {
    const args = pop();
    const of = pop();
    if (!(of instanceof Named) || !Array.isArray(args)) return broken();
    const value = reader.call(of.name, args);
    push(count(value ?? broken()));
  }
  /** An integer of so many bytes, the least first. */
  function long(): number {
    const length = view.getUint8(take(1));
    if (length > 8) return fail(say("a number of the pickle is beyond 2^53"));
    const from = take(length);
    let value = 0;
    for (let i = 0; i < length; i++) value += bytes[from + i] * 256 ** i;
    const isNegative = length > 0 && bytes[from + length - 1] > 127;
    const found = isNegative ? value - 256 ** length : value;
    return Number.isSafeInteger(found)
      ? found
      : fail(say("a number of the pickle is beyond 2^53"));
  }

  while (true) {
    start = at;
    const code = view.getUint8(take(1));
    switch (String.fromCharCode(code)) {
      case "\x80": { // PROTO
        const version = view.getUint8(take(1));
        if (version > 5) {
          fail(
            say("its pickle is of version {version}, after 5", { version }),
          );
        }
        break;
      }
      case "\x95": // FRAME
        take(8);
        break;
      case ".": { // STOP
        const value = pop();
        return stack.length === 0 ? value : broken();
      }
      case "(": // MARK
        stack.push(mark);
        break;
      case "N": // NONE
        push(null);
        break;
      case "\x88": // NEWTRUE
        push(true);
        break;
      case "\x89": // NEWFALSE
        push(false);
        break;
      case "J": // BININT
        push(view.getInt32(take(4), true));
        break;
      case "K": // BININT1
        push(view.getUint8(take(1)));
        break;
      case "M": // BININT2
        push(view.getUint16(take(2), true));
        break;
      case "\x8a": // LONG1
        push(long());
        break;
      case "G": // BINFLOAT
        push(view.getFloat64(take(8)));
        break;
      case "X": // BINUNICODE
        push(text(view.getUint32(take(4), true)));
        break;
      case "\x8c": // SHORT_BINUNICODE
      case "U": // SHORT_BINSTRING
        push(text(view.getUint8(take(1))));
        break;
      case "T": // BINSTRING
        push(text(view.getUint32(take(4), true)));
        break;
      case "}": // EMPTY_DICT
        push(count(new Map()));
        break;
      case "]": // EMPTY_LIST
      case ")": // EMPTY_TUPLE
        push(count([]));
        break;
      case "t": // TUPLE
        push(count(popToMark()));
        break;
      case "\x85": // TUPLE1
        push(count([pop()]));
        break;
      case "\x86": // TUPLE2
        push(count([pop(), pop()].reverse()));
        break;
      case "\x87": // TUPLE3
        push(count([pop(), pop(), pop()].reverse()));
        break;
      case "a": // APPEND
        append([pop()]);
        break;
      case "e": // APPENDS
        append(popToMark());
        break;
      case "s": // SETITEM
        setItems([pop(), pop()].reverse());
        break;
      case "u": // SETITEMS
        setItems(popToMark());
        break;
      case "q": // BINPUT
        keep(view.getUint8(take(1)));
        break;
      case "r": // LONG_BINPUT
        keep(view.getUint32(take(4), true));
        break;
      case "\x94": // MEMOIZE
        keep(memo.size);
        break;
      case "h": // BINGET
        recall(view.getUint8(take(1)));
        break;
      case "j": // LONG_BINGET
        recall(view.getUint32(take(4), true));
        break;
      case "c": // GLOBAL
        pushNamed(line(), line());
        break;
      case "\x93": { // STACK_GLOBAL
        const name = pop();
        pushNamed(pop(), name);
        break;
      }
      case "R": // REDUCE
        reduce();
        break;
      case "b": // BUILD: what else is known of a dictionary
        pop();
        top((value) => value instanceof Map);
        break;
      case "Q": // BINPERSID
        push(count(reader.kept(pop()) as object));
        break;
      default: {
        const name = others.get(code) ?? `0x${code.toString(16)}`;
        fail(say("its pickle has {name}, which is not followed", { name }));
      }
    }
  }
}

/** The name of something in Python that a pickle names. */
export function namedIn(value: Pickled): string | undefined {
  return value instanceof Named ? value.name : undefined;
}
