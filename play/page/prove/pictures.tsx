import type { ComponentChildren } from "preact";
import type { ClaimedNumber } from "../../../lib/claims/claim.ts";
import type {
  ComparedNumbers,
  GradientCheck,
} from "../../../lib/gradcheck/comparison/comparison.ts";
import {
  claimPlot,
  comparisonPlot,
  errorMapOf,
} from "../../../dsl/drawing/compared_numbers.ts";
import type { Frame } from "../../../dsl/drawing/frame.ts";
import { formatNumber } from "../../../dsl/typesetting/numbers.ts";
import { words } from "../preferences.ts";

/** What an error is called, in multiples of the tolerance. */
function levelOf(error: number | null): "open" | "fine" | "wrong" | "far" {
  if (error === null) return "open";
  return error <= 1 ? "fine" : error <= 1000 ? "wrong" : "far";
}

interface ErrorMapProps {
  readonly name: string;
  readonly gradient: GradientCheck;
  readonly numbers: ComparedNumbers;
  readonly onSelect: (entry: number) => void;
}

/** The errors of a gradient, a cell for each number. */
export function ErrorMap(
  { name, gradient: { shape }, numbers, onSelect }: ErrorMapProps,
) {
  const { shell, prove } = words.value;
  const { width, height, rows, columns, block: [down, across], side, cells } =
    errorMapOf(shape, numbers.error);
  const caption = prove.map(rows, columns);
  return (
    <figure>
      <svg
        class="error-map"
        role="img"
        aria-label={prove.mapName(name)}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
      >
        {cells.map(({ x, y, error, entry }) => (
          <rect
            key={entry}
            class={levelOf(error)}
            x={x}
            y={y}
            width={side}
            height={side}
            fill-opacity={error !== null && error <= 1
              ? 0.3 + 0.5 * Math.sqrt(error)
              : undefined}
            onClick={() => onSelect(entry)}
          />
        ))}
      </svg>
      <figcaption>
        {down * across === 1
          ? caption
          : caption + shell.semicolon + prove.mapBlocks(down, across)}
      </figcaption>
    </figure>
  );
}

/** What the colours of maps mean. */
export function Legend() {
  const { shell, prove } = words.value;
  return (
    <p class="legend quiet">
      {prove.legend + shell.colon}
      {(["fine", "wrong", "far", "open"] as const).map((
        level,
      ) => (
        <span key={level}>
          <svg class="error-map" width="12" height="12" aria-hidden="true">
            <rect class={level} x="1" y="1" width="10" height="10" />
          </svg>{" "}
          {prove.levels[level]}
        </span>
      ))}
    </p>
  );
}

/** The numbers of a gradient over a line where both sides are equal. */
export function Comparison(
  { name, numbers }: {
    readonly name: string;
    readonly numbers: ComparedNumbers;
  },
) {
  const { prove } = words.value;
  const plot = comparisonPlot(numbers);
  if (plot === undefined) return null;
  const { frame, points, width, height } = plot;
  const { left, top, width: side } = frame;
  return (
    <figure>
      <Plot
        {...{ width, height, frame }}
        label={prove.plotName(name)}
        across={prove.analytic}
        upwards={prove.numeric}
      >
        <line
          x1={left}
          y1={top + side}
          x2={left + side}
          y2={top}
          class="even"
        />
        {points.map((point, i) => <Dot key={i} {...point} />)}
      </Plot>
      <figcaption>{prove.onLine}</figcaption>
    </figure>
  );
}

/** A claimed derivative beside the right one. */
export function ClaimPicture(
  { name, numbers }: {
    readonly name: string;
    readonly numbers: readonly ClaimedNumber[];
  },
) {
  const { shell, prove } = words.value;
  const plot = claimPlot(numbers);
  if (plot === undefined) return null;
  const { frame, right, claimed, width, height } = plot;
  const isWrong = claimed.some((each) => each.isWrong);
  return (
    <figure>
      <Plot {...{ width, height, frame }} label={prove.claim(name)}>
        <polyline
          class="right-line"
          points={right.map((point) => point.join()).join(" ")}
        />
        {claimed.map((point, i) => <Dot key={i} {...point} />)}
      </Plot>
      <figcaption>
        <svg class="plot" width="20" height="12" aria-hidden="true">
          <path class="right-line" d="M0 6h20" />
        </svg>{" "}
        {prove.right}{" "}
        <svg class="plot" width="12" height="12" aria-hidden="true">
          <Dot x={6} y={6} isWrong={isWrong} />
        </svg>{" "}
        {isWrong ? prove.claimed + shell.comma + prove.wrong : prove.claimed}
      </figcaption>
    </figure>
  );
}

/** A wrong number is a cross, so that colours are not all that tells. */
function Dot(
  { x, y, isWrong }: {
    readonly x: number;
    readonly y: number;
    readonly isWrong: boolean;
  },
) {
  return isWrong
    ? <path class="wrong" d={`M${x - 3} ${y - 3}l6 6m0-6l-6 6`} />
    : <circle class="fine" cx={x} cy={y} r={2.5} />;
}

interface PlotProps {
  readonly width: number;
  readonly height: number;
  readonly frame: Frame;
  readonly label: string;
  readonly across?: string;
  readonly upwards?: string;
  readonly children: ComponentChildren;
}

/** Axes with their numbers, and what is in between. */
function Plot(
  { width, height, frame, label, across, upwards, children }: PlotProps,
) {
  const { left, top, width: wide, height: high, x, y } = frame;
  const bottom = top + high;
  return (
    <svg
      class="plot"
      role="img"
      aria-label={label}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
    >
      {x.ticks.map((tick) => {
        const at = left + x.at(tick) * wide;
        return (
          <g key={tick}>
            <line class="tick" x1={at} y1={top} x2={at} y2={bottom} />
            <text x={at} y={bottom + 18}>{formatNumber(tick, 12)}</text>
          </g>
        );
      })}
      {y.ticks.map((tick) => {
        const at = bottom - y.at(tick) * high;
        return (
          <g key={tick}>
            <line class="tick" x1={left} y1={at} x2={left + wide} y2={at} />
            <text x={left - 8} y={at + 4} text-anchor="end">
              {formatNumber(tick, 12)}
            </text>
          </g>
        );
      })}
      <rect class="frame" x={left} y={top} width={wide} height={high} />
      <text x={left + wide / 2} y={bottom + 38}>{across}</text>
      <text
        transform={`rotate(-90 14 ${top + high / 2})`}
        x={14}
        y={top + high / 2}
      >
        {upwards}
      </text>
      {children}
    </svg>
  );
}
