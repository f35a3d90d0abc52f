/**
 * Pictures: graphs of networks, curves of training, what a network decides, and
 * reports as pages. Each is a text, SVG or HTML.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { diagramOf, diagramToSvg } from "@nabla/nabla/plots";
 * import { assertMatch } from "@std/assert";
 *
 * const svg = diagramToSvg(diagramOf(nn`fc(2,1) -> sigmoid`.bind(), "a neuron"));
 * assertMatch(svg, /^<svg /);
 * ```
 *
 * @module
 */

export {
  type Diagram,
  type DiagramEdge,
  type DiagramNode,
  diagramOf,
} from "./dsl/drawing/diagram.ts";
export { diagramToDot, diagramToMermaid } from "./dsl/drawing/dot.ts";
export { neuronsToSvg } from "./dsl/drawing/neurons.ts";
export { diagramToSvg } from "./dsl/drawing/svg.ts";
export {
  type BoundaryOptions,
  boundaryToSvg,
} from "./dsl/plots/boundary_svg.ts";
export { type CurveOptions, curveToSvg } from "./dsl/plots/curve_svg.ts";
export { type CurveTextOptions, renderCurve } from "./dsl/plots/curve_text.ts";
export { type ReportPage, reportToHtml } from "./dsl/reports/gradcheck_html.ts";
export type { CheckedItem } from "./dsl/reports/verdicts.ts";
export { sweepToSvg } from "./dsl/reports/sweep_svg.ts";
