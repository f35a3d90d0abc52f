import { escapeXml } from "../dsl/typesetting/xml.ts";
import { drawText } from "./graphs.ts";
import { type Site, sourcePlace } from "./site.ts";

/** The page of all examples: each with its graph, which leads to its text. */
export async function renderGallery(site: Site): Promise<string> {
  const texts = await filesIn("examples", ".nn", site);
  const scripts = await filesIn("examples", ".ts", site);
  const cards = await Promise.all(texts.map((path) => cardOf(path, site)));
  return `---
prev: false
next: false
---

# Examples

Each is a text of a few lines; its page shows it with its graph, and opens it in
the page, to step through and to train.

<div class="gallery">
${cards.join("\n")}
</div>

## Scripts

What TypeScript does with networks. Each runs by \`deno run\` in a clone.

${scripts.map((path) => `- [${path}](/${show(path, site)})`).join("\n")}
`;
}

async function filesIn(
  folder: string,
  ending: string,
  { root }: Site,
): Promise<string[]> {
  const entries = await Array.fromAsync(
    Deno.readDir(new URL(`${folder}/`, root)),
  );
  return entries.map(({ name }) => name).filter((name) => name.endsWith(ending))
    .sort().map((name) => `${folder}/${name}`);
}

function show(path: string, site: Site): string {
  site.show({ kind: "source", path });
  return sourcePlace(path);
}

async function cardOf(path: string, site: Site): Promise<string> {
  const text = await Deno.readTextFile(new URL(path, site.root));
  const drawn = await drawText(text);
  const place = show(path, site).replace(/md$/, "html");
  const name = path.replace(/.*\/|\.nn$/g, "");
  if (drawn !== undefined) {
    await site.writePublic(`graphs/${drawn.name}`, drawn.svg);
  }
  const picture = drawn === undefined
    ? ""
    : `<img${
      isTall(drawn.svg) ? ' class="tall"' : ""
    } src="/graphs/${drawn.name}" alt="" loading="lazy">`;
  return `<a href="${site.base}${place}">${picture}<span>${
    escapeXml(name)
  }</span><small>${escapeXml(aboutOf(text))}</small></a>`;
}

/** What the comment at the top says, up to the end of its first sentence or clause. */
function aboutOf(text: string): string {
  const [comment] = /^(?:#.*\n)*/.exec(text) ?? [""];
  return comment.replaceAll(/^# ?/gm, "").replaceAll("\n", " ")
    .replace(/[.;:].*$/, "").trim();
}

function isTall(svg: string): boolean {
  const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
  return Number(height) > 2 * Number(width);
}
