import { signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { formatNumber } from "../../../dsl/typesetting/numbers.ts";
import {
  cellRows,
  heightOf,
  type HistogramRow,
  medianOf,
  shadesOf,
  type SizeScale,
  sizeScale,
  sizeTicks,
} from "../../model/size_picture.ts";
import { theme, words } from "../preferences.ts";

/** Changes with the colours of the system, and for paper: a canvas has to be painted anew. */
const repaint = signal(0);
for (const query of ["(prefers-color-scheme: dark)", "print"]) {
  matchMedia(query).addEventListener("change", () => repaint.value++);
}

const [width, height] = [170, 112];
const [left, right, top, bottom] = [44, 4, 6, 20];
const down = height - top - bottom;

/** So much of a tick's number is above and below its line. */
const tickRoom = 6;

interface HistogramsProps {
  readonly title: string;
  readonly kind: "value" | "gradient";
  /** The names of the layers. */
  readonly layers: readonly string[];
  readonly rows: readonly HistogramRow[];
  /** Where the histograms of these layers begin. */
  readonly first: number;
}

/** How large the numbers of each layer are, over time: a small picture a layer. */
export function Histograms(
  { title, kind, layers, rows, first }: HistogramsProps,
) {
  const scale = sizeScale(rows, first, layers.length);
  return (
    <figure class="chart broad">
      <figcaption>{title}</figcaption>
      <div class="layers">
        {layers.map((name, i) => (
          <Layer
            key={name}
            name={name}
            kind={kind}
            rows={rows}
            layer={first + i}
            scale={scale}
          />
        ))}
      </div>
    </figure>
  );
}

interface LayerProps extends Pick<HistogramsProps, "kind" | "rows"> {
  readonly name: string;
  readonly layer: number;
  readonly scale: SizeScale;
}

function Layer({ name, kind, rows, layer, scale }: LayerProps) {
  const { train } = words.value;
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (canvas.current === null) return;
    paint(canvas.current, shadesOf(rows, layer, scale), rows.length);
  }, [rows, layer, scale, theme.value, repaint.value]);
  const [last, histograms] = rows[rows.length - 1];
  const median = medianOf(histograms, layer);
  const placeOf = (size: number) => top + (1 - heightOf(size, scale)) * down;
  return (
    <div class="layer">
      <p>
        {name}{" "}
        <span class="quiet">{train.median(formatNumber(median, 2))}</span>
      </p>
      <div class="heat">
        <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
          {sizeTicks(scale).filter((tick) => tick === 0 || !scale.hasZeros ||
            placeOf(tick) < placeOf(0) - 2 * tickRoom
          ).map((tick) => (
            <g key={tick}>
              <line
                class="rule"
                x1={left}
                x2={width - right}
                y1={placeOf(tick)}
                y2={placeOf(tick)}
              />
              <text
                class="tick"
                x={left - 5}
                y={placeOf(tick) + 4}
                text-anchor="end"
              >
                {formatNumber(tick)}
              </text>
            </g>
          ))}
          <text class="tick" x={left} y={height - 6}>
            {formatNumber(rows[0][0])}
          </text>
          <text
            class="tick"
            x={width - right}
            y={height - 6}
            text-anchor="end"
          >
            {train.step(last)}
          </text>
        </svg>
        <canvas
          ref={canvas}
          class={kind}
          width={rows.length}
          height={cellRows(scale)}
          aria-hidden="true"
        />
      </div>
    </div>
  );
}

/** Paints cells in the colour of the canvas's words. */
function paint(
  canvas: HTMLCanvasElement,
  shades: Uint8ClampedArray,
  columns: number,
): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const image = context.createImageData(columns, shades.length / columns);
  for (let i = 0; i < shades.length; i++) image.data[4 * i + 3] = shades[i];
  context.globalCompositeOperation = "source-over";
  context.putImageData(image, 0, 0);
  context.globalCompositeOperation = "source-in";
  context.fillStyle = getComputedStyle(canvas).color;
  context.fillRect(0, 0, canvas.width, canvas.height);
}
