// The library in a page that Vite serves while it is written, and in one that it builds.
import { assertEquals } from "@std/assert";
import * as vite from "npm:vite@8.4.0";
import * as nabla from "../../mod.ts";
import { browserTest } from "./browser.ts";
import { builtFile, isolation, learn, learned, withNabla } from "./library.ts";

const files = {
  "index.html": `<!doctype html>
<title>nabla</title>
<link rel="icon" href="data:,">
<script type="module" src="./main.js"></script>`,
  "main.js": `import { adam, nn } from "./nabla.js";
globalThis.nabla = { adam, nn };
document.documentElement.lang = "en";`,
};

/** Does something with a folder that holds a page. */
async function withFolder(
  work: (options: vite.InlineConfig) => Promise<void>,
): Promise<void> {
  const root = await Deno.makeTempDir({ prefix: "nabla vite " });
  try {
    await Deno.writeFile(`${root}/nabla.js`, await builtFile());
    for (const [name, text] of Object.entries(files)) {
      await Deno.writeTextFile(`${root}/${name}`, text);
    }
    const server = { host: "127.0.0.1", headers: isolation };
    // The largest file that is no cause of a warning, in KB.
    const build = { chunkSizeWarningLimit: 1000 };
    await work({ root, logLevel: "warn", server, preview: server, build });
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

/** Learns in a page, as Deno does. */
async function learnAt(server: vite.ViteDevServer | vite.PreviewServer) {
  try {
    const [address = ""] = server.resolvedUrls?.local ?? [];
    const own = await learn(nabla, 1);
    await withNabla(address, async (page) => {
      assertEquals(await learned(page, 2), own);
      assertEquals(page.workers().length, 1);
    });
  } finally {
    await server.close();
  }
}

browserTest(
  "a page learns while Vite serves it, and as Vite has built it",
  async () => {
    await withFolder(async (options) => {
      const server = await vite.createServer(options);
      await learnAt(await server.listen());
      await vite.build(options);
      await learnAt(await vite.preview(options));
    });
  },
);
