// The page in a browser: the editor, what is kept, and the exported site.
import { assert, assertEquals, assertMatch } from "@std/assert";
import { brotliCompressSync } from "node:zlib";
import type { Page } from "playwright-core";
import { readLink, writeLink } from "../../play/model/link.ts";
import { presets } from "../../play/model/presets.ts";
import { sessionOf, tabNames } from "../../play/model/session.ts";
import {
  browserTest,
  buildPage,
  lookedAt,
  seriousFaults,
  untilOffline,
  withAddress,
  withExport,
  withPage,
} from "./browser.ts";

const neuron = `fc(2,1) -> sigmoid
given x = [1, 2]
given fc1.weight = [[0.5, -1]]
given fc1.bias = [0.1]
`;

/** The text of the editor. */
async function textOf(page: Page): Promise<string> {
  const lines = await page.locator(".cm-line").evaluateAll((found) =>
    found.map((line) => {
      const copy = line.cloneNode(true) as Element;
      for (const hint of copy.querySelectorAll(".shape, .gap")) hint.remove();
      return copy.textContent ?? "";
    })
  );
  return lines.join("\n");
}

/** Waits until the editor has a text. */
async function waitForText(page: Page, wanted: string) {
  for (let i = 0; i < 100; i++) {
    if (await textOf(page) === wanted) return;
    await page.waitForTimeout(20);
  }
  assertEquals(await textOf(page), wanted);
}

/** Puts the caret at the end of the text and types. */
async function typeAtEnd(page: Page, text: string) {
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(text);
}

browserTest(
  "a mistake that is typed has its line and its message, and goes by its offered edit",
  async () => {
    await withPage({ text: "fc(2,1) -> " }, async ({ page }) => {
      await typeAtEnd(page, "sigmoit");
      await page.keyboard.press("Escape");
      const wrong = page.locator(".cm-content .error");
      await wrong.waitFor();
      assertEquals(await wrong.innerText(), "sigmoit");
      const problems = page.getByRole("region", { name: "What is wrong" });
      assertMatch(
        await problems.innerText(),
        /1 mistake\b[^]*line 1, column 12/,
      );
      assertMatch(await problems.innerText(), /sigmoit/);
      await lookedAt(page, "mistake");
      await problems.getByRole("button", { name: /sigmoid/ }).click();
      await waitForText(page, "fc(2,1) -> sigmoid");
      await problems.getByText("No mistakes.").waitFor();
      assertEquals(await page.locator(".cm-content .error").count(), 0);
    });
  },
);

browserTest(
  "a mistake tells why, in its lesson, and the lesson goes again",
  async () => {
    await withPage({ text: "fc(2,1) -> sigmoit" }, async ({ page }) => {
      const why = page.getByRole("button", { name: "Why?" });
      await why.click();
      const lesson = page.locator(".lesson-of-code");
      await lesson.waitFor();
      assertMatch(
        await lesson.innerText(),
        /A name in a pipeline is looked up/,
      );
      assertEquals(await lesson.locator("pre").allInnerTexts(), [
        "fc(2,1) -> sigmod",
        "fc(2,1) -> sigmoid",
      ]);
      assertEquals(await why.getAttribute("aria-expanded"), "true");
      await lookedAt(page, "why");
      await why.click();
      assertEquals(await lesson.count(), 0);
    });
  },
);

browserTest(
  "on a wide screen a tab scrolls, and the page around it never",
  async () => {
    for (const tab of tabNames) {
      const hash = await writeLink({ ...sessionOf(presets[0].text), tab });
      await withPage({ hash }, async ({ page }) => {
        await page.locator("#panel > *").first().waitFor();
        await page.waitForTimeout(300);
        // A tall panel, as a training's pictures make it, with words for readers of the screen at its end.
        await page.evaluate(() => {
          const tall = document.createElement("div");
          tall.className = "out-of-sight";
          const space = document.createElement("div");
          space.style.height = "3000px";
          document.getElementById("panel")?.append(space, tall);
        });
        const beyond = await page.evaluate(() =>
          document.documentElement.scrollHeight - innerHeight
        );
        assertEquals(beyond, 0, tab);
      });
    }
  },
);

browserTest(
  "what the page loads before anything is clicked is under 300 KB, compressed",
  async () => {
    await withPage(
      { text: "fc(2,1) -> sigmoid" },
      async ({ page, address }) => {
        await page.locator(".nodes").waitFor();
        const loaded = await page.evaluate(() =>
          performance.getEntriesByType("resource").map(({ name }) => name)
        );
        const site = await buildPage();
        const sizes = site.filter(({ name }) =>
          name === "index.html" || loaded.includes(address + name)
        ).map(({ content }) => brotliCompressSync(content).length);
        assert(sizes.length > 5);
        const sum = sizes.reduce((sum, size) => sum + size, 0);
        assert(sum < 300 * 1024, `${sum} bytes`);
        // Neither the kernels, nor another tab.
        assert(!loaded.some((name) => /kernels|worker\.js|_tab/.test(name)));
      },
    );
  },
);

