/**
 * Figures and tables as a terminal shows them.
 *
 * @module
 */

import { type CellText, renderTable } from "../../dsl/typesetting/table.ts";

/** `53 ns`, `12.3 µs`, `0.30 ms`: three digits. */
export function formatTime(milliseconds: number): string {
  if (milliseconds < 1e-3) return `${digits(milliseconds * 1e6)} ns`;
  if (milliseconds < 0.1) return `${digits(milliseconds * 1e3)} µs`;
  return `${digits(milliseconds)} ms`;
}

/** `104 GFLOP/s` */
export function formatSpeed(operations: number, milliseconds: number): string {
  return `${digits(gigaflops(operations, milliseconds))} GFLOP/s`;
}

/** 10⁹ floating-point operations a second. */
export function gigaflops(operations: number, milliseconds: number): number {
  return operations / milliseconds / 1e6;
}

/** A number with three digits, as far as they stand after the point. */
export function digits(value: number): string {
  const places = value < 10 ? 2 : value < 100 ? 1 : 0;
  return value.toFixed(places);
}

/** Prints a table whose first column is flush left and the others right, below what it is about. */
export function printTable(
  about: string,
  titles: readonly string[],
  rows: readonly (readonly CellText[])[],
): void {
  const { header, rows: lines } = renderTable(
    titles.map((title, i) => ({ title, align: i === 0 ? "left" : "right" })),
    rows,
  );
  console.log([`\n${about}`, header, ...lines].join("\n"));
}
