// Sentences that no catalogue has: the type checker sees those that are said, not
// those that somebody forgets to say.
import { assertEquals } from "@std/assert";
import { zh } from "../../words/zh.ts";
import { bareCode, textsIn } from "../helpers/source_code.ts";
import { english } from "./english.ts";

/** All that a person may come to read is said in one of these rooms. */
const rooms = ["lib", "dsl", "play/page", "play/model", "play/worker"];

/** The rooms whose phrases are put together from pieces; tests hold them as they are said. */
const inPieces = /^lib\/(?:layers|self_test)\//;

interface SourceFile {
  readonly path: string;
  readonly source: string;
}

async function* filesIn(folder: string): AsyncGenerator<SourceFile> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) yield* filesIn(path);
    else if (/\.tsx?$/.test(name)) {
      yield { path, source: await Deno.readTextFile(path) };
    }
  }
}

const files: readonly SourceFile[] = (await Promise.all(
  rooms.map((room) => Array.fromAsync(filesIn(room))),
)).flat();

const known = new Set([
  ...Object.keys(zh.sentences),
  ...Object.keys(zh.nouns),
]);
const phrases = [...known].filter((each) => !/\{\w+\}/.test(each)).join("\n");

/** What code compares: names of states and kinds, for nothing reads a sentence. */
const states = new Set(
  files.flatMap(({ source }) =>
    [...source.matchAll(/(?:\bcase |[=!]== )"([^"\n]*)"/g)].map(([, state]) =>
      state
    )
  ),
);

/** Where words are nobody's to read, or where the type checker sees that they are said. */
const unread =
  /\b(?:from|(?:import|fork|say)\()\s*$|\bclass(?:Name)?=(?:\{[^}]*)?$/;

/** Where a person reads what stands there, be it a single word. */
const asked =
  /\b(?:action|rule|found|note|title|heading): $|\b(?:title|alt|placeholder|aria-label)=$|\bTextError\($/;

/** Two words, a word beside a fact, or one with a blank for what it is glued to. */
const sentence =
  /\ban? [a-z]{2}|[a-z]{2}[,:;.)]? \(?(?:[A-Za-z]?[a-z]{2}|an? |\{\})|\{\}[,:;)]? \(?[a-z]{2}|[a-z]{2}:? $|^ [a-z]{2}/;

const isPython = /^lib\/foreign\/python_\w+\.ts$/;

/** A text without code and options, which are facts, and without tags and the names of files. */
function bare(text: string): string {
  return text.replace(/`[^`]*`|"[^"]*"|(?<!\S)--[a-z-]+/g, "{}")
    .replace(/<[^<>]*>|[\w-]+(?:\.[a-z]\w*)+/g, " · ");
}

/** Whether a catalogue has a text; in some rooms, a phrase around it, or one for its three words and more. */
function isKnown(text: string, path: string): boolean {
  if (known.has(text) || !inPieces.test(path)) return known.has(text);
  const [first, ...more] = text.split("{}").map(RegExp.escape);
  return more.length === 0
    ? phrases.includes(text)
    : (text.match(/[a-z]+/gi)?.length ?? 0) > 2 &&
      new RegExp(`^${[first, ...more].join(".+")}$`, "m").test(phrases);
}

/** The texts of a file that look like sentences, or are read all the same. */
function readIn({ path, source }: SourceFile): string[] {
  return textsIn(source).flatMap(({ words, start }) => {
    const text = words.replaceAll("\\n", "\n").replace(/\\(.)/g, "$1");
    if (isPython.test(path) && text.includes("\n")) return pythonTexts(text);
    const before = source.slice(Math.max(0, start - 80), start);
    if (unread.test(before)) return [];
    const isAsked = asked.test(before) && /[a-z]/.test(text);
    return isAsked || sentence.test(bare(text)) ? [text] : [];
  });
}

/** The same of a program in Python, whose texts are of one line. */
function pythonTexts(program: string): string[] {
  const code = program.replace(/"""[\s\S]*?"""|^ *#.*$/gm, "");
  return Array.from(
    code.matchAll(/"((?:[^"\\\n]|\\.)*)"/g),
    ([, text]) => text,
  ).filter((text) => sentence.test(bare(text.replace(/\{\w+\}/g, "{}"))));
}

/** What stands between the tags of a file's markup. */
function markupIn({ path, source }: SourceFile): string[] {
  return path.endsWith(".tsx")
    ? Array.from(
      bareCode(source).matchAll(
        /(?<![=-])>\s*([^<>{}=;()]*[A-Za-z]{2}[^<>{}=;()]*)(?=<\/|\{)/g,
      ),
      ([, words]) => words,
    )
    : [];
}

/** What nobody says in a file. */
function unsaidIn(file: SourceFile): string[] {
  return [...readIn(file), ...markupIn(file)].filter((text) =>
    !states.has(text) && !isKnown(text, file.path)
  );
}

/** What is rightly English in a file, by its place in the list. */
function reasonOf(text: string, path: string): number {
  return english.findIndex(({ files, texts }) =>
    (files?.test(path) ?? true) && (texts?.test(text) ?? true)
  );
}

Deno.test("no sentence is left to English, but for those on the list", () => {
  const used = new Set<number>();
  const found = files.flatMap((file) =>
    unsaidIn(file).filter((text) => {
      const reason = reasonOf(text, file.path);
      used.add(reason);
      return reason < 0;
    }).map((text) => `${file.path}: ${text}`)
  );
  assertEquals(found, []);
  assertEquals(english.filter((_, i) => !used.has(i)), [], "all are needed");
});

const found: readonly (readonly [source: string, ...found: string[]])[] = [
  ['throw new Error("the mask is too long");', "the mask is too long"],
  ["f(`${name} is missing`)", "{} is missing"],
  [
    "f(`${say(`${of}`)}, found ${`${n} more rows`}`)",
    "{}, found {}",
    "{} more rows",
  ],
  ['f(isOne ? "a row" : "several rows")', "a row", "several rows"],
  ['return "found " + count;', "found "],
  ['f("Leave it out with `pad=0`.")', "Leave it out with `pad=0`."],
  ['f("Write --export FILE.")', "Write --export FILE."],
  ['new TextError("tint", text, [])', "tint"],
  ["({ action: `draw` })", "draw"],
  ['<p aria-label="Open">{words}</p>', "Open"],
  ["<p>Open it</p>", "Open it"],
  ["<p>Open {name}</p>", "Open "],
  ['<p title="Open it">{words}</p>', "Open it"],
];

const passed: readonly string[] = [
  'say("the mask is too long")',
  "say(`the mask of ${kind}`)",
  '// the mask is too long\n/* "the mask is too long" */',
  'import { mask } from "../the mask.ts";',
  'const form = { kind: "cross_entropy", text: "net.safetensors" };',
  'f("show this help")',
  '<p class="wide pane">{words}</p>',
  "const map: Map<string, number> = new Map<string, number>();",
];

Deno.test("what nobody says is found wherever it stands, and code is not", () => {
  const unsaid = (source: string) => unsaidIn({ path: "a/b.tsx", source });
  for (const [source, ...texts] of found) {
    assertEquals(unsaid(source).toSorted(), texts.toSorted(), source);
  }
  for (const source of passed) assertEquals(unsaid(source), [], source);
});
