import { formatNumber } from "../typesetting/numbers.ts";
import type { DiagramEdge } from "./diagram.ts";

/** The local derivative of an edge in words; empty where it has none. */
export function derivativeText({ derivative }: DiagramEdge): string {
  return derivative === undefined ? "" : `∂ ${formatNumber(derivative, 4)}`;
}
