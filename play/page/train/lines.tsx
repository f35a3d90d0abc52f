import { linearScale, scaleOf } from "../../../dsl/drawing/scale.ts";
import { formatNumber } from "../../../dsl/typesetting/numbers.ts";

/** A curve. */
export interface Line {
  readonly name: string;
  /** What it is of: blue for values, orange for gradients. */
  readonly kind: "value" | "gradient" | "plain" | "other";
  /** From 0 to 1: how strongly it is drawn. */
  readonly strength?: number;
  readonly points: readonly (readonly [place: number, value: number])[];
}

interface LinesProps {
  readonly title: string;
  /** What the places are: epochs or steps. */
  readonly unit: string;
  readonly lines: readonly Line[];
  /** An axis of more decades is logarithmic. */
  readonly decades?: number;
}

const [width, height] = [340, 180];
const [left, right, top, bottom] = [48, 62, 10, 24];
const [across, down] = [width - left - right, height - top - bottom];

/** Numbers beyond this share of the axis would touch its name. */
const mostTick = 0.92;

/** Names of curves need so much room. */
const lineHeight = 11;

/** Curves over epochs or steps; the numbers may span decades. */
export function Lines({ title, unit, lines, decades }: LinesProps) {
  const drawn = lines.filter(({ points }) => points.length > 0);
  const values = drawn.flatMap(({ points }) =>
    points.map(([, value]) => value)
  );
  const y = scaleOf(values, 4, decades);
  const last = Math.max(
    1,
    ...drawn.map(({ points }) => points.at(-1)?.[0] ?? 0),
  );
  const x = linearScale(0, last, 4);
  const placeOf = ([place, value]: readonly [number, number]) =>
    [
      left + x.at(place) * across,
      top + (1 - y.at(value)) * down,
    ] as const;
  return (
    <figure class="chart">
      <figcaption>
        {title}{" "}
        {drawn.map(({ name, points }) => (
          <span class="out-of-sight" key={name}>
            {name} {formatNumber(points.at(-1)?.[1] ?? NaN, 4)}
          </span>
        ))}
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        {y.ticks.map((tick) => {
          const at = top + (1 - y.at(tick)) * down;
          return (
            <g key={tick}>
              <line class="rule" x1={left} x2={width - right} y1={at} y2={at} />
              <text class="tick" x={left - 6} y={at + 4} text-anchor="end">
                {formatNumber(tick, 4)}
              </text>
            </g>
          );
        })}
        {x.ticks.filter((tick) => x.at(tick) < mostTick).map((tick) => (
          <text
            key={tick}
            class="tick"
            x={left + x.at(tick) * across}
            y={height - 8}
            text-anchor="middle"
          >
            {formatNumber(tick)}
          </text>
        ))}
        <text class="tick" x={width - right + 6} y={height - 8}>{unit}</text>
        {drawn.map(({ name, kind, strength = 1, points }) => (
          <path
            key={name}
            class={`curve ${kind}`}
            stroke-opacity={strength}
            d={pathOf(points.map(placeOf))}
          />
        ))}
        {labelsOf(drawn.map(({ name, kind, points }) => ({
          name,
          kind,
          at: placeOf(points[points.length - 1])[1],
        }))).map(({ name, kind, at }) => (
          <text
            key={name}
            class={`name ${kind}`}
            x={width - right + 6}
            y={at + 3.5}
          >
            {name}
          </text>
        ))}
      </svg>
    </figure>
  );
}

/** A path through places; what is no finite number parts it. */
function pathOf(places: readonly (readonly [number, number])[]): string {
  let path = "";
  let isOn = false;
  for (const [x, y] of places) {
    if (!Number.isFinite(y)) {
      isOn = false;
      continue;
    }
    path += `${isOn ? "L" : "M"}${Math.round(x * 10) / 10},${
      Math.round(y * 10) / 10
    }`;
    isOn = true;
  }
  // A single place is a dot.
  return places.length === 1 && isOn ? `${path}h0.1` : path;
}

interface Label {
  readonly name: string;
  readonly kind: Line["kind"];
  readonly at: number;
}

/** Names beside the ends of their curves, moved apart; those that have no room are left out. */
function labelsOf(all: readonly Label[]): readonly Label[] {
  const sorted = all.filter(({ at }) => Number.isFinite(at))
    .sort((a, b) => a.at - b.at)
    .slice(0, Math.floor(down / lineHeight));
  let free = -Infinity;
  const moved = sorted.map((label) => {
    const at = Math.max(label.at, free);
    free = at + lineHeight;
    return { ...label, at };
  });
  let limit = height - bottom;
  return moved.toReversed().map((label) => {
    const at = Math.min(label.at, limit);
    limit = at - lineHeight;
    return { ...label, at };
  });
}
