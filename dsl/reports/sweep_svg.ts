import { say } from "../../words/say.ts";
import type { Sweep } from "../../lib/gradcheck/sweep.ts";
import { svgPage } from "../drawing/svg.ts";
import { curvesOf, decade, stepWord } from "./sweep_report.ts";

/** The curves as a self-contained SVG. */
export function sweepToSvg(sweep: Sweep, title: string): string {
  const curves = curvesOf(sweep);
  const [left, top, width, height] = [66, 64, 396, 320];
  const bottom = Math.floor(
    Math.min(...curves.flatMap(({ errors }) => errors.map(decade))),
  );
  const highest = 1;
  const x = (step: number) => left + (-Math.log10(step) - 1) / 14 * width;
  const y = (error: number) =>
    top + (highest - decade(error)) / (highest - bottom) * height;
  const at = (value: number) => value.toFixed(1);
  const body: string[] = [
    `<text x="16" y="24" font-weight="bold">${
      say("the error of a difference against its step")
    }</text>`,
  ];
  for (const [i, { step }] of sweep.rows.entries()) {
    const px = at(x(step));
    body.push(
      `<line x1="${px}" y1="${top}" x2="${px}" y2="${
        top + height
      }" stroke="#eee"/>`,
    );
    // There is room for every second number.
    if (i % 2 === 1) continue;
    body.push(
      `<text x="${px}" y="${
        top + height + 20
      }" text-anchor="middle" font-size="11">${step.toExponential()}</text>`,
    );
  }
  for (let row = bottom; row <= highest; row += 2) {
    const py = at(y(10 ** row));
    body.push(
      `<line x1="${left}" y1="${py}" x2="${
        left + width
      }" y2="${py}" stroke="#eee"/>`,
      `<text x="${left - 10}" y="${
        Number(py) + 4
      }" text-anchor="end" font-size="11">1e${row}</text>`,
    );
  }
  for (const [k, { name, isDashed, color, errors }] of curves.entries()) {
    const dashes = isDashed ? ' stroke-dasharray="6 4"' : "";
    const points = errors.map((error, i) =>
      `${at(x(sweep.rows[i].step))},${at(y(error))}`
    );
    body.push(
      `<polyline points="${
        points.join(" ")
      }" fill="none" stroke="${color}" stroke-width="2"${dashes}/>`,
      ...(isDashed ? [] : points.map((point) => {
        const [px, py] = point.split(",");
        return `<circle cx="${px}" cy="${py}" r="3" fill="${color}"/>`;
      })),
      `<line x1="${16 + 130 * k}" y1="46" x2="${
        46 + 130 * k
      }" y2="46" stroke="${color}" stroke-width="2"${dashes}/>`,
      `<text x="${54 + 130 * k}" y="50">${name}</text>`,
    );
  }
  body.push(
    `<text x="${left + width / 2}" y="${
      top + height + 44
    }" text-anchor="middle">${stepWord()}</text>`,
    `<text x="20" y="${
      top + height / 2
    }" text-anchor="middle" transform="rotate(-90 20 ${top + height / 2})">${
      say("relative error")
    }</text>`,
  );
  return svgPage(title, left + width + 22, top + height + 56, body);
}
