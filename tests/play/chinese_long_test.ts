// The page in Chinese, in a browser.
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import { writeLink } from "../../play/model/link.ts";
import { presets } from "../../play/model/presets.ts";
import { type Session, sessionOf } from "../../play/model/session.ts";
import { mixed } from "../helpers/languages.ts";
import {
  browserTest,
  lookedAt,
  seriousFaults,
  untilOffline,
  withAddress,
  withExport,
  withPage,
} from "./browser.ts";

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

browserTest("an exported site has its Chinese offline, too", async () => {
  await withExport("e = 7", async (address, stop) => {
    await withAddress(address, {}, async (page) => {
      await page.getByRole("tab", { name: "Prove" }).click();
      await page.getByRole("heading", { name: "All agree" }).waitFor();
      await untilOffline(page);
      await stop();
      await page.getByLabel("Language").selectOption("zh");
      await page.getByRole("heading", { name: "全部一致" }).waitFor();
    });
  });
});

/** All that the page shows and that screen readers hear, apart from code: each piece on a line. */
function saidOn(page: Page): Promise<string> {
  return page.evaluate(() => {
    type Node = {
      nodeType: number;
      textContent: string;
      parentElement: Element | null;
      childNodes: Node[];
      shadowRoot?: Node | null;
    };
    type Element = Node & {
      matches(selector: string): boolean;
      getAttribute(name: string): string | null;
    };
    const { document } = globalThis as unknown as {
      document: { body: Element };
    };
    const code =
      "pre, code, .code, .equation, .cm-line, .sheet-line, textarea, style, script, noscript, option[lang]";
    const said: string[] = [];
    const read = (node: Node) => {
      if (node.nodeType === 3) said.push(node.textContent.trim());
      if (node.nodeType === 1) {
        const element = node as Element;
        if (element.matches(code)) return;
        for (
          const name of [
            "aria-label",
            "aria-valuetext",
            "title",
            "placeholder",
            "alt",
          ]
        ) said.push(element.getAttribute(name) ?? "");
      }
      for (const each of node.childNodes) read(each);
      if (node.shadowRoot) read(node.shadowRoot);
    };
    read(document.body);
    return said.filter((each) => each !== "").join("\n");
  });
}

/** What is cut: what is wider than the page, and controls whose words have no room, or are broken. */
function cutOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    type Element = {
      scrollWidth: number;
      clientWidth: number;
      clientHeight: number;
      tagName: string;
      innerText: string;
    };
    const { document, innerWidth } = globalThis as unknown as {
      innerWidth: number;
      document: {
        documentElement: Element;
        querySelectorAll(selector: string): Iterable<Element>;
      };
    };
    return [
      ...document.documentElement.scrollWidth > innerWidth ? ["the page"] : [],
      ...[...document.querySelectorAll("button, select, h2, h3, label, th")]
        .filter((
          {
            tagName,
            scrollWidth,
            clientWidth,
            clientHeight,
            innerText: { length },
          },
        ) =>
          clientWidth > 0 &&
          (scrollWidth > clientWidth + 1 ||
            tagName === "BUTTON" && length < 5 && clientHeight > 48)
        ).map(({ innerText }) => innerText),
    ];
  });
}

/** Holds a screen to one language, to accessibility and to its frame, in both sizes. */
async function hold(page: Page, name: string): Promise<void> {
  const said = await saidOn(page);
  for (const [width, height] of [[1280, 800], [390, 844]]) {
    await page.setViewportSize({ width, height });
    await lookedAt(page, `zh-${name}-${width}`);
    assertEquals(await cutOn(page), [], `${name}, ${width}`);
  }
  assertEquals(mixed(said, ["a.nn"]), [], `${name}:\n${said}`);
  assertEquals(await seriousFaults(page), [], name);
}

const tab = (page: Page, name: string) => page.getByRole("tab", { name });
const button = (page: Page, name: string) =>
  page.getByRole("button", { name, exact: true });

/** Opens the page of a session in a browser that prefers Chinese. */
async function withChinese(
  parts: Partial<Session>,
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const hash = await writeLink({ ...sessionOf(""), ...parts });
  await withPage({ hash, locale: "zh-CN" }, async ({ page }) => {
    await tab(page, "观察").waitFor();
    await work(page);
  });
}

