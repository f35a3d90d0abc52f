import { markdownBlocks } from "../../../text.ts";

const root = new URL("../../../", import.meta.url);

/** The examples, and the texts of the book. */
export function exampleTexts(): readonly string[] {
  const read = (folder: string, ending: string) =>
    [...Deno.readDirSync(new URL(folder, root))]
      .filter(({ name }) => name.endsWith(ending)).map(({ name }) => name)
      .sort().map((name) =>
        Deno.readTextFileSync(new URL(folder + name, root))
      );
  return [
    ...read("examples/", ".nn"),
    ...read("examples/course/", ".nn"),
    ...read("docs/", ".md").flatMap((page) =>
      markdownBlocks(page).map(({ text }) => text)
    ),
  ];
}
