/**
 * A browser for tests of the page: Debian's Chromium, one for all tests of a file.
 * Every page counts what a user would find in the console; a test ends with none.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
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
  /** What stands behind the address. */
  readonly hash?: string;
}

let browser: Promise<Browser> | undefined;

/** The browser of this file's tests. */
export function theBrowser(): Promise<Browser> {
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
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      "-A",
      "play/build.ts",
      "--if-older",
    ],
    cwd: new URL("../../", import.meta.url),
  }).output();
  const site = await pageWorld.readSite();
  if (!success || site === undefined) throw new Error("the page is not built");
  return site;
}

/** Serves the page as `nabla play` does, opens it, and does what a test does with it. */
export async function withPage(
  { text, hash = "", ...options }: PageOptions,
  work: (open: OpenPage) => Promise<void>,
): Promise<void> {
  const site = await buildPage();
  const start = new TextEncoder().encode(
    JSON.stringify(
      text === undefined ? {} : { name: "a.nn", session: { text } },
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

/** Opens an address, does what a test does, and sees that nobody complained. */
export async function withAddress(
  address: string,
  options: BrowserContextOptions,
  work: (page: Page) => Promise<void>,
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
    assertEquals(complaints, []);
  } finally {
    await context.close();
  }
}
