import { chinese } from "../dsl/course/chinese.ts";
import { english } from "../dsl/course/english.ts";
import { lessonsIn } from "../dsl/course/lessons.ts";
import { writeLink } from "../play/model/link.ts";
import { sessionOf } from "../play/model/session.ts";
import { drawText, figureOf } from "./graphs.ts";
import type { Site } from "./site.ts";

const words = {
  en: {
    lessons: english,
    title: "The course",
    about:
      "Backpropagation from a single number to two layers. Work a lesson out on paper, then fill in its blanks in the page or with `nabla learn`, which mark them and give hints.",
    graph: "The exercise with its answers",
    alt: "The graph of the exercise",
    open: "Open in the page",
    start: "Do the exercise",
  },
  zh: {
    lessons: chinese,
    title: "课程",
    about:
      "从一个数到两层网络的反向传播。先在纸上算，再到网页上或用 `nabla learn` 填空，由它们评分并给出提示。",
    graph: "练习与答案",
    alt: "练习的计算图",
    open: "在网页中打开",
    start: "做这个练习",
  },
} as const;

/** The lessons of the course on one page, in a language. */
export async function renderCourse(
  language: keyof typeof words,
  site: Site,
): Promise<string> {
  const own = words[language];
  const lessons = lessonsIn(own.lessons).map(async (lesson) => {
    const { id, number, title, text, key } = lesson;
    const drawn = await drawText(key);
    if (drawn !== undefined) {
      await site.writePublic(`graphs/${drawn.name}`, drawn.svg);
    }
    const session = { ...sessionOf(""), tab: "learn", exercise: id } as const;
    const start = `${site.base}play/index.html${await writeLink(session)}`;
    return `## ${number} ${title} {#${id}}

${text.map(plain).join("\n\n")}

<a href="${start}" target="_self">${own.start}</a>

<details>
<summary>${own.graph}</summary>

\`\`\`nn
${key.trimEnd()}
\`\`\`

${drawn === undefined ? "" : figureOf(drawn, own, site.base)}

</details>
`;
  });
  return `# ${own.title}\n\n${own.about}\n\n${
    (await Promise.all(lessons)).join("\n")
  }`;
}

/** A paragraph as Markdown that means nothing but its characters. */
function plain(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>#|~]/g, "\\$&");
}
