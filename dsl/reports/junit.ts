import { escapeXml } from "../typesetting/xml.ts";
import {
  type CheckedItem,
  type CheckedText,
  detailsOf,
  messageOf,
} from "./verdicts.ts";

/** The element of each verdict that is not `pass`. */
const elements = {
  fail: "failure",
  error: "error",
  inconclusive: "skipped",
  blank: "skipped",
} as const;

/** The attribute that counts each element. */
const counts = {
  failures: "failure",
  errors: "error",
  skipped: "skipped",
} as const;

/**
 * XML as Jenkins, GitLab and the reporters of GitHub read it: a suite for each
 * text, a case for each item. Times are in seconds, fine enough that those of many
 * cases add up to that of their suite.
 */
export function toJunit(texts: readonly CheckedText[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="nabla"${countsOf(texts.flatMap(({ items }) => items))}>`,
    ...texts.flatMap(suiteOf),
    "</testsuites>",
  ].join("\n") + "\n";
}

function suiteOf(text: CheckedText): string[] {
  const { title, items, file } = text;
  const place = attributes(file === undefined ? {} : { file });
  return [
    `  <testsuite${attributes({ name: title })}${place}${countsOf(items)}>`,
    ...items.flatMap((item) => {
      const { name, verdict } = item;
      const open = `    <testcase${
        attributes({ name, classname: classOf(text) })
      }${place + timeOf([item])}`;
      if (verdict === "pass") return [`${open}/>`];
      const element = elements[verdict];
      const message = messageOf(item);
      if (message === "") {
        return [`${open}>`, `      <${element}/>`, "    </testcase>"];
      }
      return [
        `${open}>`,
        `      <${element}${attributes({ message, type: verdict })}>${
          escapeXml(detailsOf(item, text.source))
        }</${element}>`,
        "    </testcase>",
      ];
    }),
    "  </testsuite>",
  ];
}

/** A path as a class, which Jenkins splits at its last full stop: `exercises.xor`. */
function classOf({ title, file }: CheckedText): string {
  if (file === undefined) return title;
  return title.replace(/\.(nn|md|markdown)(?=:|$)/, "")
    .replace(/[./\\:]+/g, ".").replace(/^\./, "");
}

function countsOf(items: readonly CheckedItem[]): string {
  const counted = Object.entries(counts).map(([name, element]) =>
    [
      name,
      items.filter(({ verdict }) =>
        verdict !== "pass" && elements[verdict] === element
      ).length,
    ] as const
  );
  return attributes({
    tests: items.length,
    ...Object.fromEntries(counted),
  }) + timeOf(items);
}

function timeOf(items: readonly CheckedItem[]): string {
  const sum = items.reduce((n, { milliseconds = 0 }) => n + milliseconds, 0);
  return attributes({ time: (sum / 1000).toFixed(6) });
}

function attributes(values: Readonly<Record<string, string | number>>) {
  return Object.entries(values).map(([name, value]) =>
    ` ${name}="${escapeXml(String(value)).replaceAll(/[\n\t]/g, " ")}"`
  ).join("");
}
