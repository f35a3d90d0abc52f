import type { Shape } from "../base/shape.ts";
import { chooseColumns, type ColumnOptions } from "../data/tables/columns.ts";
import { arrayIn } from "./array_data.ts";
import type { DataFile } from "./data_file.ts";

/** What an input is. */
export interface InputShapeOptions {
  /** Of a table: which columns are inputs. */
  readonly columns: ColumnOptions;
  /** Of arrays: the name of the inputs. */
  readonly inputs?: string | undefined;
}

/**
 * The shape of one input; undefined where it takes reading all of a table, since
 * a column of texts gives as many features as it has texts, or where the target
 * is not known.
 *
 * @param name what messages call the file.
 * @throws {DataError} if there is no such column or array.
 */
export function inputShapeIn(
  name: string,
  file: DataFile,
  { columns, inputs: arrayName }: InputShapeOptions,
): Shape | undefined {
  switch (file.kind) {
    case "array":
      return file.tensor.shape.slice(1);
    case "arrays":
      return arrayIn(name, file.arrays, "inputs", arrayName).shape.slice(1);
    case "table": {
      if (columns.target === undefined) return undefined;
      const { inputs, classes } = chooseColumns(file.table, columns);
      return inputs.some((i) => classes.has(i)) ? undefined : [inputs.length];
    }
  }
}
