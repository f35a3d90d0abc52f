import { useLayoutEffect, useRef } from "preact/hooks";
import { linearScale } from "../../../dsl/drawing/scale.ts";
import { colorOf, markOf } from "../../../dsl/plots/palette.ts";
import { formatNumber } from "../../../dsl/typesetting/numbers.ts";
import {
  blankCell,
  type Facts,
  type PlaneFacts,
  shadesOfClass,
  type View,
} from "../../worker/messages.ts";
import { words } from "../preferences.ts";

const width = 340;

interface PlaneProps {
  readonly facts: Facts;
  readonly plane: PlaneFacts;
  readonly view: View | undefined;
}

/** How the network divides the plane: the colour of each place is what it says there, the marks are the examples, and those it takes for others have rings. */
export function Plane({ facts, plane, view }: PlaneProps) {
  const { train } = words.value;
  const canvas = useRef<HTMLCanvasElement>(null);
  const { rows, columns, across, down, points, truths } = plane;
  const cells = view?.cells;
  useLayoutEffect(() => {
    if (canvas.current !== null && cells !== undefined) {
      paint(canvas.current, cells, rows, columns);
    }
  }, [cells]);
  const height = Math.round(width * rows / columns);
  const [x, y] = [linearScale(...across), linearScale(...down)];
  const placeOf = (i: number) =>
    [
      x.at(points[2 * i]) * width,
      (1 - y.at(points[2 * i + 1])) * height,
    ] as const;
  const wrong = view?.wrong ?? [];
  const classes = [...new Set(truths)].sort((a, b) => a - b);
  const [across0 = "x", down0 = "y"] = facts.inputs;
  return (
    <figure class="chart tall">
      <figcaption>
        {train.plane}{" "}
        <span class="quiet">
          {across0} {rangeOf(across)}, {down0} {rangeOf(down)}
        </span>
      </figcaption>
      <div class="plane">
        <canvas ref={canvas} width={columns} height={rows} aria-hidden="true" />
        <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
          {classes.map((label) => (
            <Marks
              key={label}
              label={label}
              path={truths.flatMap((truth, i) =>
                truth === label ? [markOf(label, ...placeOf(i))] : []
              ).join("")}
            />
          ))}
          <path
            class="rings"
            d={wrong.map((i) => {
              const [cx, cy] = placeOf(i);
              return `M${cx - 6},${cy}a6,6 0 1,0 12,0a6,6 0 1,0 -12,0z`;
            }).join("")}
          />
        </svg>
      </div>
      <p class="key">
        {classes.map((label) => (
          <span key={label}>
            <svg class="mark" viewBox="-6 -6 12 12" aria-hidden="true">
              <path d={markOf(label, 0, 0)} fill={colorOf(label)} />
            </svg>{" "}
            {facts.classes[label] ?? label}
          </span>
        ))}
        {view?.wrong !== undefined && (
          <span>{train.wrong(wrong.length, truths.length)}</span>
        )}
      </p>
    </figure>
  );
}

function rangeOf([low, high]: readonly [number, number]): string {
  return `${formatNumber(low, 2)} … ${formatNumber(high, 2)}`;
}

/** They stay where they are: drawn once. */
function Marks(
  { label, path }: { readonly label: number; readonly path: string },
) {
  return <path class="marks" d={path} fill={colorOf(label)} />;
}

/** Paints cells; the more certain, the stronger. */
function paint(
  canvas: HTMLCanvasElement,
  cells: Uint8Array,
  rows: number,
  columns: number,
): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const image = context.createImageData(columns, rows);
  for (let i = 0; i < cells.length; i++) {
    if (cells[i] === blankCell) continue;
    const [red, green, blue] = partsOf(Math.floor(cells[i] / shadesOfClass));
    const certainty = cells[i] % shadesOfClass / (shadesOfClass - 1);
    image.data.set([red, green, blue, 30 + 110 * certainty], 4 * i);
  }
  context.putImageData(image, 0, 0);
}

function partsOf(label: number): readonly number[] {
  return [1, 3, 5].map((at) =>
    Number.parseInt(colorOf(label).slice(at, at + 2), 16)
  );
}
