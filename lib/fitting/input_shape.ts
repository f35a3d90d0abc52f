import type { Shape } from "../base/shape.ts";
import { chooseColumns, type ColumnOptions } from "../data/tables/columns.ts";
import { arrayIn } from "./array_data.ts";
import type { DataFile } from "./data_file.ts";

/**
 * The shape of one input, known before there is a network; undefined if it takes all
 * rows of a table, since a column of texts has as many features as different texts,
 * or if the target is not known.
 *
 * @param name what messages call the file.
 * @param options which columns of a table are inputs, or the name of the array.
 * @throws {DataError} if there is no such column or array.
 */
export function inputShapeIn(
  name: string,
  file: DataFile,
  { columns, inputs: arrayName }: {
    readonly columns: ColumnOptions;
    readonly inputs?: string | undefined;
  },
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
