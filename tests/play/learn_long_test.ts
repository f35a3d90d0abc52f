// Learn, in a browser: the course from its first lesson to its last, wrong answers and
// why they are wrong, hints, and what a reload keeps.
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import { courseLessons, lessonNamed } from "../../dsl/course/lessons.ts";
import { questionsOf } from "../../dsl/course/sheets.ts";
import { writeLink } from "../../play/model/link.ts";
import { sessionOf } from "../../play/model/session.ts";
import { browserTest, lookedAt, seriousFaults, withPage } from "./browser.ts";

/** A link to a lesson; to the list of them for none. */
function linkTo(exercise: string): Promise<string> {
  return writeLink({ ...sessionOf("fc(2,1)"), tab: "learn", exercise });
}

/** The answers of the key. */
function answersOf(name: string): readonly string[] {
  const lesson = lessonNamed(name);
  assert(lesson !== undefined);
  return questionsOf(lesson).map(({ answer }) => answer);
}

const blank = (page: Page, i: number) => page.locator(`#answer-${i}`);
const button = (page: Page, name: string | RegExp) =>
  page.getByRole("button", { name, exact: typeof name === "string" });
const title = (page: Page) => page.locator("#lesson-title").innerText();

/** Fills in answers by the keyboard alone: Enter goes on, and checks in the end. */
async function typeAnswers(page: Page, answers: readonly string[]) {
  await blank(page, 0).focus();
  for (const answer of answers) {
    await page.keyboard.type(answer);
    await page.keyboard.press("Enter");
  }
}

browserTest(
  "the course is done from its first lesson to its last, and a reload keeps what is solved",
  async () => {
    await withPage({ hash: await linkTo("") }, async ({ page }) => {
      await button(page, "Begin with the first lesson").click();
      for (const [i, { id, title: name }] of courseLessons.entries()) {
        await page.getByRole("heading", { name }).waitFor();
        await typeAnswers(page, answersOf(id));
        await page.getByText("All right.").waitFor();
        const signs = page.locator(".sheet").getByRole("img", {
          name: "right",
        });
        assertEquals(await signs.count(), answersOf(id).length);
        // Check has led to what comes next.
        if (i < courseLessons.length - 1) await page.keyboard.press("Enter");
      }
      await page.getByText("That was the last lesson.").waitFor();
      assertEquals(await page.getByRole("img", { name: "solved" }).count(), 13);
      await page.reload();
      await page.getByText("13 of 13 solved").waitFor();
      assertEquals(await blank(page, 0).inputValue(), "4.6667");
    });
  },
);

browserTest(
  "what is wrong is told with its reason, and Enter leads through what is left",
  async () => {
    await withPage({ hash: await linkTo("2.3") }, async ({ page }) => {
      await typeAnswers(page, ["1", "-1/4", "", "-1/4", "-1/4"]);
      const verdict = page.locator(".verdict");
      await verdict.getByText("3 of 5 answers right, 1 left out").waitFor();
      assertEquals(await verdict.getAttribute("role"), "status");
      // The caret is in the first blank that is open.
      const focused = () =>
        page.evaluate(() => document.activeElement?.id ?? "");
      assertEquals(await focused(), "answer-2");
      const wrong = blank(page, 4);
      assertEquals(await wrong.getAttribute("aria-invalid"), "true");
      const told = await wrong.evaluate((input) =>
        (input.getAttribute("aria-describedby") ?? "").split(" ").map((id) => {
          const part = document.getElementById(id);
          return part?.ariaLabel ?? part?.innerText ?? "";
        }).join(" ")
      );
      assertMatch(told, /^wrong A\.grad: your value differs: computed 0\.25/);
      assertMatch(told, /differs only in sign/);
      assertEquals(await page.locator(".reasons").count(), 1);
      await page.keyboard.type("-1/4");
      await page.keyboard.press("Enter");
      assertEquals(await focused(), "answer-4");
      await wrong.fill("1/4");
      assertEquals(await page.locator(".reasons").count(), 0);
      await page.keyboard.press("Enter");
      await page.getByText("All right.").waitFor();
      assertEquals(await page.locator(":focus").innerText(), "Next");
    });
  },
);