browserTest(
  "the word under the pointer is told with its mistake, whose edit is one click",
  async () => {
    await withPage({ text: "fc(2,1) -> sigmoit" }, async ({ page }) => {
      await page.locator(".cm-content .error").hover();
      const tip = page.locator(".tip");
      await tip.waitFor();
      assertMatch(await tip.innerText(), /sigmoit/);
      await lookedAt(page, "hover");
      await tip.getByRole("button").first().click();
      await waitForText(page, "fc(2,1) -> sigmoid");
    });
  },
);

browserTest(
  "a number that is dragged changes the text and all that follows, and one undo takes it back",
  async () => {
    await withPage({ text: neuron }, async ({ page }) => {
      const number = page.locator(".cm-content .drag", { hasText: "0.5" })
        .first();
      const box = await number.boundingBox();
      assert(box !== null);
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await page.mouse.move(x, y);
      await page.mouse.down();
      for (let i = 1; i <= 20; i++) await page.mouse.move(x + i, y);
      await waitForText(page, neuron.replace("0.5", "1.0"));
      await page.mouse.up();
      assertEquals(await page.evaluate(() => getSelection()?.toString()), "");
      await page.locator(".cm-content").focus();
      await page.keyboard.press("Control+z");
      await waitForText(page, neuron);
      await page.keyboard.press("Control+y");
      await waitForText(page, neuron.replace("0.5", "1.0"));
    });
  },
);

browserTest(
  "Alt and an arrow change the number at the caret, and a screen reader hears it",
  async () => {
    await withPage({ text: "given a = 0.5\nb = a^2" }, async ({ page }) => {
      await page.locator(".cm-content").focus();
      await page.keyboard.press("Control+Home");
      await page.keyboard.press("End");
      await page.keyboard.press("Alt+ArrowUp");
      await waitForText(page, "given a = 0.6\nb = a^2");
      await page.getByRole("status").getByText("a = 0.6").waitFor({
        state: "attached",
      });
      await page.keyboard.press("Alt+Shift+ArrowDown");
      await waitForText(page, "given a = -0.4\nb = a^2");
      await page.keyboard.press("Control+z");
      await page.keyboard.press("Control+z");
      await waitForText(page, "given a = 0.5\nb = a^2");
    });
  },
);

browserTest(
  "words are offered as one types, and one is taken by Enter",
  async () => {
    await withPage({ text: "fc(2,1) -> " }, async ({ page }) => {
      await typeAtEnd(page, "sigm");
      await page.locator(".offers li").first().waitFor();
      await lookedAt(page, "completion");
      await page.keyboard.press("Enter");
      await waitForText(page, "fc(2,1) -> sigmoid");
    });
  },
);

browserTest(
  "Ctrl and the space bar offer words, arrows choose, and Escape closes the list",
  async () => {
    await withPage({ text: "fc(2,1) -> " }, async ({ page }) => {
      await typeAtEnd(page, "");
      await page.keyboard.press("Control+Space");
      const chosen = page.locator('.offers [aria-selected="true"]');
      const first = await chosen.innerText();
      await page.keyboard.press("ArrowDown");
      assert(await chosen.innerText() !== first);
      await page.keyboard.press("ArrowUp");
      assertEquals(await chosen.innerText(), first);
      assertEquals(
        await page.locator(".cm-content").getAttribute("aria-activedescendant"),
        await chosen.getAttribute("id"),
      );
      await page.keyboard.press("Escape");
      assertEquals(await page.locator(".offers").count(), 0);
      assertEquals(await textOf(page), "fc(2,1) -> ");
    });
  },
);

browserTest("the text is formatted by a key and by a button", async () => {
  await withPage({ text: "fc( 2,1 )->sigmoid" }, async ({ page }) => {
    await page.locator(".cm-content").focus();
    await page.keyboard.press("Shift+Alt+F");
    await waitForText(page, "fc(2,1) -> sigmoid\n");
    await page.keyboard.press("Control+z");
    await waitForText(page, "fc( 2,1 )->sigmoid");
    await page.getByRole("button", { name: "Format" }).click();
    await waitForText(page, "fc(2,1) -> sigmoid\n");
  });
});

browserTest("a reload keeps the text, the tab and the colours", async () => {
  await withPage({ text: "fc(2,1)" }, async ({ page }) => {
    await typeAtEnd(page, " -> tanh");
    await page.getByRole("tab", { name: "Prove" }).click();
    await page.getByLabel("Colours").selectOption("dark");
    await page.reload();
    await waitForText(page, "fc(2,1) -> tanh");
    const tab = page.getByRole("tab", { name: "Prove" });
    assertEquals(await tab.getAttribute("aria-selected"), "true");
    assertEquals(
      await page.evaluate(() => document.documentElement.dataset.theme),
      "dark",
    );
  });
});

