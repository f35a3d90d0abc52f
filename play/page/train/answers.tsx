import { linearScale, roomAround } from "../../../dsl/drawing/scale.ts";
import { formatNumber } from "../../../dsl/typesetting/numbers.ts";
import { words } from "../preferences.ts";

/** How often each true class was predicted as each: a row a true class. */
export function Confusion(
  { rows, classes }: {
    readonly rows: readonly (readonly number[])[];
    readonly classes: readonly string[];
  },
) {
  const { train } = words.value;
  const nameOf = (label: number) => classes[label] ?? `${label}`;
  return (
    <figure class={`chart wide ${rows.length > 6 ? "broad" : ""}`}>
      <figcaption>{train.confusion}</figcaption>
      <table class="confusion">
        <thead>
          <tr>
            <td class="quiet">{train.trueClass} \ {train.predictedClass}</td>
            {rows.map((_, i) => <th key={i} scope="col">{nameOf(i)}</th>)}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              <th scope="row">{nameOf(i)}</th>
              {row.map((count, k) => (
                <td
                  key={k}
                  class={count === 0 ? "none" : i === k ? "right" : "wrong"}
                >
                  {count}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

const size = 320;
const [left, bottom, margin] = [48, 24, 10];

/** Predictions over truths: a good network has them on the line. */
export function Pairs(
  { pairs, name }: { readonly pairs: Float32Array; readonly name: string },
) {
  const { train } = words.value;
  let [low, high] = [Infinity, -Infinity];
  for (const each of pairs) {
    if (each < low) low = each;
    if (each > high) high = each;
  }
  if (!(low <= high)) [low, high] = [0, 1];
  const room = roomAround(low, high, 0.05);
  const scale = linearScale(low - room, high + room, 4);
  const x = (value: number) => left + scale.at(value) * (size - left - margin);
  const y = (value: number) =>
    margin + (1 - scale.at(value)) * (size - bottom - margin);
  let path = "";
  for (let i = 0; i < pairs.length; i += 2) {
    if (!Number.isFinite(pairs[i + 1])) continue;
    path += `M${x(pairs[i]).toFixed(1)},${y(pairs[i + 1]).toFixed(1)}h0.1`;
  }
  return (
    <figure class="chart tall">
      <figcaption>{train.pairs(name)}</figcaption>
      <svg viewBox={`0 0 ${size} ${size}`} aria-hidden="true">
        <line
          class="rule"
          x1={x(low)}
          y1={y(low)}
          x2={x(high)}
          y2={y(high)}
        />
        {scale.ticks.map((tick) => (
          <g key={tick}>
            <text class="tick" x={x(tick)} y={size - 6} text-anchor="middle">
              {formatNumber(tick, 4)}
            </text>
            <text class="tick" x={left - 6} y={y(tick) + 4} text-anchor="end">
              {formatNumber(tick, 4)}
            </text>
          </g>
        ))}
        <path class="dots" d={path} />
      </svg>
    </figure>
  );
}
