import {
  currentLanguage,
  type Phrase,
  say,
  translated,
} from "../../words/say.ts";
import type { GradientCheck } from "../../lib/gradcheck/comparison/comparison.ts";
import { series } from "../../lib/base/words.ts";
import type { Check, GradcheckReport } from "../../lib/gradcheck/report.ts";
import { escapeXml } from "../typesetting/xml.ts";
import { basisOf, behaviorsPassed } from "./gradcheck_basis.ts";
import { factsOf, findingsOf } from "./gradcheck_findings.ts";
import { errorColor, errorMap, scatter } from "./gradcheck_pictures.ts";
import {
  behaviorName,
  gradientName,
  type ReportSource,
  verdictMark,
} from "./gradcheck_words.ts";
import { type CheckedItem, itemVerdict } from "./verdicts.ts";

/** A checked network, and its report with numbers. */
export interface ReportPage extends ReportSource {
  /** The heading. */
  readonly title: string;
  /** The text of the network. */
  readonly text: string;
  /** The report with its numbers; absent of a text without a network. */
  readonly report?: GradcheckReport | undefined;
  /** The derivatives that it claims, marked. */
  readonly claims?: readonly CheckedItem[] | undefined;
}

const style = `
:root { color-scheme: light; --ok: #2e7d46; --fail: #b3261e; --open: #96690a; }
body { font: 15px/1.5 system-ui, sans-serif; color: #222; background: #fafafa;
  max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 0 0 .3rem; font-weight: 600; }
code, pre, td, th { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, monospace; }
pre { background: #fff; border: 1px solid #ddd; padding: .6rem .8rem; overflow-x: auto; }
.verdict { border-left: 5px solid; padding: .4rem .8rem; background: #fff; }
.pass { border-color: var(--ok); } .fail { border-color: var(--fail); }
.inconclusive { border-color: var(--open); }
.word-pass { color: var(--ok); } .word-fail { color: var(--fail); }
.word-inconclusive { color: var(--open); }
.gradients { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 30rem), 1fr)); }
.gradient { background: #fff; border: 1px solid #ddd; border-radius: 4px; padding: .7rem .9rem;
  min-width: 0; }
.gradient.fail { border: 2px solid var(--fail); }
.pictures { display: flex; flex-wrap: wrap; gap: .5rem; align-items: flex-start; }
figure { margin: 0; max-width: 100%; } figure svg { max-width: 100%; height: auto; }
figcaption { max-width: 10.5rem; }
h1, h2, h3, p, li, code { overflow-wrap: anywhere; } figcaption, .small { font-size: 12px; color: #666; }
.small { margin: .3rem 0 0; max-width: 24rem; }
.legend, .verdict .small, .basis { max-width: none; }
ul { margin: .3rem 0; padding-left: 1.2rem; }
.legend span { white-space: nowrap; }
.legend i { display: inline-block; width: .8em; height: .8em; margin: 0 .2em 0 .8em; border: 1px solid #bbb; }
`;

/** The report of gradient checks as one self-contained page: for each gradient a map of its errors, and analytic against numeric. */
export function reportToHtml(pages: readonly ReportPage[]): string {
  return [
    "<!DOCTYPE html>",
    `<html lang="${
      currentLanguage()?.code ?? "en"
    }"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${
      escapeXml(
        say("Gradient check: {titles}", {
          titles: series(pages.map(({ title }) => title)),
        }),
      )
    }</title>`,
    `<style>${style}</style></head><body>`,
    ...pages.flatMap(pageSection),
    "</body></html>",
    "",
  ].join("\n");
}

function pageSection(
  { title, text, report, claims = [], ...source }: ReportPage,
) {
  return [
    `<h1>${escapeXml(title)}</h1>`,
    ...title === text ? [] : [`<pre>${escapeXml(text)}</pre>`],
    ...claims.map(claimSection),
    ...report === undefined ? [] : networkSection(report, source),
  ];
}

