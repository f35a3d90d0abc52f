/**
 * Changes of a text that know its grammar: words, statements, brackets, chains of
 * everything; and some that know nothing, of single characters.
 *
 * @module
 */

import type { Random } from "../../lib/base/random.ts";
import { happens, pick, times } from "./chance.ts";
import { network } from "./grammar.ts";
import {
  hostileCharacters,
  hostileNames,
  hostileNumbers,
  lookAlikes,
} from "./hostile.ts";

const word = /[\p{L}_][\p{L}\p{N}_.]*|[-+]?[\d.]+(?:e[-+]?\d+)?|->|\s+|[^]/gu;

const signs =
  "-> => |> → - > ( ) [ ] { } , ; : = == * ** × · . / + ^ ² | # // -- /* \" ' ` % ? ; ｡ , let given expect same residual x y pi e"
    .split(" ");

type Change = (random: Random, text: string, other: string) => string;

/** A text with some changes; parts of `other` may come in. */
export function changed(random: Random, text: string, other: string): string {
  let result = text;
  do result = pick(random, changes)(random, result, other); while (
    happens(random, 0.35)
  );
  return happens(random, 0.0015) ? chain(random, result) : result;
}

/** Texts with something left out: halves, then quarters, down to single characters. */
export function* smallerTexts(text: string): Generator<string> {
  for (let part = text.length >> 1; part >= 1; part >>= 1) {
    for (let at = 0; at < text.length; at += part) {
      yield text.slice(0, at) + text.slice(at + part);
    }
  }
}

const changes: readonly Change[] = [
  // Words.
  (random, text) => withWord(random, text, (word) => word + word),
  (random, text) => withWord(random, text, () => ""),
  (random, text) => withWord(random, text, () => pick(random, signs)),
  (random, text) => withWord(random, text, () => pick(random, hostileNames)),
  (random, text) => withNumber(random, text, pick(random, hostileNumbers)),
  (random, text) =>
    withNumber(random, text, `${random.integer(8)}${pick(random, ["", "/2"])}`),
  (random, text, other) => {
    const words = other.match(word) ?? [""];
    return withWord(random, text, () => pick(random, words));
  },
  (random, text) => {
    const words = text.match(word) ?? [];
    const [a, b] = [
      random.integer(words.length || 1),
      random.integer(words.length || 1),
    ];
    [words[a], words[b]] = [words[b], words[a]];
    return words.join("");
  },
  (random, text) =>
    withWord(random, text, (word) => {
      const at = random.integer(word.length);
      const twin = lookAlikes[word[at]] ?? pick(random, hostileCharacters);
      return word.slice(0, at) + twin + word.slice(at + 1);
    }),
  (random, text) =>
    text.replace(
      /[a-z]/g,
      (letter) => happens(random, 0.05) ? lookAlikes[letter] ?? letter : letter,
    ),
  // Statements.
  (random, text) => withLine(random, text, (line) => `${line}\n${line}`),
  (random, text) => withLine(random, text, () => ""),
  (random, text, other) =>
    withLine(
      random,
      text,
      (line) => `${line}\n${pick(random, other.split("\n"))}`,
    ),
  (_, text) => {
    const lines = text.split("\n");
    return [...lines.slice(1), lines[0]].join("\n");
  },
  (random, text) => withLine(random, text, (line) => `let q = ${line}`),
  (random, text) => withLine(random, text, (line) => `${line} # ${line}`),
  (random, text) => `${text}\n${network(random)}`,
  (random, text) =>
    `${text}\n${pick(random, ["given", "expect"])} ${
      pick(random, [
        "x",
        "y",
        "loss",
        "fc1.weight",
        "x.grad",
        "h.grad",
        "target",
      ])
    } = ${arrayOfShape(random)}`,
  // Brackets.
  (random, text) => withPart(random, text, (part) => `(${part})`),
  (random, text) =>
    withPart(random, text, (part) => `(${part})*${1 + random.integer(5)}`),
  (random, text) => withPart(random, text, (part) => `residual(${part})`),
  (random, text) => withPart(random, text, (part) => `add(${part}, ${part})`),
  (random, text) => withPart(random, text, (part) => `h: ${part} -> same(h)`),
  (random, text) => withPart(random, text, (part) => `[${part}]`),
  (random, text) =>
    withPart(random, text, (part) => `${part}*${pick(random, hostileNumbers)}`),
  // Formulas.
  (random, text) => withPart(random, text, (part) => `h9 = ${part}`),
  (random, text) =>
    withWord(
      random,
      text,
      (word) => `${word}${pick(random, ["+", "*", "^", "-", "/"])}${word}`,
    ),
  (random, text) =>
    withPart(
      random,
      text,
      (part) => `${pick(random, ["sin", "f1", "sum", "max"])}(${part})`,
    ),
  (random, text) =>
    withPart(random, text, (part) => `${part}, axis=${random.integer(4) - 2}`),
  (random, text) => withLine(random, text, (line) => line.replace("(", "'(")),
  // Characters.
  (random, text) => withInsert(random, text, pick(random, hostileCharacters)),
  (random, text) => withInsert(random, text, pick(random, signs)),
  (random, text) =>
    withInsert(random, text, String.fromCharCode(random.integer(0x10000))),
  (random, text) => text.slice(0, random.integer(text.length + 1)),
  (random, text) => {
    const at = random.integer(text.length + 1);
    const end = at + 1 + random.integer(6);
    return text.slice(0, happens(random, 0.5) ? at : end) +
      text.slice(happens(random, 0.5) ? end : at);
  },
  (random, text) =>
    withInsert(
      random,
      text,
      pick(random, [...signs, ...hostileCharacters]).repeat(
        2 + random.integer(12),
      ),
    ),
  // Fences.
  (random, text) => {
    const fence = pick(random, ["```", "~~~", "````"]);
    return `${fence}${
      pick(random, ["nn", "NN", " nn x", ""])
    }\n${text}\n${fence}\n`;
  },
];

