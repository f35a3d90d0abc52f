/**
 * What is wrong with data, and where.
 *
 * @module
 */

import type { Advice } from "../base/advice.ts";

/** A place in a data file. */
export interface DataPlace {
  /** The file's name, or what else the data is called. */
  readonly file: string;
  /** The line, from 1, in a file of lines. */
  readonly line?: number;
  /** The column: its name, or its number from 1. */
  readonly column?: string | number;
  /** The example, from 1, where the file has no lines; or the byte offset. */
  readonly example?: number;
  /** The offset in bytes, in a binary file. */
  readonly byte?: number;
}

/** Thrown where data cannot be used as it is. */
export class DataError extends RangeError {
  /** Where. */
  readonly place: DataPlace;
  /** How to mend it, as a sentence of its own. */
  readonly help: Advice | undefined;

  /** Makes the message: `train.csv:3, column "width": …`. */
  constructor(place: DataPlace, message: string, help?: Advice) {
    super(`${formatPlace(place)}: ${message}`);
    this.name = "DataError";
    this.place = place;
    this.help = help;
  }
}

function formatPlace({ file, line, column, example, byte }: DataPlace): string {
  return [
    line === undefined ? file : `${file}:${line}`,
    ...(example === undefined ? [] : [`example ${example}`]),
    ...(column === undefined ? [] : [`column ${JSON.stringify(column)}`]),
    ...(byte === undefined ? [] : [`byte ${byte}`]),
  ].join(", ");
}
