// Prove, in a browser: verdicts with their reasons, every gradient, and the way to See.
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import { browserTest, lookedAt, seriousFaults, withPage } from "./browser.ts";

/** Opens the tab, and waits for the end of the check. */
async function prove(page: Page) {
  await page.getByRole("tab", { name: "Prove" }).click();
  await verdict(page);
}

/** The verdict, once there is one. */
function verdict(page: Page, word = ""): Promise<string> {
  return page.locator(".proof h2:not(.running)", { hasText: word })
    .innerText();
}

/** The items that were checked, each with its verdict. */
function items(page: Page): Promise<string[]> {
  return page.locator(".checked li").evaluateAll((all) =>
    all.map((each) =>
      [".out-of-sight", "strong"].map((part) =>
        each.querySelector(part)?.textContent
      ).join(" ")
    )
  );
}

browserTest(
  "the lesson's wrong sigmoid has the opposite sign, and a picture shows it",
  async () => {
    await withPage({ text: "fc(1,1)" }, async ({ page }) => {
      await page.getByLabel("Examples").selectOption(
        "the lesson's wrong sigmoid",
      );
      await prove(page);
      assertMatch(await verdict(page), /Something is wrong/);
      assertEquals(await items(page), [
        "wrong claim lesson'",
        "right gradients",
      ]);
      const mistake = await page.locator(".mistake").innerText();
      assertMatch(mistake, /lesson' is not the derivative of lesson/);
      assertMatch(mistake, /it has the opposite sign/);
      const picture = page.getByRole("img", {
        name: "lesson' beside the right derivative",
      });
      // Each number is above its mirror image.
      assertEquals(await picture.locator("path.wrong").count(), 16);
      assertEquals(await picture.locator("circle").count(), 0);
    });
  },
);

browserTest(
  "a network that is right agrees in every number, and shows each gradient",
  async () => {
    await withPage({ text: "fc(2,3) -> tanh -> mse" }, async ({ page }) => {
      await prove(page);
      assertMatch(await verdict(page), /All agree/);
      assertMatch(
        await page.locator(".checked").innerText(),
        /all \d+ numbers of \d+ gradients agree/,
      );
      const map = page.getByRole("img", {
        name: "Map of the errors of fc1.weight",
      });
      await map.first().waitFor();
      assertEquals(await map.first().locator("rect.fine").count(), 6);
      assertEquals(await page.locator(".error-map[role] .wrong").count(), 0);
      // A cell is a number, and See tells all of it.
      await map.first().locator("rect").nth(3).click();
      assertMatch(
        await page.locator(".story").innerText(),
        /^fc1\.weight\[1,1\] =/,
      );
    });
  },
);

browserTest(
  "a wrong expectation is told with its reason, and leads to its number in See",
  async () => {
    const text =
      "given x = [3, -1]\nx -> square -> sum\nexpect x.grad = [6, 2]";
    await withPage({ text }, async ({ page }) => {
      await prove(page);
      assertEquals(await items(page), [
        "wrong expect x.grad",
        "right gradients",
      ]);
      assertMatch(
        await page.locator(".mistake").innerText(),
        /your value differs: computed -2[\s\S]*differs only in sign/,
      );
      await page.getByRole("button", { name: "Show x.grad[1] in See" }).click();
      assertMatch(
        await page.locator(".story").innerText(),
        /x\[1\]\.grad = -2/,
      );
    });
  },
);

browserTest(
  "a check follows the text, and says when the text has mistakes",
  async () => {
    await withPage(
      { text: "given x = 3\ny = x^2\nexpect y = 8" },
      async ({ page }) => {
        await prove(page);
        assertMatch(await verdict(page), /Something is wrong/);
        const text = page.locator(".cm-content");
        await text.click();
        await page.keyboard.press("Control+End");
        await page.keyboard.press("Backspace");
        await page.keyboard.type("9");
        await verdict(page, "All agree");
        await page.keyboard.type("\nfc(2");
        await page.getByText("The text has mistakes").waitFor();
      },
    );
  },
);

browserTest(
  "a long check shows how far it is, and stops with what it found",
  async () => {
    const text =
      "input(2000) -> fc(1500) -> tanh -> fc(1000) -> tanh -> fc(10)";
    await withPage({ text }, async ({ page }) => {
      await page.getByRole("tab", { name: "Prove" }).click();
      await page.locator("progress").waitFor();
      await page.getByRole("button", { name: "Stop" }).click();
      await verdict(page, "Stopped");
      assertMatch(
        await page.locator(".checked").innerText(),
        /a partial check: [\d ,]+ of [\d ,]+ numbers were compared so far/,
      );
      // The page was quick all the while, and the next check begins anew.
      await page.getByRole("button", { name: "Check", exact: true }).click();
      await page.locator("progress").waitFor();
    });
  },
);

browserTest(
  "other numbers are drawn, and the command line is told the seed",
  async () => {
    await withPage({ text: "fc(2,1) -> sigmoid" }, async ({ page }) => {
      await prove(page);
      const command = page.locator(".command pre");
      assertEquals(
        await command.innerText(),
        'nabla gradcheck "fc(2,1) -> sigmoid"',
      );
      await page.getByRole("button", { name: "Draw other numbers" }).click();
      await page.locator(".command pre", { hasText: "--seed 1" }).waitFor();
    });
  },
);

for (const colorScheme of ["light", "dark"] as const) {
  browserTest(
    `nothing serious keeps anybody from Prove, ${colorScheme}`,
    async () => {
      const text =
        "f(x) = x^2\nf'(x) = x\ninput(2) -> fc(2) -> f -> mse\nexpect loss = 1";
      for (
        const viewport of [{ width: 1280, height: 800 }, {
          width: 390,
          height: 844,
        }]
      ) {
        await withPage({ text, colorScheme, viewport }, async ({ page }) => {
          await prove(page);
          await lookedAt(page, `prove ${colorScheme} ${viewport.width}`);
          assertEquals(await seriousFaults(page), []);
          const { scroll, width } = await page.evaluate(() => {
            const { scrollWidth, clientWidth } = document.documentElement;
            return { scroll: scrollWidth, width: clientWidth };
          });
          assert(scroll <= width, `${scroll} > ${width}`);
        });
      }
    },
  );
}