browserTest("tabs are chosen by arrows, Home and End", async () => {
  await withPage({ text: "fc(2,1)" }, async ({ page }) => {
    await page.getByRole("tab", { name: "See" }).focus();
    const chosen = () =>
      page.locator('[role="tab"][aria-selected="true"]:focus').innerText();
    for (
      const [key, name] of [
        ["ArrowRight", "Prove"],
        ["End", "Learn"],
        ["ArrowRight", "See"],
        ["ArrowLeft", "Learn"],
        ["Home", "See"],
      ]
    ) {
      await page.keyboard.press(key);
      assertEquals(await chosen(), name);
    }
  });
});

browserTest(
  "a link shows the session that it holds, and the address is free for a reload",
  async () => {
    const hash = await writeLink({ ...sessionOf("a = 3"), tab: "train" });
    await withPage({ text: "fc(2,1)", hash }, async ({ page }) => {
      await waitForText(page, "a = 3");
      assertEquals(new URL(page.url()).hash, "");
      await typeAtEnd(page, "0");
      await page.reload();
      await waitForText(page, "a = 30");
      const other = await writeLink({ ...sessionOf("b = 4"), mode: "view" });
      await page.evaluate((hash) => void (location.hash = hash), other);
      await waitForText(page, "b = 4");
      await page.getByText("This page is for viewing.").waitFor();
      await page.locator(".cm-content").focus();
      await page.keyboard.type("5");
      assertEquals(await textOf(page), "b = 4");
      await page.getByRole("button", { name: "Edit" }).click();
      await typeAtEnd(page, "5");
      await waitForText(page, "b = 45");
    });
  },
);

browserTest("the link that is copied holds the session", async () => {
  const permissions = ["clipboard-read", "clipboard-write"];
  await withPage({ text: "c = 5", permissions }, async ({ page, address }) => {
    await page.getByRole("button", { name: "Take away" }).click();
    await page.getByRole("button", { name: "Copy: Link to edit" }).click();
    await page.getByText("Copied: Link to edit.").waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    assert(link.startsWith(`${address}#ea`), link);
    assertEquals((await readLink(new URL(link).hash))?.text, "c = 5");
  });
});

browserTest(
  "a link that cannot be read says so and changes nothing",
  async () => {
    await withPage({ text: "d = 6", hash: "#eaAAAA" }, async ({ page }) => {
      await page.getByText("The link could not be read").waitFor();
      assertEquals(await textOf(page), "d = 6");
    });
  },
);

browserTest(
  "each example of the list is shown, with no mistake but those it is about",
  async () => {
    await withPage({}, async ({ page }) => {
      for (const { name, text } of presets) {
        await page.getByLabel("Examples").selectOption(name);
        await waitForText(page, text);
      }
    });
  },
);

browserTest(
  "the exported site works from a sub-path, and offline once it was loaded",
  async () => {
    await withExport("e = 7", async (address, stop) => {
      await withAddress(address, {}, async (page) => {
        await waitForText(page, "e = 7");
        await untilOffline(page);
        await stop();
        await page.reload();
        await waitForText(page, "e = 7");
        await typeAtEnd(page, "0");
        await page.locator("#panel").getByText("70").first().waitFor();
      });
    });
  },
);

for (const tab of ["see", "prove", "train", "learn"] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    browserTest(
      `everybody can use the tab ${tab} in ${colorScheme} colours`,
      async () => {
        const hash = await writeLink({ ...sessionOf(neuron + "fc(2,"), tab });
        for (const [width, height] of [[1280, 800], [390, 844]]) {
          const viewport = { width, height };
          await withPage({ hash, colorScheme, viewport }, async ({ page }) => {
            // Learn stands without the text beside it.
            await page.locator(".cm-content .error").first().waitFor({
              state: "attached",
            });
            assertEquals(await seriousFaults(page), []);
            const wide = await page.evaluate(() =>
              document.documentElement.scrollWidth - innerWidth
            );
            assert(wide <= 0, `${wide} pixels too wide`);
            await lookedAt(page, `${tab}-${colorScheme}-${width}`);
          });
        }
      },
    );
  }
}

browserTest(
  "the page is seen within half a second of its first byte",
  async () => {
    await withPage({ text: neuron }, async ({ page }) => {
      const times: number[] = [];
      for (let i = 0; i < 5; i++) {
        await page.reload();
        await page.locator(".cm-content").waitFor();
        times.push(await page.evaluate(firstPaint));
      }
      const median = times.sort((a, b) => a - b)[2];
      assert(median < 500, `${median} ms`);
    });
  },
);

/** When something was seen first, in milliseconds, as soon as it is known. */
function firstPaint(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) {
      if (name === "first-contentful-paint") resolve(startTime);
    }
  }).observe({ type: "paint", buffered: true });
  return promise;
}
