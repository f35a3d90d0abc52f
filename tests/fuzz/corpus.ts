/**
 * The seeds under `tests/corpus`: texts, a line each, and files. They are what
 * fuzzing begins with, and are examined by tests.
 *
 * @module
 */

const folder = new URL("../corpus/", import.meta.url);

/** A text with what is said of it. */
export interface TextSeed {
  /** The codes of its diagnostics in order; absent where nobody looked. */
  readonly codes?: readonly string[];
  /** The text; or pieces, each with how often it comes. */
  readonly text: string | readonly (readonly [piece: string, times: number])[];
}

/** The seeds of texts. */
export function readTextSeeds(): readonly TextSeed[] {
  return Deno.readTextFileSync(new URL("texts.jsonl", folder))
    .split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
}

/** The text of a seed. */
export function textOf({ text }: Pick<TextSeed, "text">): string {
  return typeof text === "string"
    ? text
    : text.map(([piece, times]) => piece.repeat(times)).join("");
}

/** A file of the corpus. */
export interface FileSeed {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The files of a folder of the corpus, in the order of their names. */
export function readFileSeeds(kind: string): readonly FileSeed[] {
  const place = new URL(`${kind}/`, folder);
  return [...Deno.readDirSync(place)].map(({ name }) => name).sort()
    .map((name) => ({ name, bytes: Deno.readFileSync(new URL(name, place)) }));
}

/** Adds texts to the seeds in a folder. */
export function keepTexts(folder: string, texts: readonly string[]): void {
  Deno.mkdirSync(folder, { recursive: true });
  const lines = texts.map((text) => `${JSON.stringify({ text })}\n`).join("");
  Deno.writeTextFileSync(`${folder}/texts.jsonl`, lines, { append: true });
}

/** Adds files to the seeds of a kind in a folder; a name says what is in it. */
export async function keepFiles(
  folder: string,
  kind: string,
  files: readonly FileSeed[],
): Promise<void> {
  Deno.mkdirSync(`${folder}/${kind}`, { recursive: true });
  for (const { name, bytes } of files) {
    const hash = await crypto.subtle.digest("SHA-256", bytes);
    const begin = new Uint8Array(hash).subarray(0, 6).toHex();
    const ending = name.slice(name.indexOf("."));
    Deno.writeFileSync(`${folder}/${kind}/${begin}${ending}`, bytes);
  }
}
