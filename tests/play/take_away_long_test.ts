// Take away, in a browser: what is copied, what is saved, links in another browser.
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import { sessionOf } from "../../play/model/session.ts";
import { writeLink } from "../../play/model/link.ts";
import { assertWellFormed } from "../helpers/pictures.ts";
import {
  browserTest,
  lookedAt,
  seriousFaults,
  withAddress,
  withPage,
} from "./browser.ts";
import { pixelsOf, saved, takeAway } from "./taking.ts";

const permissions = ["clipboard-read", "clipboard-write"];
const neuron = `given x = [1, 2]
given fc1.weight = [[0.5, -1]]
given fc1.bias = [0.1]
fc(2,1) -> sigmoid
`;

/** What is on the clipboard after a press on Copy. */
async function copied(page: Page, what: string): Promise<string> {
  await page.getByRole("button", { name: `Copy: ${what}`, exact: true })
    .click();
  await page.getByText(`Copied: ${what}.`, { exact: true }).waitFor();
  return await page.evaluate(() => navigator.clipboard.readText());
}

browserTest("text, TypeScript and commands are copied, and saved", async () => {
  await withPage({ text: neuron, permissions }, async ({ page }) => {
    await takeAway(page);
    assertEquals(await copied(page, "The text"), neuron);
    const program = await copied(page, "TypeScript");
    assertMatch(program, /const network = nn\(`fc\(2,1\) -> sigmoid`\);/);
    assertMatch(program, /net\.x\.set\(\[1, 2\]\);/);
    assertEquals(
      await copied(page, "nabla gradcheck"),
      `nabla gradcheck "${neuron.trim()}"`,
    );
    const text = await saved(page, "Save nn: The text");
    assertEquals(text.name, "net.nn");
    assertEquals(new TextDecoder().decode(text.bytes), neuron);
    const code = await saved(page, "Save ts: TypeScript");
    assertEquals(new TextDecoder().decode(code.bytes), program);
  });
});

browserTest(
  "the graph and the neurons are saved as SVG and as PNG",
  async () => {
    const hostile = `# <script>alert(1)</script>\n${neuron}`;
    await withPage({ text: hostile }, async ({ page }) => {
      await takeAway(page);
      for (const [what, file] of [["graph", "graph"], ["neurons", "neurons"]]) {
        const svg = await saved(page, `Save SVG: The ${what}`);
        assertEquals(svg.name, `${file}.svg`);
        const drawing = new TextDecoder().decode(svg.bytes);
        assertWellFormed(drawing);
        assert(!drawing.includes("<script"));
        const png = await saved(page, `Save PNG: The ${what}`);
        assertEquals(png.name, `${file}.png`);
        // It decodes, at twice the size of the drawing, and is not blank.
        const { width, height, colors } = await pixelsOf(page, png.bytes);
        const [, w, h] = /width="([\d.]+)" height="([\d.]+)"/.exec(drawing) ??
          [];
        assertEquals(
          [width, height],
          [2 * Number(w), 2 * Number(h)].map(Math.round),
        );
        assert(colors.length > 10, `${colors.length}`);
      }
    });
  },
);

browserTest(
  "a link opens the same page in another browser: one to view cannot be edited",
  async () => {
    const session = {
      ...sessionOf(neuron),
      seed: 3,
      place: 4,
      selected: "fc1.weight[0,1]",
      tab: "see" as const,
    };
    const hash = await writeLink(session);
    await withPage({ hash, permissions }, async ({ page }) => {
      await page.locator(".story").waitFor();
      await takeAway(page);
      const [edit, view] = [
        await copied(page, "Link to edit"),
        await copied(page, "Link to view"),
      ];
      assert(edit.includes("#ea") && view.includes("#va"));
      for (const link of [edit, view]) {
        await withAddress(link, {}, async (other) => {
          await other.locator(".story").waitFor();
          assertMatch(
            await other.locator(".story").innerText(),
            /^fc1\.weight\[0,1\]/,
          );
          assertEquals(
            await other.getByRole("slider", { name: "Steps" }).inputValue(),
            "4",
          );
          const content = other.locator(".cm-content");
          const before = await content.innerText();
          await content.focus();
          await other.keyboard.press("Control+End");
          await other.keyboard.type("# mine");
          const after = await content.innerText();
          assertEquals(after === before, link === view);
        });
      }
    });
  },
);

