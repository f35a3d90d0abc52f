import { onFront } from "./graphs.ts";

/** The top of a front page: what nabla is, and where to begin. */
interface Top {
  readonly title: string;
  readonly tagline: string;
  /** The graph beside it. */
  readonly picture: string;
  readonly actions: readonly {
    readonly text: string;
    readonly link: string;
  }[];
}

/** The front page: the README, its first paragraph in large letters. */
export function frontPage(readme: string, picture: string): string {
  const [, first, rest] = /^# .*\n\n([\s\S]*?)\n\n([\s\S]*)$/.exec(readme) ??
    [];
  const [, title, tagline] = /^(.*?\.)\s+([\s\S]*)$/.exec(first ?? "") ?? [];
  if (tagline === undefined) throw new Error("README.md begins in another way");
  return `${
    topOf({
      title,
      tagline: tagline.replaceAll("\n", " "),
      picture,
      actions: [
        { text: "Try it in the page", link: "/play/index.html" },
        { text: "The language", link: "/docs/language" },
        { text: "Examples", link: "/examples/" },
      ],
    })
  }\n${rest}`;
}

/** The front page in Chinese, with what there is in Chinese. */
export function chineseFrontPage(picture: string): string {
  return topOf({
    title: "一行文本就是一个网络",
    tagline:
      "nabla 在类型化数组上做前向传播和反向传播，并证明每个梯度正确，或指出哪一层的哪个数有误。",
    picture,
    actions: [
      { text: "打开网页", link: "/play/index.html" },
      { text: "课程", link: "/zh/course/" },
      { text: "术语表", link: "/docs/chinese" },
    ],
  });
}

function topOf({ title, tagline, picture, actions }: Top): string {
  const hero = {
    layout: "home",
    hero: {
      name: "nabla",
      text: title,
      tagline,
      image: { src: picture, alt: onFront },
      actions: actions.map(({ text, link }, i) => ({
        theme: i === 0 ? "brand" : "alt",
        text,
        link,
        ...i === 0 ? { target: "_self" } : {},
      })),
    },
  };
  // JSON is YAML.
  return `---\n${JSON.stringify(hero)}\n---\n`;
}
