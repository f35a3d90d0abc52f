import { visibleText } from "../typesetting/visible.ts";
import {
  type CheckedItem,
  type CheckedText,
  detailsOf,
  messageOf,
} from "./verdicts.ts";

/**
 * The Test Anything Protocol, version 14: a test for each item, with its time and
 * what went wrong as YAML. What cannot be told is skipped.
 */
export function toTap(texts: readonly CheckedText[]): string {
  const all = texts.flatMap((text) =>
    text.items.map((item) => ({ text, item }))
  );
  const lines = [
    "TAP version 14",
    `1..${all.length}`,
    ...all.flatMap(({ text, item }, i) => testOf(text, item, i + 1)),
  ];
  return visibleText(lines.join("\n")) + "\n";
}

function testOf(
  { title, source, file }: CheckedText,
  item: CheckedItem,
  number: number,
): string[] {
  const { name, verdict, milliseconds } = item;
  const isOpen = verdict === "inconclusive" || verdict === "blank";
  const point = verdict === "pass" || isOpen ? "ok" : "not ok";
  const skip = isOpen ? ` # SKIP ${escaped(messageOf(item))}`.trimEnd() : "";
  const time = milliseconds === undefined
    ? []
    : [`duration_ms: ${Number(milliseconds.toFixed(3))}`];
  const yaml = verdict === "pass" || verdict === "blank" ? time : [
    // JSON is YAML.
    `message: ${JSON.stringify(messageOf(item))}`,
    `severity: ${verdict}`,
    ...file === undefined ? [] : [`file: ${JSON.stringify(file)}`],
    ...time,
    ...block("details", detailsOf(item, source)),
  ];
  return [
    `${point} ${number} - ${escaped(`${title}: ${name}`)}${skip}`,
    ...yaml.length === 0
      ? []
      : ["  ---", ...yaml.map((line) => `  ${line}`), "  ..."],
  ];
}

/** A text of several lines as it is; the 2 says where its lines begin, were the first one indented. */
function block(name: string, text: string): string[] {
  if (text === "") return [];
  const lines = text.split("\n").map((line) => line === "" ? "" : `  ${line}`);
  return [`${name}: |2`, ...lines];
}

/** A description on one line, in which `#` begins no directive. */
function escaped(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\#]/g, "\\$&");
}
