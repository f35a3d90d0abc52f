// The library in a page: one file, without a bundler, with and without threads. The
// numbers are those of Deno.
import { assertEquals, assertStringIncludes } from "@std/assert";
import type { Page } from "playwright-core";
import * as nabla from "../../.ci/browser/nabla.ts";
import { browserTest } from "./browser.ts";
import {
  type Answers,
  builtFile,
  isolation,
  learn,
  learned,
  withNabla,
} from "./library.ts";

const page = `<!doctype html>
<title>nabla</title>
<link rel="icon" href="data:,">
<script type="module">
  globalThis.nabla = await import("./nabla.js");
  document.documentElement.lang = "en";
</script>`;

/** Serves a page that has imported the library. */
async function withLibrary(
  headers: Readonly<Record<string, string>>,
  work: (page: Page) => Promise<void>,
  expected: readonly string[] = [],
): Promise<void> {
  const file = await builtFile();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    ({ url }) =>
      url.endsWith("/nabla.js")
        ? new Response(file, {
          headers: { ...headers, "content-type": "text/javascript" },
        })
        : new Response(page, {
          headers: { ...headers, "content-type": "text/html" },
        }),
  );
  try {
    const address = `http://127.0.0.1:${server.addr.port}/`;
    await withNabla(address, work, expected);
  } finally {
    await server.shutdown();
  }
}

browserTest("a page has what Deno has", async () => {
  await withLibrary({}, async (page) => {
    const names = await page.evaluate("Object.keys(nabla)");
    assertEquals(names, Object.keys(nabla));
    const said = await page.evaluate(
      "nabla.csvTable(nabla.fromFile('a.csv')).catch(String)",
    );
    assertEquals(
      said,
      "TypeError: a page opens no file by its name: give fromBytes its bytes",
    );
  });
});

browserTest(
  "a page learns what Deno learns, to the bit, without threads",
  async () => {
    const own = await learn(nabla, 1);
    await withLibrary({}, async (page) => {
      assertEquals(await page.evaluate("crossOriginIsolated"), false);
      assertEquals(await learned(page, 2), own);
      assertEquals(page.workers().length, 0);
    });
  },
);

/**
 * Runs in the page: the main thread takes no part of its work back from threads, but
 * waits until one has begun it.
 *
 * @param begins the main thread says that one has, and none has.
 */
function leaveParts(begins: boolean): void {
  const { compareExchange } = Atomics;
  const page = globalThis as unknown as { left: number };
  page.left = 0;
  Atomics.compareExchange = ((
    control: Int32Array,
    place: number,
    offer: number,
    by: number,
  ) => {
    // Offers are even; all else that is exchanged is not.
    if (offer <= 0 || offer % 2 === 1) {
      return compareExchange(control, place, offer, by);
    }
    page.left++;
    if (begins) compareExchange(control, place, offer, offer + 1);
    else while (Atomics.load(control, place) === offer);
    return Atomics.load(control, place);
  }) as typeof compareExchange;
}

/** Learns until threads have started in time to have a part in it. */
async function learnedInParts(page: Page): Promise<Answers> {
  for (let tries = 0; tries < 100; tries++) {
    const answers = await learned(page, 2);
    if (await page.evaluate("left") as number > 0) return answers;
  }
  throw new Error("no thread started");
}

browserTest("so does an isolated page, with threads", async () => {
  const own = await learn(nabla, 1);
  await withLibrary(isolation, async (page) => {
    assertEquals(await page.evaluate("crossOriginIsolated"), true);
    await page.evaluate(`(${leaveParts})(false)`);
    assertEquals(await learnedInParts(page), own);
    assertEquals(page.workers().length, 1);
  });
});

browserTest("a page whose thread died is told so", async () => {
  await withLibrary(isolation, async (page) => {
    // So that ten seconds pass soon.
    await page.evaluate(`{
      const now = performance.now.bind(performance);
      performance.now = () => 100 * now();
    }`);
    await page.evaluate(`(${leaveParts})(true)`);
    const said = await learnedInParts(page).then(() => "", String);
    assertStringIncludes(said, "a thread that shares the work has died");
  });
});

browserTest("a page that may not start threads computes without", async () => {
  const policy =
    "default-src 'none'; img-src data:; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'";
  const own = await learn(nabla, 1);
  const headers = { ...isolation, "content-security-policy": policy };
  await withLibrary(headers, async (page) => {
    assertEquals(await page.evaluate("crossOriginIsolated"), true);
    assertEquals(await learned(page, 2), own);
    assertEquals(page.workers().length, 0);
  }, ["worker-src", "worker-src: blob"]);
});

browserTest(
  "a page that may not compile computes with plain kernels",
  async () => {
    const policy =
      "default-src 'none'; img-src data:; script-src 'self' 'unsafe-inline'";
    const own = await learn(nabla, 1, "plain");
    await withLibrary({ "content-security-policy": policy }, async (page) => {
      assertEquals(await learned(page, 1, "auto"), own);
      const said = await learned(page, 1, "wasm").then(() => "", String);
      assertStringIncludes(said, "Cannot use the kernels wasm");
    }, ["script-src: wasm-eval"]);
  },
);

browserTest(
  "an isolated page checks functions that return promises",
  async () => {
    await withLibrary(isolation, async (page) => {
      const verdicts = await page.evaluate(`Promise.all([2, 3].map(async (k) =>
      (await nabla.gradcheckAsync({
        f: async (x) => x.map((v) => v * v),
        vjp: async (dy, x) => [x.map((v, i) => k * v * dy[i])],
        at: [new Float64Array([1, 2, 3])],
      })).verdict
    ))`);
      assertEquals(verdicts, ["pass", "fail"]);
    });
  },
);
