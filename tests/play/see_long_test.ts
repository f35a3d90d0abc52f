// See, in a browser: the lesson's numbers step by step, every number's story, folded
// blocks.
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import { chromiumPath, closeBrowser, withPage } from "./browser.ts";

const options = {
  ignore: chromiumPath === undefined,
  sanitizeOps: false,
  sanitizeResources: false,
};
const example = (name: string) =>
  Deno.readTextFileSync(
    new URL(`../../examples/course/${name}.nn`, import.meta.url),
  );

/** The rows of the table: name, value, gradient. */
function rows(page: Page): Promise<string[]> {
  return page.locator(".nodes tbody tr").evaluateAll((all) =>
    all.map((row) =>
      [0, 2, 3].map((i) =>
        (row as unknown as { cells: { innerText: string }[] })
          .cells[i].innerText.trim()
      ).join(" ")
    )
  );
}

Deno.test(
  "sigmoid's graph is stepped through, and shows the lesson's numbers",
  options,
  async () => {
    await withPage({ text: example("2.3-backward") }, async ({ page }) => {
      const next = page.getByRole("button", { name: "Next step" });
      await next.waitFor();
      assertEquals(await rows(page), [
        "A 0 0.25",
        "B 0 -0.25",
        "C 1 -0.25",
        "E 2 -0.25",
        "F 0.5 1",
      ]);
      await next.click();
      assertEquals((await rows(page)).slice(0, 2), ["A 0 ·", "B · ·"]);
      for (let i = 1; i < 5; i++) await next.click();
      assertEquals((await rows(page)).at(-1), "F 0.5 ·");
      for (let i = 5; i < 7; i++) await next.click();
      const card = page.locator(".step-card");
      assertMatch(await card.innerText(), /E\.grad/);
      assertMatch(
        await card.innerText(),
        /-1\/E\^?²? = -0\.25\s*gradient from above\s*× 1\s*gradient\s*= -0\.25/,
      );
      // It is lit in the graph and in the table.
      assertEquals(
        await page.locator(".box.active .title").textContent(),
        "E: shift(1)",
      );
      assertEquals(await page.locator(".nodes tr.active th").innerText(), "E");
      assertEquals(await page.locator(".arrow.backward").count(), 1);
    });
  },
);

Deno.test(
  "the scrubber is a slider for the keyboard, and a reload finds its place",
  options,
  async () => {
    await withPage({ text: example("2.3-backward") }, async ({ page }) => {
      const slider = page.getByRole("slider", { name: "Steps" });
      await slider.focus();
      for (
        const key of ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft"]
      ) {
        await page.keyboard.press(key);
      }
      assertEquals(
        await slider.getAttribute("aria-valuetext"),
        "step 2 of 10, forward",
      );
      await page.reload();
      await slider.waitFor();
      assertEquals(
        await slider.getAttribute("aria-valuetext"),
        "step 2 of 10, forward",
      );
    });
  },
);

Deno.test(
  "a number tells where it comes from, what it does, and its numeric check",
  options,
  async () => {
    await withPage({ text: example("2.5-one-neuron") }, async ({ page }) => {
      const cell = (row: string, column: number, entry = 0) =>
        page.locator(".nodes tr", { has: page.locator(`th:text-is("${row}")`) })
          .locator("td").nth(column).locator("button").nth(entry);
      await cell("fc1", 1).click();
      const story = page.locator(".story");
      assertMatch(
        await story.innerText(),
        /sum of products: 0\.5·1 \+ -1·2 \+ 0\.1/,
      );
      // The row of the weight and the input that meet.
      assertEquals(await page.locator(".nodes .lit").count(), 5);
      await cell("fc1.weight", 2, 1).click();
      assertMatch(
        await story.innerText(),
        /through fc1\[0\]: 2 × 0\.15868 = 0\.31737/,
      );
      assertMatch(await story.innerText(), /by differences 0\.3173697/);
      // From number to number.
      await story.getByRole("button", { name: "fc1[0]" }).click();
      assertMatch(await story.innerText(), /^fc1\[0\] = -1\.4/);
    });
  },
);

Deno.test(
  "the derivatives along every path are multiplied, and their sum is the gradient",
  options,
  async () => {
    await withPage(
      { text: "given x = 3\nA: x -> square -> B: add(id, A) -> C: mul(id, A)" },
      async ({ page }) => {
        const path = page.locator(".path");
        await path.waitFor();
        assertMatch(
          await path.innerText(),
          /sum over the paths: 18 \+ 3 \+ 12 = 33/,
        );
        assertEquals((await rows(page))[0], "A 3 33");
      },
    );
  },
);

Deno.test(
  "blocks of a large network are folded, and open by a click",
  options,
  async () => {
    const text =
      `let block(d) = residual(layernorm -> fc(d) -> gelu -> fc(4) -> tanh)
input(4) -> block(8)*6 -> fc(2)`;
    await withPage({ text }, async ({ page }) => {
      const box = (title: string) =>
        page.locator(".box", { hasText: new RegExp(`^${title}`) });
      await box("block3").waitFor();
      const before = await page.locator(".box").count();
      assert(before < 10);
      await box("block3").click();
      await page.locator(".block text", { hasText: "block3" }).waitFor();
      assert(await page.locator(".box").count() > before + 3);
      await page.getByRole("button", { name: "Fold block3" }).click();
      assertEquals(await page.locator(".box").count(), before);
    });
  },
);

Deno.test(
  "names and numbers of a text never become markup",
  options,
  async () => {
    const text = "# <img src=x onerror=alert(1)>\ngiven x = 1\n_b: x -> neg";
    await withPage({ text }, async ({ page }) => {
      await page.locator(".nodes").waitFor();
      // CodeMirror has empty ones of its own beside what it draws into a line.
      assertEquals(await page.locator("img:not(.cm-widgetBuffer)").count(), 0);
    });
  },
);

Deno.test.afterAll(closeBrowser);
