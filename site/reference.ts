import config from "../deno.json" with { type: "json" };
import type { Site } from "./site.ts";

/** The page of all entry points: what each is for, and its reference. */
export async function renderReference(site: Site): Promise<string> {
  const entries = Object.entries(config.exports).map(async ([name, path]) => {
    const text = await Deno.readTextFile(new URL(path, site.root));
    const own = name.slice(2);
    const whole = `@nabla/nabla${own && `/${own}`}`;
    const place = own === "" ? "all_symbols.html" : `${own}/index.html`;
    const link = `${site.base}api/${place}`;
    return `## ${whole}

${firstParagraph(text)}

<a href="${link}" target="_self">All of ${whole}</a>
`;
  });
  return `# The API

What each entry point exports, from the comments in the code. [The
library](/docs/typescript.md) is the chapter to begin with.

${(await Promise.all(entries)).join("\n")}`;
}

/** What the comment of a module says before its first blank line. */
function firstParagraph(text: string): string {
  const [, comment = ""] = /^\/\*\*\n([\s\S]*?)\n \*\n/.exec(text) ?? [];
  return comment.replaceAll(/^ \* ?/gm, "").replaceAll(
    /\{@linkcode (\w+)\}/g,
    "`$1`",
  );
}

/** Gives the reference that `deno doc` wrote a way back to the site, and its icon. */
export async function linkBack(folder: URL, base: string): Promise<void> {
  const pages = await Array.fromAsync(Deno.readDir(folder));
  for (const { name, isDirectory } of pages) {
    const url = new URL(isDirectory ? `${name}/` : name, folder);
    if (isDirectory) await linkBack(url, base);
    else if (name.endsWith(".html")) {
      const page = await Deno.readTextFile(url);
      await Deno.writeTextFile(
        url,
        page.replace(
          '<ul class="breadcrumbs">',
          (list) =>
            `${list}<li><a href="${base}reference/index.html" class="contextLink">The book</a></li>&ensp;`,
        ).replace(
          "<head>",
          (head) => `${head}<link rel="icon" href="${base}icon.svg">`,
        ),
      );
    }
  }
}
