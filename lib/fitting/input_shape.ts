import type { Shape } from "../base/shape.ts";
import {
  learnSchema,
  type LearnSchemaOptions,
} from "../data/schemas/learn_schema.ts";
import { inputShapeOf } from "../data/schemas/schema.ts";
import { arrayIn } from "./array_names.ts";
import type { DataFile } from "./data_file.ts";
import { guessTarget } from "./target_column.ts";

/** What {@linkcode inputShapeIn} takes. */
export interface InputShapeOptions {
  /** Which columns of a table are inputs, and how they are read. */
  readonly columns?: LearnSchemaOptions | undefined;
  /** Of several arrays the name of the inputs. */
  readonly inputs?: string | undefined;
}

/**
 * The shape of one input of data, for a network whose text leaves it open. A table is
 * read for it: a column of categories has as many features as categories.
 *
 * ```ts
 * import { fromBytes, inputShapeIn, readDataFile } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const text = new TextEncoder().encode("x,y,kind\n1,2,ash\n3,4,oak\n");
 * const file = await readDataFile(fromBytes("trees.csv", text));
 * const columns = { target: "kind" };
 * assertEquals(await inputShapeIn("trees.csv", file, { columns }), [2]);
 * ```
 *
 * @param name what messages call the file.
 * @throws {DataError} if there is no such column or array, or a row cannot be used.
 */
export async function inputShapeIn(
  name: string,
  file: DataFile,
  { columns, inputs: arrayName }: InputShapeOptions = {},
): Promise<Shape> {
  switch (file.kind) {
    case "array":
      return file.tensor.shape.slice(1);
    case "arrays":
      return arrayIn(name, file.arrays, "inputs", { name: arrayName })
        .shape.slice(1);
    case "table": {
      const { schema } = await learnSchema(file.table, {
        ...columns,
        target: columns?.target ?? guessTarget(file.table),
      });
      return inputShapeOf(schema);
    }
  }
}
