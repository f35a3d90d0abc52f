// The page in Chinese, in a browser.
import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { browserTest, lookedAt, withPage } from "./browser.ts";

const wrongSigmoid = `sigma(x) = 1/(1 + exp(-x))
sigma'(x) = sigma(x)*(1 + sigma(x))
given a = 1.5
h = sigma(a)
`;

/** The language that the document says it is in. */
function languageOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { document } = globalThis as unknown as {
      document: { documentElement: { lang: string } };
    };
    return document.documentElement.lang;
  });
}

browserTest(
  "a browser that prefers Chinese gets it; the language that is chosen stays, with all else",
  async () => {
    const options = { text: wrongSigmoid, locale: "zh-CN" };
    await withPage(options, async ({ page }) => {
      await page.getByRole("tab", { name: "检验" }).click();
      assertEquals(await languageOf(page), "zh");
      await lookedAt(page, "zh-prove-first");
      await page.getByLabel("语言").selectOption("en");
      const tab = page.getByRole("tab", { name: "Prove" });
      await tab.waitFor();
      assertEquals(await tab.getAttribute("aria-selected"), "true");
      assertEquals(await languageOf(page), "en");
      await page.reload();
      await tab.waitFor();
      await page.getByLabel("Language").selectOption("zh");
      await page.getByRole("tab", { name: "检验" }).waitFor();
    });
  },
);

/** The scripts that the page has loaded, by their content. */
async function scriptsOf(page: Page): Promise<string[]> {
  const addresses = await page.evaluate(() =>
    performance.getEntriesByType("resource").map(({ name }) => name)
  );
  const scripts = addresses.filter((address) => address.endsWith(".js"));
  return await Promise.all(
    scripts.map(async (address) => await (await fetch(address)).text()),
  );
}

browserTest("only who reads Chinese loads it", async () => {
  for (const locale of ["en-US", "zh-CN"]) {
    await withPage({ locale }, async ({ page }) => {
      await page.getByRole("tab").first().waitFor();
      const scripts = await scriptsOf(page);
      assert(scripts.length > 3);
      const hasChinese = scripts.some((script) =>
        /[\u4e00-\u9fff]{3}|(?:\\u[4-9][0-9a-f]{3}){3}/i.test(script)
      );
      assertEquals(hasChinese, locale === "zh-CN");
    });
  }
});

browserTest(
  "a claim is drawn, and mistakes are told, in Chinese too",
  async () => {
    const locale = "zh-CN";
    await withPage({ text: wrongSigmoid, locale }, async ({ page }) => {
      await page.getByRole("tab", { name: "检验" }).click();
      await page.locator(".checked figure .wrong").first().waitFor();
    });
    await withPage({ text: "fc(2,4) -> fc(3,1)", locale }, async ({ page }) => {
      await page.getByRole("tab", { name: "检验" }).click();
      await page.locator("#panel", { hasText: "文本有错误" }).waitFor();
      assertEquals(await page.locator(".checked").count(), 0);
    });
  },
);