browserTest(
  "the command that trains is copied once there is data",
  async () => {
    const session = {
      ...sessionOf("fc(2,4) -> tanh -> fc(1) -> sigmoid -> bce"),
      data: { kind: "generator" as const, name: "xor" },
    };
    await withPage(
      { hash: await writeLink(session), permissions },
      async ({ page }) => {
        await takeAway(page);
        assertMatch(
          await copied(page, "nabla train"),
          /^nabla train "fc\(2,4\) -> tanh [^"]*" --data xor .*--out net\.safetensors$/,
        );
      },
    );
  },
);

browserTest(
  "what may not be copied is shown, selected, to be copied by hand",
  async () => {
    await withPage({ text: neuron }, async ({ page }) => {
      await page.evaluate(() => {
        Object.defineProperty(navigator, "clipboard", {
          value: { writeText: () => Promise.reject(new Error("not allowed")) },
        });
      });
      await takeAway(page);
      await page.getByRole("button", { name: "Copy: nabla run" }).click();
      await page.getByText("Press Ctrl+C to copy: nabla run.").waitFor();
      const field = page.getByLabel("To copy by hand: nabla run");
      const selected = await field.evaluate((element) => {
        const area = element as unknown as HTMLTextAreaElement;
        return area.value.slice(area.selectionStart, area.selectionEnd);
      });
      assertEquals(selected, `nabla run "${neuron.trim()}"`);
      assert(
        await field.evaluate((element) =>
          document.activeElement === element as unknown
        ),
      );
    });
  },
);

browserTest("names in a text stay text in all that is taken away", async () => {
  const text =
    "# </textarea><img src=x onerror=alert(1)>\ngiven _x = 1\n_y = _x^2\n";
  await withPage({ text, permissions }, async ({ page }) => {
    await takeAway(page);
    assertEquals(await copied(page, "The text"), text);
    await copied(page, "nabla check");
    await copied(page, "TypeScript");
    assertEquals(await page.locator("img[src]").count(), 0);
  });
});

browserTest(
  "a text with mistakes has links, text and commands, but no program and no picture",
  async () => {
    await withPage(
      { text: "fc(2,1) -> sigmoit", permissions },
      async ({ page }) => {
        await takeAway(page);
        await page.getByText("While the text has mistakes").waitFor();
        assertEquals(await copied(page, "The text"), "fc(2,1) -> sigmoit");
        assertEquals(
          await page.getByRole("button", { name: /TypeScript|graph/ }).count(),
          0,
        );
        await page.keyboard.press("Escape");
        await page.locator("dialog").waitFor({ state: "detached" });
        // The button has the focus again, and opens it once more.
        await page.keyboard.press("Enter");
        await page.getByRole("dialog").waitFor();
      },
    );
  },
);

for (const colorScheme of ["light", "dark"] as const) {
  browserTest(`everybody can take away, ${colorScheme}`, async () => {
    for (const [width, height] of [[1280, 800], [390, 844]]) {
      const viewport = { width, height };
      await withPage(
        { text: neuron, colorScheme, viewport },
        async ({ page }) => {
          await takeAway(page);
          await lookedAt(page, `take away ${colorScheme} ${width}`);
          assertEquals(await seriousFaults(page), []);
          const box = await page.getByRole("dialog").boundingBox();
          assert(box !== null && box.x >= 0 && box.x + box.width <= width);
          assert(box.y >= 0 && box.y + box.height <= height);
        },
      );
    }
  });
}