browserTest("hints come one by one, three of them", async () => {
  await withPage(
    { hash: await linkTo("2.4-wrong-sigmoid") },
    async ({ page }) => {
      const hints = page.locator(".hints li");
      const lesson = lessonNamed("2.4-wrong-sigmoid");
      for (let i = 1; i <= 3; i++) {
        await button(page, `Hint ${i} of 3`).click();
        assertEquals(await hints.allInnerTexts(), lesson?.hints.slice(0, i));
      }
      assertEquals(await button(page, /^Hint/).count(), 0);
    },
  );
});

browserTest(
  "Show me opens the exercise with its answers beside See",
  async () => {
    await withPage({ hash: await linkTo("2.5") }, async ({ page }) => {
      assertEquals(await page.locator(".cm-content").isVisible(), false);
      await button(page, "Show me").click();
      await page.locator(".scrubber").waitFor();
      const text = await page.locator(".cm-content").innerText();
      assertMatch(text, /expect a2\.grad = -0\.1587/);
      await page.getByRole("tab", { name: "Learn" }).click();
      assertMatch(await title(page), /One neuron on paper/);
    });
  },
);

browserTest(
  "answers are kept while they are typed, in every tab, until they are erased",
  async () => {
    const hash = await linkTo("2.2");
    await withPage({ hash }, async ({ page, address }) => {
      await blank(page, 1).fill("7");
      const other = await page.context().newPage();
      await other.goto(address + hash);
      await blank(other, 1).waitFor();
      assertEquals(await blank(other, 1).inputValue(), "7");
      await blank(other, 1).fill("8");
      await page.waitForFunction(() =>
        document.querySelector<HTMLInputElement>("#answer-1")?.value === "8"
      );
      await page.reload();
      assertEquals(await blank(page, 1).inputValue(), "8");
      await button(page, "Erase my answers").click();
      await button(page, "Keep").click();
      assertEquals(await blank(page, 1).inputValue(), "8");
      await button(page, "Erase my answers").click();
      await button(page, "Erase").click();
      await page.reload();
      assertEquals(await blank(page, 1).inputValue(), "");
      assertEquals(await button(page, "Erase my answers").count(), 0);
    });
  },
);

browserTest("an answer is text, and short, whatever it is", async () => {
  await withPage(
    { hash: await linkTo("2.4-sigmoid-derivative") },
    async ({ page }) => {
      const hostile = [
        "<img src=x onerror=alert(1)>",
        "</p><script>alert(1)</script>",
        "javascript:alert(1)",
        "`<b>`] # ${alert(1)}",
        "(".repeat(1000),
        "\u202e\u0000\n[[_",
        "__proto__",
        "exp(".repeat(50),
      ];
      for (const each of hostile) {
        for (let i = 0; i < 3; i++) await blank(page, i).fill(each);
        await button(page, "Check").click();
        await page.locator(".verdict").getByText(/^0 of 3/).waitFor();
        assertEquals(
          await page.locator("#panel").locator("img, script, b").count(),
          0,
        );
        assert((await blank(page, 0).inputValue()).length <= 200);
        for (const reason of await page.locator(".reasons p").allInnerTexts()) {
          assert(reason.length < 300, reason);
        }
      }
    },
  );
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const [width, height] of [[1280, 800], [390, 844]]) {
    browserTest(
      `nothing keeps anybody from the course, ${colorScheme}, ${width} wide`,
      async () => {
        const options = { colorScheme, viewport: { width, height } };
        await withPage(
          { ...options, hash: await linkTo("") },
          async ({ page }) => {
            const look = async (name: string) => {
              assertEquals(await seriousFaults(page), [], name);
              assertEquals(
                await page.evaluate(() =>
                  document.documentElement.scrollWidth - innerWidth
                ),
                0,
                name,
              );
              await lookedAt(page, `learn-${name}-${colorScheme}-${width}`);
            };
            await button(page, "Begin with the first lesson").waitFor();
            await look("list");
            for (const [id, change] of [["2.3", 4], ["4.3", 9]] as const) {
              await page.goto(new URL(await linkTo(id), page.url()).href);
              await page.reload();
              const answers = answersOf(id);
              await typeAnswers(page, answers.with(change, "-1/4"));
              await page.locator(".reasons").first().waitFor();
              await button(page, /^Hint/).click();
              await look(id);
            }
          },
        );
      },
    );
  }
}
