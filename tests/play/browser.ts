/**
 * A browser for tests of the page: Debian's Chromium, one for all tests of a file.
 * Every page counts what a user would find in the console; a test ends with none.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import axe from "axe-core";
import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  type Page,
} from "playwright-core";
import { pageWorld } from "../../dsl/cli/world/page_world.ts";
import {
  type RunningServer,
  serveFiles,
  type SiteFile,
  typeOf,
} from "../../dsl/cli/world/server.ts";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser"];

/** Where Chromium is; undefined where it is not installed. */
export const chromiumPath = places.find((path) => {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
});

/** A test in the browser, left out with a word where there is none. */
export function browserTest(name: string, fn: () => Promise<void>): void {
  Deno.test({
    name,
    fn,
    ignore: chromiumPath === undefined,
    // The browser is started by the first test and serves the others.
    sanitizeOps: false,
    sanitizeResources: false,
  });
}

if (chromiumPath === undefined) {
  console.error("There is no Chromium: the page is not tried in a browser.");
}
Deno.test.afterAll(closeBrowser);

/** A page in a browser, and its server. */
export interface OpenPage {
  readonly page: Page;
  /** Where it is served. */
  readonly address: string;
  readonly server: RunningServer;
}

/** How a page is opened. */
export interface PageOptions extends BrowserContextOptions {
  /** The text that the command line is given. */
  readonly text?: string;
  /** The name of its file; `a.nn` if it is left out. */
  readonly name?: string;
  /** What stands behind the address. */
  readonly hash?: string;
}

let browser: Promise<Browser> | undefined;

/** The browser of this file's tests. */
function theBrowser(): Promise<Browser> {
  return browser ??= chromium.launch({
    executablePath: chromiumPath,
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
}

/** Ends it. */
export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
}

/** Builds the page if it is older than its sources. */
export async function buildPage(): Promise<readonly SiteFile[]> {
  assert(await ranWell("play/build.ts", "--if-older"));
  const site = await pageWorld.readSite();
  assert(site !== undefined);
  return site;
}

/** Runs a program of nabla. */
export async function ranWell(
  path: string,
  ...words: string[]
): Promise<boolean> {
  const std = import.meta.resolve("@std/assert").startsWith("file:")
    ? ["--import-map=.ci/import_map.json"]
    : [];
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", ...std, "-A", path, ...words],
    cwd: new URL("../../", import.meta.url),
  }).output();
  if (!success) console.error(new TextDecoder().decode(stderr));
  return success;
}

/** Serves the page as `nabla play` does, opens it, and does what a test does with it. */
export async function withPage(
  { text, name = "a.nn", hash = "", ...options }: PageOptions,
  work: (open: OpenPage) => Promise<void>,
): Promise<void> {
  const site = await buildPage();
  const start = new TextEncoder().encode(
    JSON.stringify(
      text === undefined ? {} : { name, session: { text } },
    ),
  );
  const server = await serveFiles(
    site.map((file) =>
      file.name === "start.json" ? { ...file, content: start } : file
    ),
    0,
  );
  if (server === undefined) throw new Error("there is no free port");
  const address = `http://127.0.0.1:${server.port}/`;
  try {
    await withAddress(
      address + hash,
      options,
      (page) => work({ page, address, server }),
    );
  } finally {
    await server.close();
  }
}

/** Opens an address, does what a test does, and sees that nobody complained, but of what is expected. */
export async function withAddress(
  address: string,
  options: BrowserContextOptions,
  work: (page: Page) => Promise<void>,
  expected: readonly string[] = [],
): Promise<void> {
  const context = await (await theBrowser()).newContext({
    viewport: { width: 1280, height: 800 },
    ...options,
  });
  const complaints: string[] = [];
  const page = await context.newPage();
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) {
      complaints.push(message.text());
    }
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.exposeFunction(
    "tellViolation",
    (what: string) => complaints.push(what),
  );
  await page.addInitScript(() =>
    addEventListener("securitypolicyviolation", (event) => {
      const { tellViolation } = globalThis as unknown as {
        tellViolation(what: string): void;
      };
      const { violatedDirective, blockedURI } = event as unknown as Record<
        string,
        string
      >;
      tellViolation(`${violatedDirective}: ${blockedURI}`);
    })
  );
  try {
    await page.goto(address);
    await work(page);
    const isExpected = (what: string) =>
      expected.some((part) => what.includes(part));
    assertEquals(complaints.filter((what) => !isExpected(what)), []);
    assert(expected.every((part) => complaints.join().includes(part)));
  } finally {
    await context.close();
  }
}

/** Exports the site with a text, serves it from a sub-path by a plain server, and does what a test does. @param work is also given what ends the server. */
export async function withExport(
  text: string,
  work: (address: string, stop: () => Promise<void>) => Promise<void>,
): Promise<void> {
  await buildPage();
  const root = await Deno.makeTempDir({ prefix: "nabla-site-" });
  try {
    const words = ["play", text, "--export", `${root}/a b/nabla`];
    assert(await ranWell("dsl/cli/main.ts", ...words));
    const server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen: () => {} },
      async ({ url }) => {
        const path = decodeURIComponent(new URL(url).pathname);
        const file = path.endsWith("/") ? `${path}index.html` : path;
        const headers = new Headers({ "content-type": typeOf(file) ?? "" });
        try {
          return new Response(await Deno.readFile(root + file), { headers });
        } catch {
          return new Response("none", { status: 404 });
        }
      },
    );
    let isStopped = false;
    const stop = async () => {
      if (!isStopped) await server.shutdown();
      isStopped = true;
    };
    try {
      await work(`http://127.0.0.1:${server.addr.port}/a%20b/nabla/`, stop);
    } finally {
      await stop();
    }
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

/** Waits until a page has all that it needs without its server, and takes it from there. */
export async function untilOffline(page: Page): Promise<void> {
  // A worker is ready before the page's own requests go through it.
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

/** What axe finds that keeps somebody from using the page. */
export async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { axe: own } = globalThis as unknown as { axe: typeof axe };
    return (await own.run()).violations;
  });
  return found.filter(({ impact }) =>
    impact === "serious" || impact === "critical"
  ).map(({ id, nodes }) =>
    `${id}: ${
      nodes.map(({ target, failureSummary }) =>
        `${JSON.stringify(target)} ${failureSummary}`
      ).join("; ")
    }`
  );
}

/** Keeps a picture of the page, where the variable NABLA_PICTURES names a folder. */
export async function lookedAt(page: Page, name: string): Promise<void> {
  const folder = Deno.env.get("NABLA_PICTURES");
  if (folder === undefined) return;
  await page.screenshot({ path: `${folder}/${name}.png` });
}
