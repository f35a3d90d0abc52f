// The site as a reader has it, served below a path: no link is dead, nothing comes
// from elsewhere, pages fit wide and narrow screens and can be used by everybody.
import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { typeOf } from "../../dsl/cli/world/server.ts";
import { readLink } from "../../play/model/link.ts";
import {
  browserTest,
  lookedAt,
  ranWell,
  seriousFaults,
  withAddress,
} from "../play/browser.ts";
import { deadLinks } from "./links.ts";

const base = "/nabla/";
const dist = new URL("../../site/dist/", import.meta.url);
const read = (path: string) => Deno.readTextFile(new URL(path, dist));

assert(await ranWell("site/build.ts", "--base", base), "the site is built");

/** Anchors that `deno doc` leads to and does not set: of the keys of a mapped type. */
const ofDenoDoc = "api/define/~/ValuesOf.html: #type_param_name";

Deno.test("every link, picture and anchor of the site leads somewhere within it", async () => {
  const dead = await deadLinks(dist, base);
  assertEquals(dead.filter((line) => !line.startsWith(ofDenoDoc)), []);
});

Deno.test("texts have their graph and a link that opens them in the page", async () => {
  const page = await read("docs/layers.html");
  const figures = page.match(/<figure class="graph">/g) ?? [];
  assert(figures.length > 150, `${figures.length} graphs`);
  const [, hash = ""] = /play\/index\.html(#[\w-]+)/.exec(page) ?? [];
  assert((await readLink(hash))?.text.includes("fc("));
  const course = await read("zh/course/index.html");
  const [, exercise = ""] = /play\/index\.html(#[\w-]+)/.exec(course) ?? [];
  const session = await readLink(exercise);
  assertEquals(
    [session?.tab, session?.exercise],
    ["learn", "2.1-difference-quotient-formulas"],
  );
});

/** Does what a test does with the site on a screen; nothing may be asked of another host. */
async function onScreen(
  path: string,
  width: number,
  colorScheme: "light" | "dark",
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    async ({ url }) => {
      const path = decodeURIComponent(new URL(url).pathname);
      const file = path.endsWith("/") ? `${path}index.html` : path;
      const types: Readonly<Record<string, string>> = { woff2: "font/woff2" };
      const type = typeOf(file) ?? types[file.replace(/.*\./, "")];
      try {
        const content = await bytesOf(file.slice(base.length));
        return new Response(content, {
          headers: { "content-type": type ?? "application/octet-stream" },
        });
      } catch {
        return new Response("none", { status: 404 });
      }
    },
  );
  const host = `127.0.0.1:${server.addr.port}`;
  try {
    await withAddress(
      `http://${host}${base}${path}`,
      { viewport: { width, height: 900 }, colorScheme },
      async (page) => {
        await work(page);
        const loaded = await page.evaluate(() =>
          performance.getEntriesByType("resource").map(({ name }) => name)
        );
        const elsewhere = loaded.filter((name) => new URL(name).host !== host);
        assertEquals(elsewhere, []);
      },
    );
  } finally {
    await server.shutdown();
  }
}

function bytesOf(path: string): Promise<Uint8Array<ArrayBuffer>> {
  return Deno.readFile(new URL(path, dist));
}

const looks = [
  ["", 1280, "light"],
  ["", 390, "dark"],
  ["docs/language.html", 1280, "dark"],
  ["docs/language.html", 390, "light"],
  ["docs/layers.html", 390, "dark"],
  ["docs/checker.html", 390, "light"],
  ["examples/", 1280, "light"],
  ["examples/", 390, "dark"],
  ["course/", 390, "light"],
  ["zh/", 390, "dark"],
  ["zh/course/", 1280, "light"],
  ["reference/", 1280, "dark"],
  ["source/examples/spiral.ts.html", 390, "dark"],
] as const;

for (const [path, width, scheme] of looks) {
  browserTest(
    `${base}${path} at ${width} pixels, ${scheme}, fits and can be used`,
    () =>
      onScreen(path, width, scheme, async (page) => {
        const name = `${path.replaceAll(/\W+/g, "-")}-${width}-${scheme}`;
        await lookedAt(page, `site-${name}`);
        const wide = await page.evaluate(() =>
          document.documentElement.scrollWidth
        );
        assert(wide <= width, `it is ${wide} wide`);
        assertEquals(await seriousFaults(page), []);
      }),
  );
}

for (
  const [path, words, found] of [
    ["docs/language.html", "groupnorm", "groupnorm"],
    ["zh/course/", "链式法则", "2.3 原路返回"],
  ] as const
) {
  browserTest(
    `the search finds ${words}`,
    () =>
      onScreen(path, 1280, "light", async (page) => {
        await page.keyboard.press("Control+k");
        await page.locator(".VPLocalSearchBox input").fill(words);
        await page.locator(".VPLocalSearchBox .result", { hasText: found })
          .first().waitFor();
        await lookedAt(page, `site-search-${found}`);
      }),
  );
}

browserTest(
  "the reference names the package, and the way to a symbol has room on a narrow screen",
  () =>
    onScreen("api/data/~/fromFile.html", 390, "dark", async (page) => {
      await lookedAt(page, "site-reference");
      const way = await page.locator(".breadcrumbs").boundingBox();
      assert(way !== null && way.height < 60, `it is ${way?.height} high`);
      await page.getByText('from "@nabla/nabla/data"').first().waitFor();
    }),
);

browserTest(
  "a text of the book opens in the page",
  () =>
    onScreen("docs/language.html", 1280, "light", async (page) => {
      await page.getByText("Open in the page").first().click();
      await page.waitForURL(/\/play\//);
      await page.locator(".cm-content", { hasText: "sigmoid" }).waitFor();
      await lookedAt(page, "site-opened");
    }),
);
