import { type Phrase, say } from "../../words/say.ts";
import { plural, series } from "../../lib/base/words.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import {
  renderDiagnostics,
  type RenderOptions,
  type Source,
} from "../diagnostics/render.ts";
import { type Color, type Look, painter } from "../typesetting/style.ts";
import { padded } from "../typesetting/table.ts";
import { textWidth } from "../typesetting/width.ts";
import { wrapLine } from "../typesetting/wrap.ts";

/** Something of a text that was checked. */
export interface CheckedItem {
  /** `expect loss`, `gradients`, `text`. */
  readonly name: string;
  /** `error`: it could not be checked. `blank`: a worksheet on which nothing is filled in. */
  readonly verdict: "pass" | "fail" | "inconclusive" | "error" | "blank";
  /** What went wrong, at length, where it is not in the diagnostics. */
  readonly details?: string | undefined;
  /** What went wrong, on one line. Default: the beginning of the details or of the first diagnostic. */
  readonly message?: string | undefined;
  /** How long it took; a check of several items at once is shared out to them. */
  readonly milliseconds?: number | undefined;
  /** What differs in the text, as data. */
  readonly diagnostics?: readonly Diagnostic[] | undefined;
}

/** What a text does not give, and the seed that it was drawn from. */
export interface Drawn {
  readonly paths: readonly string[];
  readonly seed: number;
}

export interface CheckedText {
  readonly title: string;
  readonly source: Source;
  readonly drawn?: Drawn | undefined;
  /** Its file, if it comes from one. */
  readonly file?: string | undefined;
  /** In the order of the text, gradients last. */
  readonly items: readonly CheckedItem[];
}

type Verdict = CheckedItem["verdict"];

const marks: Readonly<Record<Verdict, Phrase>> = {
  pass: "ok",
  fail: "FAIL",
  inconclusive: "?",
  error: "ERROR",
  blank: "_",
};
const verdictWords: Readonly<Record<Verdict, Phrase>> = {
  pass: "PASS",
  fail: "FAIL",
  inconclusive: "INCONCLUSIVE",
  error: "ERROR",
  blank: "BLANK",
};

/** The verdict on an item, in front of what explains it. */
export function itemVerdict(verdict: Verdict): string {
  return say(verdictWords[verdict]);
}
const looks: Readonly<Record<Verdict, Look>> = {
  pass: "green",
  fail: "red",
  inconclusive: "yellow",
  error: "red",
  blank: "dim",
};

/**
 * 0 if all agree, 1 if something differs, 2 if something could not be checked, 3
 * if something is inconclusive. Blank worksheets count only where there is
 * nothing else: nothing can be told then.
 */
export function statusOf(texts: readonly CheckedText[]): number {
  const has = (verdict: Verdict) =>
    texts.some(({ items }) => items.some((item) => item.verdict === verdict));
  if (has("fail")) return 1;
  if (has("error")) return 2;
  const isBlank = has("blank") && !has("pass");
  return has("inconclusive") || isBlank ? 3 : 0;
}

/** The items of a text, one line each, and below them what differs. */
export function renderChecked(
  { title, source, items, drawn }: CheckedText,
  options: RenderOptions = {},
): string {
  const paint = painter(options.color ?? false);
  const width = Math.max(
    ...Object.values(marks).map((mark) => textWidth(say(mark))),
  );
  return [
    paint(title, "bold"),
    ...items.map(({ name, verdict }) =>
      `  ${paint(padded(say(marks[verdict]), width), looks[verdict])} ${name}`
    ),
    ...drawnLines(drawn, options.columns),
    ...items.flatMap(({ diagnostics, details }) => {
      if (diagnostics !== undefined && diagnostics.length > 0) {
        return ["", renderDiagnostics(diagnostics, source, options)];
      }
      return details === undefined ? [] : ["", details];
    }),
  ].join("\n");
}

/** No more names are shown. */
const maxNamed = 6;

function drawnLines(drawn: Drawn | undefined, width = 80): string[] {
  if (drawn === undefined || drawn.paths.length === 0) return [];
  const { paths, seed } = drawn;
  const more = paths.length - maxNamed;
  const names = [
    ...paths.slice(0, maxNamed),
    ...more > 0 ? [say("{count} more", { count: more })] : [],
  ];
  const line = say("values drawn from seed {seed}: {paths}", {
    seed,
    paths: series(names),
  });
  return wrapLine(`  ${line}`, "    ", width);
}

/** The number of items by verdict. */
export function renderTotals(
  texts: readonly CheckedText[],
  options: { readonly color?: Color } = {},
): string {
  const paint = painter(options.color ?? false);
  const all = texts.flatMap(({ items }) => items);
  const counts = Map.groupBy(all, ({ verdict }) => verdict);
  const parts = ([
    ["pass", "{count} passed"],
    ["fail", "{count} failed"],
    ["inconclusive", "{count} inconclusive"],
    ["error", "{count} could not be checked"],
  ] as const).flatMap(([verdict, words]) => {
    const count = counts.get(verdict)?.length ?? 0;
    return count === 0 && verdict !== "pass" ? [] : [say(words, { count })];
  });
  const blank = counts.get("blank")?.length ?? 0;
  if (blank > 0) parts.push(plural(blank, "blank worksheet"));
  const status = statusOf(texts);
  const verdicts = ["pass", "fail", "error", "inconclusive"] as const;
  const word = itemVerdict(verdicts[status]);
  const look = status === 0 ? "green" : status === 3 ? "yellow" : "red";
  return `${paint(word, "bold", look)}  ${
    say("{texts}: {verdicts}", {
      texts: plural(texts.length, "text"),
      verdicts: series(parts),
    })
  }`;
}

/** What went wrong with an item, on one line. */
export function messageOf(
  { message, diagnostics, details = "" }: CheckedItem,
): string {
  if (message !== undefined) return message;
  const [first] = diagnostics ?? [];
  if (first === undefined) return details.split("\n", 1)[0];
  const label = first.labels.find(({ primary }) => primary)?.text ?? "";
  return label === ""
    ? first.message
    : say("{place}: {problem}", { place: first.message, problem: label });
}

/** What went wrong with an item, at length. */
export function detailsOf(
  { details, diagnostics }: CheckedItem,
  source: Source,
): string {
  if (details !== undefined) return details;
  return diagnostics === undefined
    ? ""
    : renderDiagnostics(diagnostics, source);
}
