/** A page of the site. */
interface Place {
  readonly text: string;
  readonly link: string;
}

/** The parts of the book in the order of the sidebar. */
export const chapters: readonly {
  readonly title: string;
  readonly pages: readonly string[];
  /** Those that are made. */
  readonly made?: readonly Place[];
}[] = [
  {
    title: "Learn",
    pages: ["docs/language.md", "docs/exercises.md", "docs/page.md"],
    made: [
      { text: "The course", link: "/course/" },
      { text: "Examples", link: "/examples/" },
    ],
  },
  {
    title: "Prove",
    pages: [
      "docs/checker.md",
      "docs/layers-by-hand.md",
      "docs/foreign.md",
      "docs/python.md",
    ],
  },
  {
    title: "Train",
    pages: [
      "docs/training.md",
      "docs/weights.md",
      "docs/bridges.md",
      "docs/scale.md",
      "docs/performance.md",
    ],
  },
  {
    title: "Look up",
    pages: [
      "docs/layers.md",
      "docs/typescript.md",
      "docs/command-line.md",
      "docs/json.md",
      "docs/skill.md",
      "docs/chinese.md",
    ],
    made: [{ text: "The API", link: "/reference/" }],
  },
  {
    title: "The project",
    pages: [
      "CHANGELOG.md",
      "docs/reliability.md",
      "SECURITY.md",
      "CONTRIBUTING.md",
    ],
  },
];

/** What there is in Chinese. */
export const chineseChapters = [{
  text: "中文",
  items: [
    { text: "课程", link: "/zh/course/" },
    { text: "术语表", link: "/docs/chinese" },
  ],
}];

/** A page that VitePress does not make, at its address in the site. */
export function outside(text: string, link: string) {
  return { text, link, target: "_self" };
}

/** What stands at the top, in each language. */
export const navigation = {
  en: {
    nav: [
      { text: "The book", link: "/docs/language" },
      { text: "Examples", link: "/examples/" },
      { text: "Course", link: "/course/" },
      { text: "API", link: "/reference/" },
      outside("The page", "/play/index.html"),
    ],
  },
  zh: {
    nav: [
      { text: "课程", link: "/zh/course/" },
      { text: "术语", link: "/docs/chinese" },
      { text: "示例", link: "/examples/" },
      outside("网页", "/play/index.html"),
    ],
    outline: { label: "本页内容" },
    docFooter: { prev: "上一页", next: "下一页" },
    darkModeSwitchLabel: "外观",
    lightModeSwitchTitle: "浅色",
    darkModeSwitchTitle: "深色",
    sidebarMenuLabel: "目录",
    returnToTopLabel: "回到顶部",
    langMenuLabel: "语言",
    skipToContentLabel: "跳到正文",
  },
};
