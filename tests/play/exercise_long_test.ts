// One exercise in one file, opened from the disk.
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import {
  browserTest,
  buildPage,
  lookedAt,
  ranWell,
  seriousFaults,
  withAddress,
} from "./browser.ts";

/** Writes the page of a text, opens it from the disk, and does what a test does. */
async function withExercise(
  text: string,
  words: readonly string[],
  work: (page: Page) => Promise<void>,
  options: Parameters<typeof withAddress>[1] = {},
): Promise<void> {
  await buildPage();
  const folder = await Deno.makeTempDir({ prefix: "nabla exercise-" });
  try {
    await Deno.writeTextFile(`${folder}/a.nn`, text);
    const file = `${folder}/a b.html`;
    const call = ["trace", `${folder}/a.nn`, "--html", file, ...words];
    assert(await ranWell("dsl/cli/main.ts", ...call));
    const address = `file://${encodeURI(file)}`;
    await withAddress(address, options, work);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const graph = Deno.readTextFileSync(
  new URL("../../examples/course/2.3-backward.nn", import.meta.url),
);

browserTest(
  "an exercise in a file is stepped through, from the disk and with nothing beside it",
  async () => {
    await withExercise(graph, [], async (page) => {
      const next = page.getByRole("button", { name: "Next step" });
      await next.waitFor();
      assertEquals(await page.title(), "a.nn · nabla");
      for (let i = 0; i < 7; i++) await next.click();
      assertMatch(
        await page.locator(".step-card").innerText(),
        /-1\/E\^?²? = -0\.25\s*gradient from above\s*× 1\s*gradient\s*= -0\.25/,
      );
      assertEquals(await seriousFaults(page), []);
      await lookedAt(page, "exercise");
    });
  },
);

browserTest(
  "the text of a file can be changed, and its numbers follow",
  async () => {
    await withExercise("given a = 2\na -> square\n", [], async (page) => {
      await page.locator(".nodes").waitFor();
      await page.locator(".cm-content").click();
      await page.keyboard.press("Control+Home");
      for (let i = 0; i < 10; i++) await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Delete");
      await page.keyboard.type("3");
      await page.locator(".nodes td", { hasText: /^6$/ }).first().waitFor();
    });
  },
);

browserTest(
  "a file speaks the language of whoever wrote it, and that of its reader",
  async () => {
    await withExercise(graph, ["--lang", "zh"], async (page) => {
      await page.locator(".nodes").waitFor();
      assertEquals(await page.locator("html").getAttribute("lang"), "zh");
      assertMatch(await page.locator("main").innerText(), /[\u4e00-\u9fff]/);
    });
    await withExercise(graph, [], async (page) => {
      await page.locator(".nodes").waitFor();
      assertEquals(await page.locator("html").getAttribute("lang"), "zh");
    }, { locale: "zh-CN" });
  },
);

browserTest("at 390 pixels nothing of a file is cut", async () => {
  await withExercise(graph, [], async (page) => {
    await page.locator(".nodes").waitFor();
    const width = await page.evaluate("document.documentElement.scrollWidth");
    assertEquals(width, 390);
    await lookedAt(page, "exercise-390");
  }, { viewport: { width: 390, height: 844 } });
});

browserTest(
  "a text in a file that looks like script never becomes one",
  async () => {
    const text =
      "# </script><script>document.title='run'</script><img src=x onerror=\"document.title='run'\">\nfc(2,1)\n";
    await withExercise(text, [], async (page) => {
      await page.locator(".nodes").waitFor();
      assertEquals(await page.title(), "a.nn · nabla");
      assertEquals(await page.locator("img[src]").count(), 0);
      assertMatch(await page.locator(".cm-content").innerText(), /<script>/);
    });
  },
);
