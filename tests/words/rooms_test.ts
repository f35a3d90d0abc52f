// Sentences that no catalogue has: the type checker sees those that are said, not
// those that somebody forgets to say.
import { assertEquals } from "@std/assert";
import { zh } from "../../words/zh.ts";

/** The rooms whose words are all said. */
const rooms = [
  "lib/base",
  "lib/bytes",
  "lib/definition",
  "lib/initializers",
  "lib/kernels",
  "lib/metrics",
  "lib/network",
  "lib/optimizers",
  "lib/schedules",
  "lib/tensor_files",
  "lib/weights",
  "lib/data",
  "lib/fitting",
  "lib/training",
  "lib/foreign",
  "dsl/cli/data",
  "dsl/cli/files",
  "dsl/cli/confined",
  "dsl/network_file",
];

/** Words in a row that nobody reads as a sentence, or that are the same in all languages. */
const others: readonly RegExp[] = [
  // States, kinds and nouns.
  /^(?:left out|holds one array|holds arrays|more pair)$/,
  // What a refusal's facts call its kind.
  /^(?:too few|(?:unknown|nameless|unused|several|which) (?:name|inputs?|steps)|no (?:effect|step|parameters))$/,
  /^(?:wrong kind|out of range|input size|not first|label twice|input in a row|loss as a value)$/,
  // The name of a metric; modules; what an engine throws.
  /^(?:confusion matrix|node:\w+|data:text\/javascript,.*|\$\{error instanceof .*)$/,
  // Names of random streams.
  /^\$\{step\.name\} in \$\{mode\}$/,
  /^(?:rows to check on|batches of \$\{.*\}|order of epoch \$\{.*\})$/,
  // What files keep, and the titles of their columns.
  /^(?:as is usual|validation data|\$\{name\}, digest \$\{digest\})$/,
  /^\$\{formatCount\(all\.length\)\} example/,
  /^(?:predicted|unnamed|part) \$\{.*\}$/,
  // Code and commands.
  /^(?:`.*`|--interpreter python|nabla train .*)$/,
  // Sentences put in places.
  /^\$\{\s*(?:say|words)\b/,
];

async function* filesIn(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) yield* filesIn(`${folder}/${name}`);
    else if (/(?<!^python_.*)\.ts$/.test(name)) yield `${folder}/${name}`;
  }
}

/** Strings and templates of a file, without its imports and comments. */
function textsIn(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/^\s*\/\/.*$/gm, "")
    .replace(/^(?:import|export)\b[^;]*?\bfrom "[^"]*";$/gm, "");
  return Array.from(
    code.matchAll(/"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g),
    ([, text, template]) => text ?? template,
  );
}

const inARow = /[a-z]{2,}[ ,:;]+[a-z]{2,}|[a-z]{2,} \$\{|\} [a-z]{2,}/;

Deno.test("no sentence of these rooms is left to English", async () => {
  const known = new Set(Object.keys(zh.sentences));
  const found: string[] = [];
  let count = 0;
  for (const room of rooms) {
    for await (const file of filesIn(room)) {
      for (const text of textsIn(await Deno.readTextFile(file))) {
        if (known.has(text)) count++;
        else if (inARow.test(text) && !others.some((each) => each.test(text))) {
          found.push(`${file}: ${text}`);
        }
      }
    }
  }
  assertEquals(found, []);
  assertEquals(count > 600, true, `${count} are said`);
});
