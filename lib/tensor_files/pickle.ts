/**
 * Pickle, as far as `torch.save` writes tensors (Python's `pickletools.py` describes
 * every opcode). Pickle is a program that may call anything; this reader runs nothing:
 * it keeps what a call is of, and refuses all names but those that its reader knows.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import { ownOf } from "../base/record.ts";
import {
  type Pickled,
  type PickleMachine,
  pickleMachine,
  type PickleReader,
} from "./pickle_machine.ts";
import { type PickleSource, pickleSource } from "./pickle_source.ts";

/** What each opcode does that is followed, by its letter. */
const steps: Readonly<
  Record<string, (to: PickleMachine, from: PickleSource) => void>
> = {
  /* PROTO */ "\x80": (_, from) => from.byte(),
  /* FRAME */ "\x95": (_, from) => from.double(),
  /* MARK */ "(": (to) => to.mark(),
  /* NONE */ N: (to) => to.push(null),
  /* NEWTRUE */ "\x88": (to) => to.push(true),
  /* NEWFALSE */ "\x89": (to) => to.push(false),
  /* BININT */ J: (to, from) => to.push(from.signed()),
  /* BININT1 */ K: (to, from) => to.push(from.byte()),
  /* BININT2 */ M: (to, from) => to.push(from.short()),
  /* LONG1 */ "\x8a": (to, from) => to.push(from.long()),
  /* BINFLOAT */ G: (to, from) => to.push(from.double()),
  /* BINUNICODE */ X: (to, from) => to.push(from.text(from.word())),
  /* SHORT_BINUNICODE */ "\x8c": (to, from) => to.push(from.text(from.byte())),
  /* SHORT_BINSTRING */ U: (to, from) => to.push(from.text(from.byte())),
  /* BINSTRING */ T: (to, from) => to.push(from.text(from.word())),
  /* EMPTY_DICT */ "}": (to) => to.make(new Map()),
  /* EMPTY_LIST */ "]": (to) => to.make([]),
  /* EMPTY_TUPLE */ ")": (to) => to.make([]),
  /* TUPLE */ t: (to) => to.make(to.popToMark()),
  /* TUPLE1 */ "\x85": (to) => to.make([to.pop()]),
  /* TUPLE2 */ "\x86": (to) => to.make(to.popTwo()),
  /* TUPLE3 */ "\x87": (to) => {
    const [second, third] = to.popTwo();
    to.make([to.pop(), second, third]);
  },
  /* APPEND */ a: (to) => to.append([to.pop()]),
  /* APPENDS */ e: (to) => to.append(to.popToMark()),
  /* SETITEM */ s: (to) => to.setItems(to.popTwo()),
  /* SETITEMS */ u: (to) => to.setItems(to.popToMark()),
  /* BINPUT */ q: (to, from) => to.keep(from.byte()),
  /* LONG_BINPUT */ r: (to, from) => to.keep(from.word()),
  /* MEMOIZE */ "\x94": (to) => to.keep(),
  /* BINGET */ h: (to, from) => to.recall(from.byte()),
  /* LONG_BINGET */ j: (to, from) => to.recall(from.word()),
  /* GLOBAL */ c: (to, from) => to.pushNamed(from.line(), from.line()),
  /* STACK_GLOBAL */ "\x93": (to) => to.pushNamed(...to.popTwo()),
  /* REDUCE */ R: (to) => to.call(),
  /* BUILD */ b: (to) => to.leaveState(),
  /* BINPERSID */ Q: (to) => to.pushKept(),
};

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
  let start = 0;
  const fail = (problem: string) => reader.fail(start, problem);
  const source = pickleSource(bytes, fail);
  const machine = pickleMachine(reader, fail);
  while (true) {
    start = source.place();
    const code = source.byte();
    const letter = String.fromCharCode(code);
    if (letter === ".") return machine.end();
    const step = ownOf(steps, letter);
    if (step === undefined) {
      const name = others.get(code) ?? `0x${code.toString(16)}`;
      fail(say("its pickle has {name}, which is not followed", { name }));
    } else step(machine, source);
  }
}
