// The pictures of Train, in a browser: histograms of each layer, the decay of weights,
// and every picture as a file.
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import { assertWellFormed } from "../helpers/pictures.ts";
import { browserTest, seriousFaults } from "./browser.ts";
import { pixelsOf, saved, takeAway } from "./taking.ts";
import {
  button,
  drop,
  paused,
  preset,
  until,
  withTraining,
} from "./training.ts";

/** Opens Train and takes an epoch. */
async function trained(
  parts: Parameters<typeof withTraining>[0],
  work: (page: Page) => Promise<void>,
  look: Parameters<typeof withTraining>[2] = {},
): Promise<void> {
  await withTraining(parts, async (page) => {
    await until(page, paused);
    await button(page, "One epoch").click();
    await until(page, (said) => !said.includes("step 0") && paused(said));
    await work(page);
  }, look);
}

/** The colour that a picture of sizes is painted in, and that of its words. */
function paintOf(page: Page, kind: "gradient" | "value") {
  return page.locator(`.heat canvas.${kind}`).first().evaluate((element) => {
    const canvas = element as unknown as HTMLCanvasElement;
    // A copy is read: browsers warn of canvases that are read often.
    const copy = canvas.cloneNode() as HTMLCanvasElement;
    const context = copy.getContext("2d");
    context?.drawImage(canvas, 0, 0);
    const { data } = context?.getImageData(0, 0, copy.width, copy.height) ??
      { data: [] };
    const shades = Array.from(data).filter((_, i) => i % 4 === 3);
    const at = shades.indexOf(Math.max(...shades));
    return {
      painted: Array.from(data.slice(4 * at, 4 * at + 3)),
      words: getComputedStyle(canvas).color.match(/\d+/g)?.map(Number),
      shades: new Set(shades).size,
    };
  });
}

browserTest(
  "each layer has a picture of the sizes of its gradients and one of its weights, in the colours of either theme",
  async () => {
    await trained(preset("spiral"), async (page) => {
      const layers = await page.locator(".layer p").allInnerTexts();
      assertEquals(
        layers.map((words) => words.split(" ")[0]),
        ["fc1", "fc2", "fc3", "fc1", "fc2", "fc3"],
      );
      for (const words of layers) assertMatch(words, /median [\d.e-]+$/);
      const seen = new Set<string>();
      for (const theme of ["light", "dark"]) {
        await page.getByLabel("Colours").selectOption(theme);
        for (const kind of ["gradient", "value"] as const) {
          await page.waitForTimeout(100);
          const { painted, words, shades } = await paintOf(page, kind);
          assert(shades > 3, `${shades} shades`);
          // A shade is kept by its share of the colour, and rounded.
          for (const [i, part] of painted.entries()) {
            assert(Math.abs(part - (words?.[i] ?? 0)) <= 3, `${painted}`);
          }
          seen.add(`${words}`);
        }
      }
      assertEquals(seen.size, 4);
    });
  },
);

browserTest(
  "vanishing gradients are seen: through ten sigmoids those of the first layer lie lower",
  async () => {
    const text = `fc(2,8) -> ${"sigmoid -> fc(8) -> ".repeat(9)}sigmoid -> ` +
      "fc(2) -> cross_entropy";
    const data = { kind: "generator" as const, name: "moons" };
    await trained({ text, data }, async (page) => {
      const medians = (await page.locator(".layer p").allInnerTexts())
        .slice(0, 11).map((words) => Number(words.split(" ").at(-1)));
      assertEquals(medians.length, 11);
      assert(medians[0] < 1e-5 * medians[10], `${medians}`);
    });
  },
);

browserTest(
  "weights decay as strongly as a field says, and the command says so, for optimizers that have it",
  async () => {
    await withTraining(preset("xor"), async (page) => {
      await until(page, paused);
      const exactly = (name: string) => ({ name, exact: true });
      const field = page.getByRole("spinbutton", exactly("weight decay"));
      const optimizer = page.getByRole("combobox", exactly("optimizer"));
      const command = page.locator(".command pre");
      assertEquals(await field.getAttribute("placeholder"), "0");
      await field.fill("-1");
      await field.press("Enter");
      assertEquals(await field.inputValue(), "");
      await field.fill("0.5");
      await field.press("Enter");
      assertMatch(
        await command.innerText(),
        / --optimizer "adam\(weight-decay=0\.5\)" /,
      );
      assertEquals(await optimizer.inputValue(), "adam");
      await optimizer.selectOption("sgd(momentum=0.9)");
      assertMatch(
        await command.innerText(),
        / --optimizer "sgd\(momentum=0\.9, weight-decay=0\.5\)" /,
      );
      await until(page, paused);
      // So strong a decay keeps the weights at 0: nothing is learned.
      await button(page, "Train").click();
      await until(page, (said) => / loss 0\.69\d*/.test(said));
      await button(page, "Pause").click();
      await until(page, paused);
      await optimizer.selectOption("lbfgs");
      assertEquals(await field.count(), 0);
      assertMatch(await command.innerText(), / --optimizer lbfgs /);
      await optimizer.selectOption("adamw");
      assertEquals(await field.getAttribute("placeholder"), "0.01");
      await until(page, paused);
      assertEquals(await seriousFaults(page), []);
    });
  },
);

