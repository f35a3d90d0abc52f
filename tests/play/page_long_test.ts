// The page in a browser.
import { assertMatch } from "@std/assert";
import { chromiumPath, closeBrowser, withPage } from "./browser.ts";

const options = {
  ignore: chromiumPath === undefined,
  sanitizeOps: false,
  sanitizeResources: false,
};
if (chromiumPath === undefined) {
  console.error("there is no Chromium: the page is not tried in a browser");
}

Deno.test(
  "a text that the command line was given is shown, with its numbers",
  options,
  async () => {
    await withPage({ text: "given x = 2\ny = x^2" }, async ({ page }) => {
      await page.locator(".cm-content").waitFor();
      assertMatch(await page.locator(".cm-content").innerText(), /y = x\^2/);
      await page.locator("#panel .value", { hasText: "4" }).first().waitFor();
    });
  },
);

Deno.test.afterAll(closeBrowser);