browserTest("See is in Chinese: steps, a story and paths", async () => {
  const text = "given a = 2\ngiven w = 3\nb = a*w + a\nc = sigmoid(b)";
  await withChinese({ text, picture: "boxes" }, async (page) => {
    await hold(page, "see");
    const next = button(page, "下一步");
    for (let i = 0; i < 4; i++) await next.click();
    assertMatch(await page.locator(".step-card").innerText(), /它的值为/);
    await hold(page, "see-forward");
    for (let i = 0; i < 4; i++) await next.click();
    await hold(page, "see-backward");
    await page.locator(".nodes tbody button").first().click();
    assertMatch(
      await page.locator(".story").innerText(),
      /若它增加 0\.01，输出约变化/,
    );
    await hold(page, "see-story");
  });
});

browserTest("See is in Chinese: neurons and their layers", async () => {
  const text = "fc(2,3) -> tanh -> fc(1) -> mse";
  await withChinese({ text, picture: "neurons" }, async (page) => {
    await page.getByText("每条线是一个权重").waitFor();
    await button(page, "下一步").click();
    await hold(page, "see-neurons");
    await button(page, "方框").click();
    await hold(page, "see-boxes");
  });
});

browserTest("Prove is in Chinese, in its worker too", async () => {
  const text = wrongSigmoid + "expect h = 0.9\n";
  await withChinese({ text, tab: "prove" }, async (page) => {
    await page.getByRole("heading", { name: "有错误" }).waitFor();
    const found = await page.locator(".checked").innerText();
    assertMatch(found, /不是 sigma 的导数/);
    assertMatch(found, /h：所填的值不一致：计算得 0\.8176/);
    for (const each of await page.locator("details:not([open])").all()) {
      await each.locator("summary").click();
    }
    await hold(page, "prove");
  });
  await withChinese(
    { text: "fc(2,3) -> batchnorm -> relu -> fc(2)", tab: "prove" },
    async (page) => {
      await page.getByText("每个梯度").waitFor();
      await hold(page, "prove-arrays");
    },
  );
});
browserTest("Train is in Chinese, in its worker too", async () => {
  const xor = presets.find(({ name }) => name === "xor");
  assert(xor !== undefined);
  const { text, parts } = xor;
  await withChinese({ text, ...parts, tab: "train" }, async (page) => {
    await page.getByText("已暂停。").first().waitFor();
    await button(page, "一轮").click();
    await page.locator(".standing", { hasText: "第 1 轮" }).waitFor();
    await hold(page, "train");
  });
  await withChinese({ text: "fc(2,1)", tab: "train" }, async (page) => {
    await page.getByText("要训练的网络须以损失结尾").waitFor();
    await hold(page, "train-no-loss");
  });
  await withChinese(
    {
      text: "fc(3,1) -> mse",
      data: { kind: "generator", name: "moons" },
      tab: "train",
    },
    async (page) => {
      await page.getByRole("alert").waitFor();
      await hold(page, "train-refused");
    },
  );
});

browserTest("what is taken away is in Chinese", async () => {
  await withChinese({ text: wrongSigmoid }, async (page) => {
    await button(page, "导出").click();
    await page.getByRole("dialog").waitFor();
    await hold(page, "take-away");
  });
});

browserTest(
  "mistakes, words under the pointer and offers are in Chinese",
  async () => {
    await withChinese({ text: "fc(2,1) -> sigmoit\nrelu" }, async (page) => {
      await page.locator(".cm-content .error").first().hover();
      assertMatch(await page.locator(".tip").innerText(), /[\u4e00-\u9fff]{4}/);
      await hold(page, "mistake");
      await page.getByText("为什么？").first().click();
      await hold(page, "why");
    });
    await withChinese({ text: "fc(2,1) -> sigmoid" }, async (page) => {
      await page.locator(".cm-content .t-layer").first().hover();
      await page.locator(".tip").waitFor();
      await hold(page, "hover");
      await page.locator(".cm-content").click();
      await page.keyboard.press("Control+End");
      await page.keyboard.type(" -> f");
      await page.keyboard.press("Control+Space");
      await page.locator(".offers li").first().waitFor();
      await hold(page, "offers");
    });
  },
);
browserTest(
  "Learn is in Chinese: lessons, hints and why an answer is wrong",
  async () => {
    await withChinese({ text: wrongSigmoid, tab: "learn" }, async (page) => {
      await hold(page, "learn");
      await button(page, "从第一课开始").click();
      await page.locator(".blank input").first().fill("7");
      await button(page, "评分").click();
      await page.locator(".reasons").first().waitFor();
      await page.getByRole("button", { name: /^提示 1/ }).click();
      await hold(page, "lesson");
    });
  },
);
