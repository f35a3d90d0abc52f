// See, in a browser: the lesson's numbers step by step, every number's story, folded
// blocks.
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import { writeLink } from "../../play/model/link.ts";
import { type Session, sessionOf } from "../../play/model/session.ts";
import { browserTest, lookedAt, seriousFaults, withPage } from "./browser.ts";

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

browserTest(
  "sigmoid's graph is stepped through, and shows the lesson's numbers",
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

browserTest(
  "the scrubber is a slider for the keyboard, and a reload finds its place",
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

browserTest(
  "a number tells where it comes from, what it does, and its numeric check",
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

browserTest(
  "the derivatives along every path are multiplied, and their sum is the gradient",
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

browserTest(
  "blocks of a large network are folded, and open by a click",
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

browserTest(
  "names and numbers of a text never become markup",
  async () => {
    const text = "# <img src=x onerror=alert(1)>\ngiven x = 1\n_b: x -> neg";
    await withPage({ text }, async ({ page }) => {
      await page.locator(".nodes").waitFor();
      // CodeMirror has empty ones of its own beside what it draws into a line.
      assertEquals(await page.locator("img:not(.cm-widgetBuffer)").count(), 0);
    });
  },
);

/** A link to See, which shows an example of the course. */
function linkTo(name: string, parts: Partial<Session>): Promise<string> {
  return writeLink({ ...sessionOf(example(name)), ...parts });
}

browserTest(
  "a small chain is shown as neurons, whose numbers are those of the table",
  async () => {
    await withPage({ text: example("2.5-one-neuron") }, async ({ page }) => {
      await page.getByRole("button", { name: "Neurons" }).click();
      const [, , neuron] = await page.locator(".neuron").all();
      // z = 0.5·1 - 1·2 + 0.1, a = 1/(1 + e^1.4), dz = a(1 - a).
      assertEquals(await neuron.locator("text").allTextContents(), [
        "b 0.1",
        "z -1.4",
        "a 0.198",
        "da 1",
        "dz 0.159",
      ]);
      assertEquals(await page.locator(".weight").count(), 2);
      assertEquals(await page.locator(".weight.below").count(), 1);
      await page.reload();
      await page.locator(".neuron").first().waitFor();
      await page.getByRole("button", { name: "Boxes" }).click();
      await page.locator(".box").first().waitFor();
      assertEquals(await page.locator(".neuron").count(), 0);
    });
  },
);

browserTest(
  "weights and numbers of neurons are clicked, and a neuron is pressed, to read their story",
  async () => {
    const hash = await linkTo("2.6-layers-combine", { picture: "neurons" });
    await withPage({ hash }, async ({ page }) => {
      const story = page.locator(".story h2");
      await page.locator(".on-line", { hasText: "0.25" }).click();
      assertMatch(await story.innerText(), /^fc1\.weight\[1,0\] = 0\.25/);
      assertEquals(
        await page.locator(".weight.selected title").textContent(),
        "fc1.weight[1,0] = 0.25",
      );
      await page.locator(".neuron text", { hasText: "dz" }).nth(1).click();
      assertMatch(await story.innerText(), /^fc1\[1\] = 1\.55/);
      assertEquals(
        await page.locator(".neuron text.selected").textContent(),
        "dz -0.058",
      );
      await page.locator(".neuron").last().focus();
      await page.keyboard.press("Enter");
      assertMatch(await story.innerText(), /^sigmoid1\[0\] = 0\.27/);
    });
  },
);

browserTest(
  "the step of the walk is lit among neurons and weights, and what is not known yet is a dot",
  async () => {
    const hash = await linkTo("2.5-one-neuron", { picture: "neurons" });
    await withPage({ hash }, async ({ page }) => {
      const next = page.getByRole("button", { name: "Next step" });
      const lit = async () => ({
        active: await page.locator(".neuron.active").count(),
        forward: await page.locator(".weight.forward").count(),
        backward: await page.locator(".weight.backward").count(),
      });
      // x, fc1.weight, fc1.bias, fc1, sigmoid1; sigmoid1, fc1, fc1.bias, fc1.weight, x.
      const seen = [];
      for (let i = 0; i < 10; i++) {
        await next.click();
        seen.push(await lit());
        if (i !== 3) continue;
        const neuron = page.locator(".neuron").last();
        assertEquals(await neuron.locator("text").allTextContents(), [
          "b 0.1",
          "z -1.4",
          "a ·",
          "da ·",
          "dz ·",
        ]);
        assertMatch(await neuron.getAttribute("aria-label") ?? "", /a ·/);
      }
      const none = { forward: 0, backward: 0 };
      assertEquals(seen, [
        { ...none, active: 2 },
        { ...none, active: 1, forward: 2 },
        { ...none, active: 1 },
        { ...none, active: 1, forward: 2 },
        { ...none, active: 1 },
        { ...none, active: 1 },
        { ...none, active: 1 },
        { ...none, active: 0 },
        { ...none, active: 0, backward: 2 },
        { ...none, active: 2, backward: 2 },
      ]);
    });
  },
);

browserTest(
  "a network that is no small chain has no neurons to show",
  async () => {
    const hash = await linkTo("2.3-backward", { picture: "neurons" });
    await withPage({ hash }, async ({ page }) => {
      await page.locator(".box").first().waitFor();
      assertEquals(await page.locator(".switch").count(), 0);
    });
  },
);

for (const colorScheme of ["light", "dark"] as const) {
  for (const [width, height] of [[1280, 800], [390, 844]]) {
    for (const picture of ["boxes", "neurons"] as const) {
      browserTest(
        `nothing keeps anybody from ${picture}, ${colorScheme}, ${width} wide`,
        async () => {
          const hash = await linkTo("4.3-two-layers", {
            picture,
            place: 16,
            selected: "fc1.weight[0,1]",
          });
          const viewport = { width, height };
          await withPage({ hash, colorScheme, viewport }, async ({ page }) => {
            await page.locator(".graph").waitFor();
            assertEquals(await seriousFaults(page), []);
            await lookedAt(page, `${picture}-${colorScheme}-${width}`);
          });
        },
      );
    }
  }
}

/** What is lit in the text of the editor. */
function lit(page: Page): Promise<string> {
  return page.locator(".cm-content .lit").evaluateAll((all) =>
    all.map((each) => {
      const copy = each.cloneNode(true) as Element;
      for (const hint of copy.querySelectorAll(".shape")) hint.remove();
      return copy.textContent;
    }).join("")
  );
}

browserTest("the step of the walk is lit in the text, too", async () => {
  const hash = await linkTo("2.5-one-neuron", {});
  await withPage({ hash }, async ({ page }) => {
    const next = page.getByRole("button", { name: "Next step" });
    await next.waitFor();
    assertEquals(await lit(page), "");
    const seen = [];
    for (let i = 0; i < 5; i++) {
      await next.click();
      seen.push(await lit(page));
    }
    assertEquals(seen, [
      "given x = [1, 2]",
      "fc(2,1)given fc1.weight = [[0.5, -1]]",
      "fc(2,1)given fc1.bias = [0.1]",
      "fc(2,1)",
      "sigmoid",
    ]);
    assertEquals(await seriousFaults(page), []);
    // It moves with its words, and goes with a mistake.
    await page.locator(".cm-content").focus();
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("# more\n");
    assertEquals(await lit(page), "sigmoid");
    await page.keyboard.type("?");
    await page.locator(".cm-content .error").first().waitFor();
    assertEquals(await lit(page), "");
    await page.keyboard.press("Backspace");
    await page.locator(".cm-content .lit").first().waitFor();
    await page.getByRole("tab", { name: "Learn" }).click();
    await page.getByRole("tab", { name: "Prove" }).click();
    assertEquals(await lit(page), "");
  });
});

browserTest("a box of the graph has the focus by the Tab key", async () => {
  await withPage({ text: "given x = 2\ny = x^2" }, async ({ page }) => {
    await page.getByRole("button", { name: "Play" }).focus();
    await page.keyboard.press("Tab");
    assertEquals(
      await page.locator(":focus").getAttribute("aria-label"),
      await page.locator(".box").first().getAttribute("aria-label"),
    );
    await page.keyboard.press("Enter");
    assertMatch(await page.locator(".story h2").innerText(), /^x = 2/);
  });
});
