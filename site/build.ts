/**
 * Builds the site: `deno task build:site` writes `site/dist/`, for any server.
 * `--base /nabla/` is the path that it is served at, `/` unless it is given.
 *
 * What it is made of is written into `site/work/`: the book and the sources that it
 * leads to, the examples and the course. VitePress makes pages of it; the API
 * reference is that of `deno doc`, and the page that of `nabla play`.
 *
 * @module
 */

import config from "../deno.json" with { type: "json" };
import { renderCourse } from "./course.ts";
import { chineseFrontPage, frontPage } from "./front.ts";
import { drawText, onFront } from "./graphs.ts";
import { renderGallery } from "./gallery.ts";
import { renderPage, renderSource } from "./pages.ts";
import { chapters, chineseChapters, navigation } from "./places.ts";
import { fitReference, renderReference } from "./reference.ts";
import { createSite, placeOf, type Site, sourcePlace } from "./site.ts";

const root = new URL("../", import.meta.url);
const work = new URL("work/", import.meta.url);
const dist = new URL("dist/", import.meta.url);

const read = (path: string) => Deno.readTextFile(new URL(path, root));

async function build(base: string): Promise<void> {
  await Deno.remove(work, { recursive: true }).catch(() => {});
  const site = createSite(root, work, base);
  await writePages(site);
  await writeConfig(base);
  await buildPages();
  await Promise.all([buildReference(base), buildPlay()]);
}

async function writePages(site: Site): Promise<void> {
  const picture = await drawOnFront(site);
  await site.writePage("examples/index.md", await renderGallery(site));
  await site.writePage("course/index.md", await renderCourse("en", site));
  await site.writePage("zh/course/index.md", await renderCourse("zh", site));
  await site.writePage("reference/index.md", await renderReference(site));
  await site.writePage("zh/index.md", chineseFrontPage(picture));
  await site.writePublic("icon.svg", await read("play/site/icon.svg"));
  await writeForAgents(site);
  for (const path of ["README.md", ...chapters.flatMap(({ pages }) => pages)]) {
    site.show({ kind: "page", path });
  }
  for (let next = site.next(); next !== undefined; next = site.next()) {
    const { kind, path } = next;
    if (kind === "picture") {
      await site.writePage(path, await Deno.readFile(new URL(path, root)));
    } else if (kind === "source") {
      await site.writePage(sourcePlace(path), await renderSource(path, site));
    } else {
      const page = await renderPage(path, await read(path), site);
      await site.writePage(
        placeOf(path),
        path === "README.md" ? frontPage(page, picture) : page,
      );
    }
  }
}

/** The theme of VitePress, with our colours. */
const theme = `export { default } from "vitepress/theme";
import "./style.css";
`;

/** What programs read: the list of pages, and the pages that it names as they are. */
async function writeForAgents(site: Site): Promise<void> {
  const list = await read("llms.txt");
  await site.writePublic("llms.txt", list);
  for (const [, path] of list.matchAll(/\]\(([^)]+\.md)\)/g)) {
    await site.writePublic(path, await read(path));
  }
}

/** The graph at the top of the front page: its address. */
async function drawOnFront(site: Site): Promise<string> {
  const drawn = await drawText(onFront);
  if (drawn === undefined) throw new Error(`${onFront} is no network`);
  await site.writePublic(`graphs/${drawn.name}`, drawn.svg);
  return `/graphs/${drawn.name}`;
}

async function writeConfig(base: string): Promise<void> {
  const settings = new URL(".vitepress/", work);
  await Deno.mkdir(new URL("theme/", settings), { recursive: true });
  for (
    const [name, place] of [
      ["config.js", "config.js"],
      ["nn.json", "nn.json"],
      ["style.css", "theme/style.css"],
    ]
  ) {
    await Deno.copyFile(
      new URL(`theme/${name}`, import.meta.url),
      new URL(place, settings),
    );
  }
  await Deno.writeTextFile(new URL("theme/index.js", settings), theme);
  const book = await Promise.all(
    chapters.map(async ({ title, pages, made = [] }) => ({
      text: title,
      items: [
        ...await Promise.all(pages.map(async (path) => ({
          text: titleOf(await read(path)),
          link: `/${path.replace(/\.md$/, "")}`,
        }))),
        ...made,
      ],
    })),
  );
  const sidebar = { "/": book, "/zh/": chineseChapters };
  await Deno.writeTextFile(
    new URL("places.json", settings),
    JSON.stringify({ base, sidebar, navigation }),
  );
}

/** The title of a page. */
function titleOf(text: string): string {
  return /^# (.*)$/m.exec(text)?.[1] ?? "";
}

/** Has VitePress make the pages. */
async function buildPages(): Promise<void> {
  const here = import.meta.dirname;
  await run(["install", "--quiet", "--frozen"], "site/");
  const vitepress = `${here}/node_modules/vitepress/bin/vitepress.js`;
  await run(["run", "--allow-all", vitepress, "build", "work"], "site/");
}

/** Writes the reference of the API from the comments in the code. */
async function buildReference(base: string): Promise<void> {
  await run([
    "doc",
    "--quiet",
    "--html",
    "--name=nabla",
    "--output=site/dist/api",
    ...mapped,
    ...Object.values(config.exports),
  ]);
  await fitReference(new URL("api/", dist), base);
}

/** Puts the page beside it. */
async function buildPlay(): Promise<void> {
  await run(["run", "--quiet", "--allow-all", "play/build.ts", "--if-older"]);
  await Deno.remove(new URL("play/", dist), { recursive: true })
    .catch(() => {});
  await run([
    ...["run", "--quiet", "--allow-read", "--allow-write=site/dist/play"],
    ...[...mapped, "dsl/cli/main.ts", "play", "--export", "site/dist/play"],
  ]);
}

/** Our stand-ins for `@std`, where the task takes them. */
const mapped = import.meta.resolve("@std/cli/parse-args").startsWith("file:")
  ? ["--import-map=.ci/import_map.json"]
  : [];

/** Runs Deno; ends where it fails. */
async function run(args: readonly string[], folder = ""): Promise<void> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: new URL(folder, root),
    env: { NO_COLOR: "1" },
  }).output();
  if (code === 0) return;
  const decoder = new TextDecoder();
  console.error(decoder.decode(stdout) + decoder.decode(stderr));
  console.error("The site could not be built.");
  Deno.exit(1);
}

if (import.meta.main) {
  const [option, base = "/", ...rest] = Deno.args;
  const isRight = option === undefined || option === "--base" &&
      /^\/([\w.-]+\/)*$/.test(base) && rest.length === 0;
  if (!isRight) {
    console.error("Write deno task build:site, or with --base /nabla/.");
    Deno.exit(2);
  }
  await build(base);
}
