import { say } from "../../../words/say.ts";
import { maxElements } from "../../base/limits.ts";
import { LimitError, NablaError } from "../../base/nabla_error.ts";
import { isCount } from "../../base/ranges.ts";
import { elementCount, type Shape } from "../../base/shape.ts";
import { usedTwice } from "../tables/column_uses.ts";

/** A column that is used. Without categories its cells are numbers. */
export interface Column {
  /** Its name. */
  readonly name: string;
  /** The shape of the arrays in its cells; absent if each holds a single number. */
  readonly shape?: Shape;
  /**
   * The texts that its cells may hold. An input has a feature for each: 1 for its
   * own, 0 for the others. A target is the number of its text, from 0.
   */
  readonly categories?: readonly string[];
  /** Which of several inputs, or of several losses, it is for. */
  readonly part?: string;
}

/** What the columns of a table mean, as JSON: saved with a network and used again. */
export interface Schema {
  /** The inputs, in the order of their features. */
  readonly inputs: readonly Column[];
  /** The targets. */
  readonly targets: readonly Column[];
}

export const maxCategories = 10_000;

/** The most characters of a category. */
export const maxLabel = 1000;

/** How many features an input has. */
export function featureCount({ shape, categories }: Column): number {
  return categories?.length ?? elementCount(shape ?? []);
}

/** A name for each feature: its column's, with its category or its place in an array. */
export function featureNames(inputs: readonly Column[]): string[] {
  return inputs.flatMap((column) => {
    const { name, shape, categories } = column;
    if (categories !== undefined) {
      return categories.map((text) => `${name} = ${text}`);
    }
    return shape === undefined ? [name] : Array.from(
      { length: featureCount(column) },
      (_, i) => `${name}[${i}]`,
    );
  });
}

/**
 * The shape of one input: that of the cells, if the only column holds arrays,
 * otherwise all features in a row.
 *
 * @throws {LimitError} if there are too many.
 */
export function inputShapeOf({ inputs }: Schema): Shape {
  return shapeOf(inputs);
}

/** The shape of one target: `[]` for a class, otherwise as that of an input, with one number for each class among several; undefined without targets. */
export function targetShapeOf({ targets }: Schema): Shape | undefined {
  if (targets.length === 0) return undefined;
  const [{ categories, part }] = targets;
  const isClass = categories !== undefined && part === undefined;
  if (targets.length === 1 && isClass) return [];
  return shapeOf(
    targets,
    ({ shape }) => elementCount(shape ?? []),
  );
}

function shapeOf(
  columns: readonly Column[],
  widthOf = featureCount,
): Shape {
  const count = columns.reduce((sum, column) => sum + widthOf(column), 0);
  if (count > maxElements) {
    throw new LimitError({
      action: say("read data"),
      limit: say("numbers in an example"),
      most: maxElements,
      asked: count,
    });
  }
  const [first] = columns;
  const isAlone = columns.length === 1 && first.categories === undefined &&
    first.part === undefined;
  return isAlone && first.shape !== undefined ? first.shape : [count];
}

/** The columns of one of several inputs or losses, as if there were no others; all of those that are not in parts. */
export function columnsOfPart(
  columns: readonly Column[],
  part: string,
): readonly Column[] {
  return columns.flatMap((column) =>
    column.part === undefined
      ? [column]
      : column.part === part
      ? [plain({ ...column, part: undefined })]
      : []
  );
}

/**
 * Reads a saved schema.
 *
 * ```ts
 * import { readSchema } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const saved = '{"inputs": [{"name": "x"}], "targets": []}';
 * assertEquals(readSchema(JSON.parse(saved)).inputs, [{ name: "x" }]);
 * ```
 *
 * @throws {NablaError} if it is not a schema.
 */
export function readSchema(saved: unknown): Schema {
  const { inputs, targets } = Object(saved);
  if (isColumns(inputs) && isColumns(targets) && inputs.length > 0) {
    if (usedTwice(inputs, targets, ({ name }) => name) === undefined) {
      return { inputs: inputs.map(plain), targets: targets.map(plain) };
    }
  }
  throw new NablaError("call", {
    action: say("read the schema"),
    rule: say(
      "inputs and targets must be lists of columns with different names, with at least one input",
    ),
  });
}

function plain({ name, shape, categories, part }: Column): Column {
  return {
    name,
    ...(part === undefined ? {} : { part }),
    ...(shape === undefined ? {} : { shape }),
    ...(categories === undefined ? {} : { categories }),
  };
}

function isColumns(list: unknown): list is readonly Column[] {
  return Array.isArray(list) && list.every(isColumn);
}

function isColumn(column: unknown): boolean {
  const { name, shape, categories, part } = Object(column);
  return typeof name === "string" &&
    (part === undefined || typeof part === "string") &&
    (shape === undefined || (isShape(shape) && categories === undefined)) &&
    (categories === undefined || isCategories(categories));
}

function isShape(shape: unknown): boolean {
  return Array.isArray(shape) && shape.length > 0 &&
    shape.every(isCount) &&
    elementCount(shape) <= maxElements;
}

function isCategories(list: unknown): boolean {
  return Array.isArray(list) && list.length > 0 &&
    list.length <= maxCategories &&
    list.every((text) => typeof text === "string") &&
    new Set(list).size === list.length;
}
