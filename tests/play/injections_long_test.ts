// Fifty injections, in every place of the page that takes words from elsewhere.
import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { longestName } from "../../play/model/readers.ts";
import { writeLink } from "../../play/model/link.ts";
import { type Session, sessionOf, tabNames } from "../../play/model/session.ts";
import { browserTest, withPage } from "./browser.ts";
import { injections } from "./injections.ts";

/** What of the document could only have come from words: elements that run or load, handlers, addresses that are script. */
function foreign(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const look = (root: Document | ShadowRoot) => {
      for (const element of root.querySelectorAll("*")) {
        const { localName: name, attributes } = element;
        const isOurs = name === "script" && element.getAttribute("src") ||
          name === "img" && element.className === "cm-widgetBuffer" ||
          name === "meta" || name === "link" || name === "style";
        const isOfHead = element.closest("head") !== null;
        const loads =
          /^(script|img|image|iframe|object|embed|base|video|audio|math|template|animate|foreignobject|use|style|link|meta)$/i;
        if (loads.test(name) && !(isOurs && (isOfHead || name === "img"))) {
          found.push(element.outerHTML.slice(0, 80));
        }
        for (const { name, value } of attributes) {
          if (
            /^on|^action$|^srcdoc$/.test(name) ||
            /^(href|src|data)$/.test(name) &&
              /^\s*(javascript|data):/i.test(value)
          ) {
            found.push(`${name}=${value}`);
          }
        }
        if (element.shadowRoot !== null) look(element.shadowRoot);
      }
    };
    look(document);
    return found;
  });
}

/** Opens a page that tells whether anything ran, and does what a test does. */
async function watched(
  options: Parameters<typeof withPage>[0],
  work: (page: Page) => Promise<void>,
): Promise<void> {
  await withPage(options, async ({ page }) => {
    const ran: string[] = [];
    page.on("dialog", (dialog) => {
      ran.push(dialog.message());
      void dialog.dismiss();
    });
    page.on("request", (request) => {
      const url = request.url();
      if (/evil|javascript/.test(url)) ran.push(url);
    });
    await work(page);
    assertEquals(await foreign(page), []);
    assertEquals(ran, []);
    assertEquals(await page.title(), "nabla");
  });
}

Deno.test("there are fifty, and no two are the same", () => {
  assertEquals(new Set(injections).size, 50);
});

const safeLine = (text: string) => text.replaceAll("\n", " ");

browserTest("in comments and as words of a text, on every tab", async () => {
  const comments = injections.map((each) => `# ${safeLine(each)}`).join("\n");
  await watched(
    { text: `${comments}\nfc(2,1) -> sigmoid -> mse\n` },
    async (page) => {
      for (const tab of tabNames) {
        await page.locator(`#tab-${tab}`).click();
        await page.locator("#panel > *").first().waitFor();
        assertEquals(await foreign(page), []);
      }
      await page.getByRole("button", { name: "Take away" }).click();
      await page.locator("dialog").waitFor();
    },
  );
});

browserTest(
  "as a text that cannot be read: messages, edits and lessons hold words",
  async () => {
    await watched({ text: "fc(2,1)" }, async (page) => {
      for (const each of injections) {
        // One in quotes is named whole in the message.
        const word = each.replaceAll('"', "");
        const text = `fc(2,1,init="${word}") -> ${each}`;
        const hash = await writeLink(sessionOf(text));
        await page.evaluate((hash) => location.hash = hash, hash);
        await page.locator(".problems li").first().waitFor();
        await page.getByRole("button", { name: "Why?" }).first().click();
        assertEquals(await foreign(page), [], each);
      }
    });
  },
);

browserTest(
  "as the name of the file that the command line was given",
  async () => {
    for (let i = 0; i < injections.length; i += 10) {
      const name = injections.slice(i, i + 10).join(" ");
      await watched({ text: "fc(2,1)", name }, async (page) => {
        const options = page.locator(".presets option");
        await options.nth(1).waitFor({ state: "attached" });
        const names = await options.allTextContents();
        assert(names.includes(name), name);
      });
    }
  },
);

browserTest("as the parts of a link", async () => {
  await watched({ text: "fc(2,1)" }, async (page) => {
    for (const [i, each] of injections.entries()) {
      const parts: Partial<Session> = {
        selected: each,
        folded: [each],
        watched: [each],
        exercise: each,
        tab: tabNames[i % tabNames.length],
        data: { kind: i % 2 === 0 ? "generator" : "csv", name: each },
        training: { optimizer: each, batch: 1, speed: 1 },
      };
      const hash = await writeLink({
        ...sessionOf("fc(2,1) -> mse"),
        ...parts,
      });
      assert(each.length <= longestName);
      await page.evaluate((hash) => location.hash = hash, hash);
      await page.waitForTimeout(50);
      assertEquals(await foreign(page), [], each);
    }
    for (const each of injections) {
      await page.evaluate((hash) => location.hash = hash, each);
      await page.waitForTimeout(10);
    }
  });
});

/** Drops a file on the page. */
async function drop(page: Page, name: string, content: string): Promise<void> {
  const data = await page.evaluateHandle(([name, content]) => {
    const all = new DataTransfer();
    all.items.add(new File([content], name));
    return all;
  }, [name, content]);
  await page.dispatchEvent(".train", "drop", { dataTransfer: data });
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

browserTest(
  "as the name of a CSV, in its header and in its cells",
  async () => {
    const session = {
      ...sessionOf("fc(1,50) -> cross_entropy"),
      tab: "train" as const,
    };
    await watched({ hash: await writeLink(session) }, async (page) => {
      await page.locator(".train").waitFor();
      for (const each of injections) {
        await drop(
          page,
          `${each.replaceAll("/", "")}.csv`,
          `a,${quoted(each)}\n1,2\n`,
        );
        await page.locator(".command", { hasText: ".csv" }).waitFor();
        assertEquals(await foreign(page), [], each);
      }
      const header = ["a", ...injections].map(quoted).join();
      await drop(
        page,
        "header.csv",
        `${header}\n${injections.map((_, i) => i).join()},1\n`,
      );
      await page.locator(".command", { hasText: "header.csv" }).waitFor();
      assertEquals(await foreign(page), []);
      const rows = injections.map((each, i) => `${i},${quoted(each)}`);
      await drop(
        page,
        "cells.csv",
        `a,target\n${[...rows, ...rows].join("\n")}\n`,
      );
      await page.locator(".command", { hasText: "cells.csv" }).waitFor();
      await page.getByRole("button", { name: "One step", exact: true }).click();
      await page.waitForTimeout(500);
    });
  },
);
