/**
 * A chart of how long steps take: a panel of bars for each network.
 *
 * @module
 */

import { svgPage, text, toTenths } from "../../../dsl/drawing/svg.ts";
import { colorOf, tint } from "../../../dsl/plots/palette.ts";
import { formatTime } from "../figures.ts";
import { processorName } from "../machine.ts";
import { networks } from "../networks.ts";
import { steps } from "./steps.ts";
import {
  type Contender,
  contenders,
  type Times,
  titleOf,
  type Topic,
  torchContenders,
} from "./topic.ts";

/** Steps of networks, beside those of PyTorch. */
export const charted: Topic = {
  ...steps,
  contenders: [...contenders, ...torchContenders],
};

const columns = 2;
const [panelWidth, margin] = [400, 16];
const [namesWidth, timesWidth] = [140, 66];
const barsWidth = panelWidth - margin - namesWidth - timesWidth;
const [rowHeight, barHeight] = [18, 13];
const [headHeight, titleHeight, gap] = [58, 22, 16];

const colors: Readonly<Record<Contender["kernels"], string>> = {
  plain: colorOf(7),
  wasm: colorOf(0),
  blas: colorOf(2),
  PyTorch: colorOf(1),
};

/**
 * The chart as a self-contained SVG. Bars of a panel begin at 0 and have one scale.
 * The plain loops, which may take many times as long, are torn off where the
 * longest of the others ends. Needs `--allow-sys=cpus`.
 */
export function stepsToSvg(times: Times): string {
  const shown = [...times].filter(([, rows]) => rows.size > 0);
  const panelHeight = titleHeight + shown.length * rowHeight + gap;
  const rows = Math.ceil(networks.length / columns);
  const about = `${processorName()}; Deno ${Deno.version.deno}`;
  const title = "A training step in single precision: time, shorter is better";
  return svgPage(
    title,
    columns * panelWidth + margin,
    headHeight + rows * panelHeight,
    [
      text(title, margin, 24, { bold: true, anchor: "start" }),
      text(about, margin, 42, { anchor: "start", size: 11, color: "#555" }),
      ...networks.flatMap(({ name, batch }, n) =>
        panel(
          margin + (n % columns) * panelWidth,
          headHeight + Math.floor(n / columns) * panelHeight,
          `${name}, batch ${batch}`,
          shown.flatMap(([contender, rows]) => {
            const time = rows.get(name);
            return time === undefined ? [] : [{ contender, time }];
          }),
        )
      ),
    ],
  );
}

interface Bar {
  readonly contender: Contender;
  readonly time: number;
}

function panel(
  left: number,
  top: number,
  title: string,
  bars: readonly Bar[],
): string[] {
  const others = bars.filter(({ contender }) => contender.kernels !== "plain");
  const longest = Math.max(...(others.length > 0 ? others : bars).map(
    ({ time }) => time,
  ));
  const start = left + namesWidth;
  return [
    text(title, left, top + 12, { bold: true, anchor: "start", size: 12 }),
    ...bars.flatMap(({ contender, time }, i) => {
      const y = top + titleHeight + i * rowHeight;
      const isCut = time > longest;
      const width = isCut ? barsWidth + 5 : barsWidth * time / longest;
      const { kernels, threads } = contender;
      const color = kernels !== "plain" && threads === 1
        ? tint(colors[kernels], 0.55)
        : colors[kernels];
      const base = y + barHeight - 3;
      return [
        text(titleOf(contender), start - 8, base, { anchor: "end", size: 11 }),
        `<path d="${outline(start, y, width, isCut)}" fill="${color}"/>`,
        text(formatTime(time), start + width + 6, base, {
          anchor: "start",
          size: 11,
        }),
      ];
    }),
  ];
}

/** A bar, with a torn end if it would go on. */
function outline(x: number, y: number, width: number, isCut: boolean): string {
  const end = toTenths(x + Math.max(width, 1));
  if (!isCut) return `M${x},${y}H${end}v${barHeight}H${x}z`;
  const tooth = barHeight / 4;
  const teeth = [-4, 4, -4, 4].map((dx) => `l${dx},${tooth}`).join("");
  return `M${x},${y}H${end}${teeth}H${x}z`;
}