/** The titles of all pictures, and how their files are called. */
const classified = {
  "What it says of the plane": "plane",
  "loss": "loss",
  "accuracy": "metric",
  "True classes and what they were taken for": "confusion",
  "gradients of weights and biases": "gradients",
  "activations": "activations",
  "weights and biases": "weights",
  "Sizes: gradients of weights and biases": "gradient-histograms",
  "Sizes: weights and biases": "weight-histograms",
  "fc1.weight.grad": "fc1.weight.grad",
};

browserTest(
  "every picture of a training is saved as SVG and as PNG, in light colours and words",
  async () => {
    const parts = { ...preset("spiral"), watched: ["fc1.weight.grad"] };
    await trained(parts, async (page) => {
      await takeAway(page);
      const offered = await page.getByRole("button", { name: /^Save PNG:/ })
        .evaluateAll((all) =>
          all.map((each) => (each as Element).getAttribute("aria-label"))
        );
      assertEquals(offered, [
        "Save PNG: The graph",
        ...Object.keys(classified).map((title) => `Save PNG: ${title}`),
      ]);
      for (const [title, name] of Object.entries(classified)) {
        const svg = await saved(page, `Save SVG: ${title}`);
        assertEquals(svg.name, `${name}.svg`);
        const drawing = new TextDecoder().decode(svg.bytes);
        assertWellFormed(drawing);
        // It needs no stylesheet, and nothing from elsewhere.
        assert(!/ class="|var\(|light-dark\(|href="(?!data:)/.test(drawing));
        assert(!/"NaN|NaN"/.test(drawing), title);
        const [, width, height] =
          /width="([\d.]+)" height="([\d.]+)"/.exec(drawing) ?? [];
        const png = await saved(page, `Save PNG: ${title}`);
        assertEquals(png.name, `${name}.png`);
        await kept(`${name}.png`, png.bytes);
        const pixels = await pixelsOf(page, png.bytes);
        assertEquals(
          [pixels.width, pixels.height],
          [2 * Number(width), 2 * Number(height)],
        );
        assert(pixels.colors.includes(0xffffff) && pixels.colors.length > 10);
        assertMatch(drawing, captionOf(title));
      }
      const curves = await saved(
        page,
        "Save SVG: gradients of weights and biases",
      );
      // The orange of gradients on white, though the page is dark.
      assertMatch(
        new TextDecoder().decode(curves.bytes),
        /stroke="rgb\(176, 74, 0\)"/,
      );
      // Nothing of the drawing stays in the page.
      assertEquals(await page.locator(".drawn-apart").count(), 0);
      assertEquals(await seriousFaults(page), []);
    }, { colorScheme: "dark" });
  },
);

/** Its caption stands in the drawing. */
function captionOf(title: string): RegExp {
  const words = title === "What it says of the plane" ? "What it says:" : title;
  return new RegExp(`<text [^>]*>${words.replace(/[.]/g, "\\.")}`);
}

/** Keeps a file, where the variable NABLA_PICTURES names a folder. */
async function kept(name: string, bytes: Uint8Array): Promise<void> {
  const folder = Deno.env.get("NABLA_PICTURES");
  if (folder !== undefined) await Deno.writeFile(`${folder}/${name}`, bytes);
}

browserTest(
  "what a training has not drawn is not offered",
  async () => {
    await withTraining({ text: "fc(2,2)" }, async (page) => {
      await takeAway(page);
      assertEquals(
        await page.getByRole("button", { name: /^Save SVG:/ }).count(),
        2,
      );
    });
  },
);

browserTest(
  "names that mean harm are words in a picture",
  async () => {
    await withTraining({ text: "fc(2,2) -> cross_entropy" }, async (page) => {
      const rows = [
        '<img src=x onerror="alert(1)">,b,kind',
        "1,2,<script>alert(1)</script>",
        "2,1,\u0001&<b>",
        "3,3,<script>alert(1)</script>",
      ];
      await drop(page, "harm.csv", rows.join("\n") + "\n");
      await page.getByRole("combobox", { name: "target", exact: true })
        .selectOption("kind");
      await until(page, paused);
      await button(page, "One epoch").click();
      await until(page, (said) => !said.includes("step 0") && paused(said));
      await takeAway(page);
      for (const title of Object.keys(classified).slice(0, 4)) {
        const { bytes } = await saved(page, `Save SVG: ${title}`);
        const drawing = new TextDecoder().decode(bytes);
        assertWellFormed(drawing);
        assert(!/<(?:script|img|b)\b/.test(drawing));
      }
    });
  },
);
