// The npm package in a page that Vite builds: what stands there for Node's parts, and
// the worker. `deno task test:runtimes` runs this where there is Chromium.
import { assertEquals } from "@std/assert";
import * as vite from "npm:vite@8.4.0";
import * as nabla from "../../mod.ts";
import { browserTest } from "./browser.ts";
import { isolation, learn, learned, withNabla } from "./library.ts";
import { installPackage } from "../runtimes/runtimes.ts";

const files = {
  "index.html": `<!doctype html>
<title>nabla</title>
<link rel="icon" href="data:,">
<script type="module" src="./main.js"></script>`,
  "main.js": `import { adam, gradcheckAsync, nn } from "@nabla/nabla";
globalThis.nabla = { adam, gradcheckAsync, nn };
document.documentElement.lang = "en";`,
};

browserTest(
  "a page that Vite builds with the package learns, and checks in a worker",
  async () => {
    const root = await Deno.makeTempDir({ prefix: "nabla vite " });
    try {
      await installPackage(root);
      for (const [name, text] of Object.entries(files)) {
        await Deno.writeTextFile(`${root}/${name}`, text);
      }
      const build = { chunkSizeWarningLimit: 2000 };
      const preview = { host: "127.0.0.1", headers: isolation };
      const options = { root, logLevel: "warn", preview, build } as const;
      await vite.build(options);
      const server = await vite.preview(options);
      try {
        const [address = ""] = server.resolvedUrls?.local ?? [];
        const own = await learn(nabla, 1);
        await withNabla(address, async (page) => {
          assertEquals(await learned(page, 2), own);
          const verdicts = await page.evaluate(
            `Promise.all([2, 3].map(async (k) => (await nabla.gradcheckAsync({
            f: async (x) => x.map((v) => v * v),
            vjp: async (dy, x) => [x.map((v, i) => k * v * dy[i])],
            at: [new Float64Array([1, 2, 3])],
          })).verdict))`,
          );
          assertEquals(verdicts, ["pass", "fail"]);
        });
      } finally {
        await server.close();
      }
    } finally {
      await Deno.remove(root, { recursive: true });
    }
  },
);
