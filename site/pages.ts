/**
 * The book's pages as VitePress takes them: files of the repository stay plain
 * Markdown, and what GitHub shows by itself (a file, a folder) is made a page.
 *
 * @module
 */

import { dirname, extname, join, normalize } from "node:path/posix";
import { drawText, figureOf } from "./graphs.ts";
import type { Site } from "./site.ts";

const fence = /^ {0,3}(`{3,}|~{3,})\s*([^\s`]*)/;

/** A page with graphs below its texts, and links that lead to pages of the site. */
export async function renderPage(
  path: string,
  text: string,
  site: Site,
): Promise<string> {
  const lines: string[] = [];
  let open: { mark: string; language: string; from: number } | undefined;
  for (const line of text.split("\n")) {
    const [, mark = "", language = ""] = fence.exec(line) ?? [];
    lines.push(open === undefined ? withLinks(line, path, site) : line);
    if (open === undefined) {
      if (mark !== "") open = { mark, language, from: lines.length };
    } else if (mark.startsWith(open.mark) && language === "") {
      if (open.language === "nn") {
        const own = lines.slice(open.from, -1).join("\n");
        lines.push(...await drawn(`${own}\n`, site));
      }
      open = undefined;
    }
  }
  return lines.join("\n");
}

/** The graph of a text, as lines of a page; none where it has none. */
async function drawn(text: string, site: Site): Promise<string[]> {
  const found = await drawText(text);
  if (found === undefined) return [];
  await site.writePublic(`graphs/${found.name}`, found.svg);
  const words = { alt: altOf(text), open: "Open in the page" };
  return ["", figureOf(found, words, site.base), ""];
}

function altOf(text: string): string {
  const [first] = text.split("\n").filter((line) => !/^\s*(#|$)/.test(line));
  return `The graph of ${first}`;
}

/** A line whose links to files of the repository lead to where they are shown. */
function withLinks(line: string, path: string, site: Site): string {
  return line.replaceAll(
    /(!?)(\[(?:[^\][]|\[[^\]]*\])*\])\(([^)\s]+)\)/g,
    (whole, picture: string, words: string, link: string) => {
      if (/^(https?:|#)/.test(link)) return whole;
      const [file, heading] = link.split("#");
      const target = normalize(join(dirname(path), file));
      if (picture !== "") {
        site.show({ kind: "picture", path: target });
        return whole;
      }
      const shown = extname(target) === ".md"
        ? site.show({ kind: "page", path: target })
        : site.show({ kind: "source", path: target.replace(/\/$/, "") });
      const anchor = heading === undefined ? "" : `#${heading}`;
      return `${words}(/${shown}${anchor})`;
    },
  );
}

const languages: Readonly<Record<string, string>> = {
  ".ts": "ts",
  ".py": "python",
  ".json": "json",
  ".nn": "nn",
  ".yml": "yaml",
};

/** So many lines of a file are shown. */
const mostLines = 1000;

/** The page of a file or a folder. */
export async function renderSource(path: string, site: Site): Promise<string> {
  const head = `---\nsearch: false\nprev: false\nnext: false\n---\n\n`;
  const title = `# ${path.replace(/.*\//, "")}\n\n\`${path}\`\n\n`;
  const url = new URL(path, site.root);
  if ((await Deno.stat(url)).isDirectory) {
    const entries = await Array.fromAsync(Deno.readDir(url));
    const names = entries.map(({ name, isDirectory }) =>
      isDirectory ? `${name}/` : name
    ).filter((name) => !/^(\.|__pycache__)/.test(name)).sort();
    return `${head}${title}${
      names.map((name) => `- \`${name}\``).join("\n")
    }\n`;
  }
  const text = await Deno.readTextFile(url);
  if (path.endsWith(".ipynb")) {
    return head + await renderPage(path, notebookText(text), site);
  }
  const lines = text.trimEnd().split("\n");
  const language = languages[extname(path)] ?? "txt";
  const shown = lines.slice(0, mostLines).join("\n");
  const more = lines.length > mostLines
    ? `\n… and ${lines.length - mostLines} lines more\n`
    : "";
  const block = `~~~~~~${language}\n${shown}\n~~~~~~\n`;
  const graph = language === "nn" ? (await drawn(text, site)).join("\n") : "";
  return head + title + block + graph + more;
}

/** A cell of a notebook. */
interface Cell {
  readonly cell_type: string;
  readonly source: readonly string[] | string;
}

/** A notebook as a page: what it says, and its code. */
function notebookText(text: string): string {
  const { cells } = JSON.parse(text) as { cells: readonly Cell[] };
  return cells.map(({ cell_type, source }) => {
    const own = [source].flat().join("");
    return cell_type === "code" ? `~~~~~~ts\n${own}\n~~~~~~` : own;
  }).join("\n\n");
}