/** The message of a claim with its notes. */
function claimSection(
  { name, verdict, details, diagnostics = [] }: CheckedItem,
) {
  const lines = diagnostics.flatMap(({ message, labels: [label], notes }) => [
    say("{place}: {problem}", { place: message, problem: label.text }),
    ...notes,
  ]);
  return `<div class="verdict ${verdict}"><strong class="word-${verdict}">${
    itemVerdict(verdict)
  }</strong> ${
    [name, ...details === undefined ? [] : [details], ...lines].map(escapeXml)
      .join("<br>")
  }</div>`;
}

function networkSection(report: GradcheckReport, source: ReportSource) {
  const { word, summary, items, notes, waysOut, reproduce } = findingsOf(
    report,
    source,
  );
  const order = { fail: 0, inconclusive: 1, pass: 2 };
  const checks = report.checks.toSorted((a, b) =>
    order[a.verdict] - order[b.verdict]
  );
  return [
    `<div class="verdict ${report.verdict}"><strong class="word-${report.verdict}">${word}</strong> ${
      escapeXml(summary)
    }`,
    ...items.map(({ title, lines }) =>
      `<p>${escapeXml(title)}</p>${
        lines.length === 0
          ? ""
          : `<ul>${
            lines.map((line) => `<li>${escapeXml(line)}</li>`).join("")
          }</ul>`
      }`
    ),
    ...[...notes, ...waysOut].map((note) =>
      `<p class="small">${escapeXml(note)}</p>`
    ),
    ...reproduce === undefined ? [] : [
      `<p>${
        say("reproduce: {command}", {
          command: `<code>${escapeXml(reproduce)}</code>`,
        })
      }</p>`,
    ],
    "</div>",
    `<p class="small legend">${
      say("Map of errors, in multiples of the tolerance:")
    }${
      legend.map(([error, words]) =>
        `<span><i style="background:${errorColor(error)}"></i>${
          say(words)
        }</span>`
      ).join(" ")
    }</p>`,
    ...checks.flatMap(checkSection),
    // Its questions stand below each step.
    ...basisOf(report, source, false)
      .map((line) => `<p class="small basis">${escapeXml(line)}</p>`),
  ];
}

const legend: readonly (readonly [number | null, Phrase])[] = [
  [0, "0"],
  [0.5, "within"],
  [2, "above 1: wrong"],
  [1e6, "10⁶ and more"],
  [null, "not compared"],
];

function checkSection({ name, layer, scope, gradients, behaviors }: Check) {
  const title = scope === "network"
    ? say("the whole network")
    : layer === undefined
    ? name
    : `${name} (${layer})`;
  const failed = behaviors.filter(({ verdict }) => verdict !== "pass");
  return [
    `<h2>${escapeXml(title)}</h2>`,
    '<div class="gradients">',
    ...gradients.map(gradientCard),
    "</div>",
    ...(behaviors.length === 0 ? [] : [
      `<p class="small">${
        behaviorsPassed(behaviors.length - failed.length, behaviors.length)
      }</p>`,
    ]),
    ...failed.map((behavior) => {
      const { verdict, detail = "", reason } = behavior;
      const title = say("{place}: {problem}", {
        place: behaviorName(behavior),
        problem: say(behaviorVerdicts[verdict]),
      });
      return `<p><strong>${title}</strong> ${escapeXml(detail)}${
        reason === undefined ? "" : ` (${escapeXml(translated(reason))})`
      }</p>`;
    }),
  ];
}

const behaviorVerdicts = {
  pass: "pass",
  fail: "fail",
  waived: "waived",
  remark: "remark",
} as const;

function gradientCard(gradient: GradientCheck): string {
  const { verdict, shape, numbers } = gradient;
  return `<section class="gradient ${verdict}"><h3><span class="word-${verdict}">${
    verdictMark(verdict)
  }</span> ${escapeXml(gradientName(gradient))} <span class="small">${
    shape.join("×") || "1"
  }</span></h3>${
    numbers === undefined
      ? ""
      : `<div class="pictures">${errorMap(gradient, numbers)}${
        scatter(numbers)
      }</div>`
  }${
    factsOf(gradient).map((fact) => `<p class="small">${escapeXml(fact)}</p>`)
      .join("")
  }</section>`;
}
