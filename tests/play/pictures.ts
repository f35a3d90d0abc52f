/**
 * Takes the pictures of the page for README.md and docs/, in Chromium:
 * `deno task page:pictures`.
 *
 * @module
 */

import type { Page } from "playwright-core";
import { closeBrowser, withPage } from "./browser.ts";

interface Picture {
  readonly name: string;
  /** A file of `examples/`. */
  readonly text: string;
  /** Brings the page to what is shown. */
  show(page: Page): Promise<void>;
}

const pictures: readonly Picture[] = [
  {
    name: "page-see",
    text: "course/2.5-neuron-formula.nn",
    async show(page) {
      const slider = page.getByRole("slider", { name: "Steps" });
      await slider.waitFor();
      // The way back from the neuron's sum to a weight.
      await slider.fill("15");
    },
  },
  {
    name: "page-train",
    text: "spiral.nn",
    async show(page) {
      await page.getByRole("tab", { name: "Train" }).click();
      await page.getByRole("button", { name: "Train", exact: true }).click();
      await page.getByText(/accuracy 0\.9[89]|accuracy 1/).waitFor();
      await page.getByRole("button", { name: "Pause" }).click();
      await page.locator("#panel").evaluate((panel) => panel.scrollTop = 0);
    },
  },
];

for (const { name, text, show } of pictures) {
  const example = new URL(`../../examples/${text}`, import.meta.url);
  const path = new URL(`../../docs/pictures/${name}.png`, import.meta.url);
  const look = {
    viewport: { width: 1280, height: 800 },
    reducedMotion: "reduce",
    colorScheme: "light",
  } as const;
  await withPage(
    { text: await Deno.readTextFile(example), ...look },
    async ({ page }) => {
      await show(page);
      await page.waitForTimeout(500);
      await Deno.writeFile(path, await page.screenshot());
    },
  );
  console.log(`docs/pictures/${name}.png`);
}
await closeBrowser();
