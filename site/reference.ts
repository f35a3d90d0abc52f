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

/** What a narrow screen needs: the way to a symbol has a line of its own. */
const narrow = `
@media (max-width: 640px) {
  #topnav { height: auto }
  #topnav > div { height: auto; flex-wrap: wrap; gap: 0.5rem }
  .breadcrumbs { display: flex; flex-wrap: wrap }
}
`;

/** Makes what `deno doc` wrote a part of the site: a way back, its icon, the package's name, and room on narrow screens. */
export async function fitReference(folder: URL, base: string): Promise<void> {
  await Deno.writeTextFile(new URL("page.css", folder), narrow, {
    append: true,
  });
  await fitPages(folder, base);
}

/** Entry points as `deno doc` names them where it says how a symbol is imported. */
const imported = new RegExp(
  `(?<=import .* from &quot;)(?:${
    Object.keys(config.exports)
      .map((name) => name === "." ? "\\." : name.slice(2)).join("|")
  })(?=&quot;;)`,
  "g",
);

async function fitPages(folder: URL, base: string): Promise<void> {
  const pages = await Array.fromAsync(Deno.readDir(folder));
  for (const { name, isDirectory } of pages) {
    const url = new URL(isDirectory ? `${name}/` : name, folder);
    if (isDirectory) await fitPages(url, base);
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
        ).replaceAll(
          imported,
          (entry) => `@nabla/nabla${entry === "." ? "" : `/${entry}`}`,
        ),
      );
    }
  }
}