function withWord(
  random: Random,
  text: string,
  by: (word: string) => string,
): string {
  const words = text.match(word) ?? [""];
  const at = random.integer(words.length);
  return [...words.slice(0, at), by(words[at]), ...words.slice(at + 1)].join(
    "",
  );
}

function withNumber(random: Random, text: string, by: string): string {
  const numbers = [...text.matchAll(/\d+(?:\.\d+)?/g)];
  if (numbers.length === 0) return withInsert(random, text, by);
  const { 0: found, index } = pick(random, numbers);
  return text.slice(0, index) + by + text.slice(index + found.length);
}

function withLine(
  random: Random,
  text: string,
  by: (line: string) => string,
): string {
  const lines = text.split("\n");
  const at = random.integer(lines.length);
  lines[at] = by(lines[at]);
  return lines.join("\n");
}

/** Changes some steps between arrows, or what is in a pair of brackets. */
function withPart(
  random: Random,
  text: string,
  by: (part: string) => string,
): string {
  const edges = [...text.matchAll(/->|[(),\n=]/g)].map(({ 0: sign, index }) =>
    [index, index + sign.length] as const
  );
  const places = [
    [0, 0] as const,
    ...edges,
    [text.length, text.length] as const,
  ];
  const from = random.integer(places.length - 1);
  const to = Math.min(places.length - 1, from + 1 + random.integer(3));
  const [start, end] = [places[from][1], places[to][0]];
  const part = text.slice(start, end);
  return `${text.slice(0, start)} ${by(part.trim())} ${text.slice(end)}`;
}

function withInsert(random: Random, text: string, piece: string): string {
  const at = random.integer(text.length + 1);
  return text.slice(0, at) + piece + text.slice(at);
}

