// How VitePress shows the pages that build.ts has written beside it.
import { readFileSync } from "node:fs";

const read = (name) =>
  JSON.parse(readFileSync(new URL(name, import.meta.url), "utf-8"));
const { base, sidebar, navigation } = read("./places.json");

/** The address of a heading, as GitHub has it. */
const slugify = (title) =>
  title.toLowerCase().replace(/[^\p{L}\p{N}_ -]/gu, "").replaceAll(" ", "-");

/** Words, of Chinese too, where no blank stands between them. It runs in the browser, by itself. */
function wordsOf(text) {
  const segments = new Intl.Segmenter("zh", { granularity: "word" })
    .segment(text);
  return Array.from(segments).filter((each) => each.isWordLike)
    .map((each) => each.segment);
}

export default {
  title: "nabla",
  description:
    "Networks as one line of text, and proof that their gradients are right",
  base,
  outDir: "../dist",
  // What is copied as it is.
  srcExclude: ["public/**"],
  head: [["link", { rel: "icon", href: `${base}icon.svg` }]],
  locales: {
    root: { label: "English", lang: "en", themeConfig: navigation.en },
    zh: { label: "中文", lang: "zh", link: "/zh/", themeConfig: navigation.zh },
  },
  markdown: {
    anchor: { slugify },
    toc: { slugify },
    languages: [read("./nn.json")],
    theme: { light: "github-light-high-contrast", dark: "github-dark-default" },
  },
  themeConfig: {
    i18nRouting: false,
    sidebar,
    outline: { level: [2, 3] },
    search: {
      provider: "local",
      options: {
        miniSearch: {
          options: {
            tokenize: wordsOf,
          },
        },
        locales: {
          zh: {
            translations: {
              button: { buttonText: "搜索", buttonAriaLabel: "搜索" },
              modal: {
                noResultsText: "没有结果",
                resetButtonTitle: "清除",
                footer: {
                  selectText: "选择",
                  navigateText: "移动",
                  closeText: "关闭",
                },
              },
            },
          },
        },
      },
    },
  },
};
