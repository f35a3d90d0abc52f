import { visibleJson } from "../../typesetting/visible.ts";

/** One record: its version, the command, the exit status, and what the command found. */
export function toRecord(
  command: string,
  status: number,
  body: Readonly<Record<string, unknown>>,
): string {
  const record = { version: 1, command, status, ...body };
  return visibleJson(JSON.stringify(record, plainly, 2)) + "\n";
}

export function toLine(body: Readonly<Record<string, unknown>>): string {
  return visibleJson(JSON.stringify(body, plainly)) + "\n";
}

/** JSON has no NaN and no infinity, which are written as strings, and no typed arrays. */
function plainly(_key: string, value: unknown): unknown {
  if (value instanceof Float64Array || value instanceof Float32Array) {
    return [...value];
  }
  return typeof value === "number" && !Number.isFinite(value)
    ? String(value)
    : value;
}