function arrayOfShape(random: Random): string {
  const shape = pick(random, [[], [1], [2], [3], [2, 3], [1, 2], [4, 4, 1]]);
  const nested = (axis: number): string =>
    axis === shape.length
      ? pick(random, ["1", "0.5", "-2", "_"])
      : `[${times(shape[axis], () => nested(axis + 1)).join(", ")}]`;
  return nested(0);
}

/** A chain of one thing, short or very long. */
export function chain(random: Random, text: string): string {
  const n = pick(random, [50, 200, 1000, 4000]);
  const all: readonly (() => string)[] = [
    () =>
      times(n, (i) => `let a${i} = ${i === 0 ? "relu" : `a${i - 1}`}`).join(
        "\n",
      ) + `\nfc(2,1) -> a${n - 1}`,
    () =>
      times(
        n,
        (i) => `let a${i} = ${i === n - 1 ? "relu" : `a${i + 1} -> a${i + 1}`}`,
      ).join("\n") + "\nfc(2,1) -> a0",
    () => `fc(2,2) -> ${times(n, (i) => `l${i}: relu`).join(" -> ")}`,
    () => `fc(2,2) -> h: relu -> ${times(n, () => "same(h)").join(" -> ")}`,
    () => `fc(2,2) -> ${"(".repeat(n)}relu${")".repeat(n)}`,
    () => `fc(2,2) -> ${"residual(".repeat(n)}relu${")".repeat(n)}`,
    () => `fc(2,2) -> ${"(".repeat(40)}relu${")*9".repeat(40)}`,
    () => `given x = ${"[".repeat(n)}1${"]".repeat(n)}\nfc(2,1)`,
    () => `given x = [${times(n, (i) => i).join(", ")}]\nfc(${n},1)`,
    () => times(n, (i) => `given v${i} = ${i}`).join("\n") + "\nfc(2,1)",
    () => "fc(2,1) -> h: relu\n" + times(n, () => "expect h = 1").join("\n"),
    () =>
      `given a = 1\nh = a${
        times(n, () => pick(random, [" + a", "*a", " - 2", "/a"])).join("")
      }`,
    () => `given a = 1\nh = ${"(".repeat(n)}a${" + 1)".repeat(n)}`,
    () => `given a = 1\nh = ${"sin(".repeat(n)}a${")".repeat(n)}`,
    () => `given a = 1\nh = ${"-(".repeat(n)}a${")".repeat(n)}`,
    () => `given a = 1\nh = a${"^a".repeat(n)}`,
    () =>
      `given h0 = 1\n${times(n, (i) => `h${i + 1} = h${i} + 1`).join("\n")}`,
    () =>
      `f0(t) = t + t\n${
        times(n, (i) => `f${i + 1}(t) = f${i}(t)*f${i}(t)`).join("\n")
      }\ngiven a = 1\nh = f${n}(a)`,
    () =>
      times(n, (i) => `i${i}: input(2)`).join("\n") + "\n" +
      times(n, (i) => `i${i} -> fc(1) -> mse`).join("\n"),
    () => times(n, (i) => `# ${i}`).join("\n") + "\nfc(2,1) -> relu",
    () => `fc(2,1) -> add(${times(n, () => "id").join(", ")})`,
    () => times(n, () => "```nn\nfc(2,1)\n```").join("\n"),
    () => `fc(2,${text.length}) -> ${"-> ".repeat(n)} relu`,
    () => pick(random, [...signs, ...hostileCharacters]).repeat(n),
    () => `${pick(random, [...signs, ...hostileCharacters])} `.repeat(n),
    () => `fc(2,1) -> ${times(n, () => "sigmod").join(" -> ")}`,
    () => `${text}\n`.repeat(Math.ceil(n / 20)),
    () => `fc(2,1) # ${text} `.repeat(3) + "x".repeat(n * 10),
    () => "fc(2,1)\n".repeat(n),
  ];
  return pick(random, all)();
}
