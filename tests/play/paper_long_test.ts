// The page on paper and on a telephone, in a browser: nothing is cut or hidden.
import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { writeLink } from "../../play/model/link.ts";
import { type Session, sessionOf } from "../../play/model/session.ts";
import { browserTest, lookedAt, withPage } from "./browser.ts";
import { preset } from "./training.ts";

const neurons = `given x = [1, 2]
fc(2,3) -> tanh -> fc(2)
given y.grad = [1, -1]
expect y = [1, 2]
`;
const sessions: Readonly<Record<string, Partial<Session>>> = {
  see: { text: neurons, place: 9, selected: "fc1.weight[0,1]" },
  neurons: { text: neurons, place: 12, picture: "neurons" },
  prove: { text: neurons, tab: "prove" },
  train: { tab: "train", watched: ["fc1.weight.grad"], ...preset("spiral") },
  learn: { tab: "learn" },
  lesson: { tab: "learn", exercise: "2.3" },
};

/** What shows that a tab is there, by its name. */
const shown: Readonly<Record<string, string>> = {
  see: ".story",
  neurons: ".neuron",
  prove: ".checked-step",
  train: ".layer",
  learn: ".lessons",
  lesson: ".sheet",
};

/** Opens each tab in both languages. */
async function eachTab(
  look: Parameters<typeof withPage>[0],
  work: (page: Page, name: string) => Promise<void>,
): Promise<void> {
  for (const locale of ["en-US", "zh-CN"]) {
    for (const [name, parts] of Object.entries(sessions)) {
      const hash = await writeLink({ ...sessionOf(""), ...parts });
      await withPage({ hash, locale, ...look }, async ({ page }) => {
        await page.locator(shown[name]).first().waitFor();
        await work(page, `${locale} ${name}`);
      });
    }
  }
}

/** What of the page is cut off: what is wider or higher than its own frame, and what stands out of the page. */
function cut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { clientWidth } = document.documentElement;
    const named = (all: Element[]) =>
      all.map(({ tagName, className }) => `${tagName} ${className}`);
    const seen = [...document.querySelectorAll("body *")].filter((each) =>
      each.checkVisibility() && !each.matches(".out-of-sight, .code-host *") &&
      each instanceof HTMLElement
    ) as HTMLElement[];
    const isCut = (each: HTMLElement) => {
      const { overflowX, overflowY } = getComputedStyle(each);
      return overflowX !== "visible" && each.scrollWidth > each.clientWidth ||
        overflowY !== "visible" && each.scrollHeight > each.clientHeight;
    };
    const fields = "select, input, progress, textarea";
    return [
      ...named(seen.filter((each) => !each.matches(fields) && isCut(each))),
      ...named(
        seen.filter((each) =>
          each.getBoundingClientRect().right > clientWidth + 0.5 &&
          each.closest(".wide") === null
        ),
      ),
    ];
  });
}

browserTest(
  "on paper all is there, in light colours, and nothing to be pressed",
  async () => {
    // Of A4 with its margins.
    const viewport = { width: 688, height: 1016 };
    await eachTab({ viewport, colorScheme: "dark" }, async (page, name) => {
      await page.emulateMedia({ media: "print" });
      await lookedAt(page, `print ${name}`);
      assertEquals(await cut(page), [], name);
      const buttons = await page.locator("button:visible").evaluateAll((all) =>
        (all as HTMLElement[]).filter((each) =>
          !each.matches(".link, .numbers *, .lessons *, [role=tab]")
        ).map((each) => each.innerText)
      );
      assertEquals(buttons, [], name);
      assertEquals(
        await page.evaluate(() =>
          getComputedStyle(document.body).backgroundColor
        ),
        "rgb(255, 255, 255)",
      );
    });
  },
);

browserTest("on paper what is said of a number hides no other", async () => {
  const hash = await writeLink({ ...sessionOf(""), ...sessions.see });
  await withPage({ hash }, async ({ page }) => {
    await page.locator(".story").waitFor();
    await page.emulateMedia({ media: "print" });
    const [table, story] = [
      await page.locator(".nodes").boundingBox(),
      await page.locator(".story").boundingBox(),
    ];
    assert(table && story && table.y + table.height <= story.y);
  });
});

browserTest(
  "a telephone shows every tab without a part that is cut",
  async () => {
    const viewport = { width: 390, height: 844 };
    await eachTab({ viewport, colorScheme: "dark" }, async (page, name) => {
      await lookedAt(page, `390 ${name}`);
      const found = await cut(page);
      // What is said of a number may be long, and is scrolled.
      assertEquals(found.filter((each) => each !== "DIV story"), [], name);
      const button = await page.locator(".choices button").first()
        .boundingBox();
      assert(button !== null && button.height < 40, name);
    });
  },
);
