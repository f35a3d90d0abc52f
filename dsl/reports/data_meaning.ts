import { say } from "../../words/say.ts";
import { visibleName } from "../typesetting/visible.ts";
import { elementCount } from "../../lib/base/shape.ts";
import { clauses, list, plural, series } from "../../lib/base/words.ts";
import {
  type Column,
  columnsOfPart,
  featureCount,
  featureNames,
  type Schema,
} from "../../lib/data/schemas/schema.ts";
import { missingNames } from "../../lib/data/schemas/missing.ts";
import type { Normalization } from "../../lib/fitting/numbers/normalization.ts";
import type {
  DataMeaning,
  TargetMeaning,
} from "../../lib/fitting/data_meaning.ts";
import { formatNumber } from "../typesetting/numbers.ts";
import { renderTable, type TableColumn } from "../typesetting/table.ts";

interface Width {
  readonly columns?: number | undefined;
}

/** The most columns, inputs or categories that are listed. */
const most = 20;

/** Lines on what a network knows of its data; none for one that knows nothing. */
export function renderDataMeaning(
  meaning: DataMeaning,
  width: Width = {},
): string[] {
  const { schema, labels, reading, normalization, targetNormalization } =
    meaning;
  const { inputs = {}, losses = {} } = meaning;
  return [
    ...schema === undefined ? [] : columnLines(schema, width),
    ...labels === undefined ? [] : [
      say("target: {values}, as classes from 0", {
        values: few(labels.map(String)),
      }),
    ],
    ...(reading?.missing ?? reading?.missingNames) === undefined
      ? []
      : missingLines(reading ?? {}),
    ...normalization === undefined ? [] : [
      say("inputs are normalized as (x - offset) / scale:"),
      ...renderNormalization(normalization, schema, width),
    ],
    ...targetNormalization === undefined ? [] : [
      say(
        "outputs are in units of the targets once they are y · scale + offset:",
      ),
      ...outputLines(targetNormalization, width),
    ],
    ...Object.entries(inputs).flatMap(([name, own]) => [
      say("{name} is normalized as (x - offset) / scale:", { name }),
      ...renderNormalization(own, schemaOfInput(schema, name), width),
    ]),
    ...Object.entries(losses).flatMap(([name, own]) =>
      lossLines(name, own, width)
    ),
  ].map(visibleName);
}

/** Lines on the targets of one of several losses. */
function lossLines(
  name: string,
  { labels, targetNormalization: units }: TargetMeaning,
  width: Width,
): string[] {
  return [
    ...labels === undefined ? [] : [
      say("{name}: {values}, as classes from 0", {
        name,
        values: few(labels.map(String)),
      }),
    ],
    ...units === undefined ? [] : [
      say(
        "outputs for {name} are in units of its targets once they are y · scale + offset:",
        { name },
      ),
      ...outputLines(units, width),
    ],
  ];
}

/** The offset and scale of each output. */
function outputLines(units: Normalization, width: Width): string[] {
  return numberLines(
    units.offset.map((_, i) => say("output {number}", { number: i + 1 })),
    units,
    width,
  );
}

/** The offset and scale of each input by its name, those of several under the names of these. */
export function renderNormalizations(
  { normalization, inputs = {}, schema }: DataMeaning,
): string[] {
  return [
    ...normalization === undefined
      ? []
      : renderNormalization(normalization, schema),
    ...Object.entries(inputs).flatMap(([name, own]) => [
      say("{name}:", { name }),
      ...renderNormalization(own, schemaOfInput(schema, name)),
    ]),
  ];
}

function schemaOfInput(
  schema: Schema | undefined,
  name: string,
): Schema | undefined {
  return schema && { ...schema, inputs: columnsOfPart(schema.inputs, name) };
}

/** The offset and scale of each input by its name. */
function renderNormalization(
  normalization: Normalization,
  schema: Schema | undefined,
  width: Width = {},
): string[] {
  const { length } = normalization.offset;
  const names = schema === undefined ? [] : featureNames(schema.inputs);
  const own = names.length === length
    ? names
    : length === 1
    ? [say("all")]
    : normalization.offset.map((_, i) =>
      say("input {number}", { number: i + 1 })
    );
  return numberLines(own, normalization, width);
}

function numberLines(
  names: readonly string[],
  { offset, scale }: Normalization,
  width: Width,
): string[] {
  return tableOf(
    [
      "",
      { title: say("offset"), align: "right" },
      { title: say("scale"), align: "right" },
    ],
    names.map((name, i) => [
      name,
      formatNumber(offset[i], 7),
      formatNumber(scale[i], 7),
    ]),
    width,
  );
}

function columnLines({ inputs, targets }: Schema, width: Width): string[] {
  const count = inputs.reduce((sum, each) => sum + featureCount(each), 0);
  return [
    say("{inputs} from {columns}:", {
      inputs: plural(count, "input"),
      columns: plural(inputs.length, "column"),
    }),
    ...tableOf(
      ["", { title: say("inputs"), align: "right" }, say("categories")],
      inputs.map((column) => [
        partName(column),
        `${featureCount(column)}`,
        column.categories === undefined ? "" : few(column.categories),
      ]),
      width,
    ),
    ...targets.map((column) => {
      const { categories, shape } = column;
      const name = partName(column);
      return categories !== undefined
        ? say("target {name}: {values}", { name, values: few(categories) })
        : shape === undefined
        ? say("target {name}, a number", { name })
        : say("target {name}, {numbers}", {
          name,
          numbers: plural(elementCount(shape), "number"),
        });
    }),
  ];
}

/** The name of a column, with the input or loss that it is for, if there are several. */
function partName({ name, part }: Column): string {
  return part === undefined ? name : `${name} (${part})`;
}

function missingLines(
  { missing = "error", missingNames: others }: NonNullable<
    DataMeaning["reading"]
  >,
): string[] {
  const own = others?.filter((name) => !missingNames.includes(name)) ?? [];
  const how = {
    error: "missing values are mistakes",
    skip: "missing values leave their lines out",
    mean: "missing values take the mean of their input",
  } as const;
  const names = list(own.map((name) => JSON.stringify(name)), "and");
  return [
    clauses([
      say(how[missing]),
      ...own.length === 0
        ? []
        : own.length === 1
        ? [say("{names} stands for one as well", { names })]
        : [say("{names} stand for one as well", { names })],
    ]),
  ];
}

function tableOf(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  { columns: width }: Width,
): string[] {
  const { header, rows: lines } = renderTable(columns, rows.slice(0, most), {
    indent: "  ",
    width,
  });
  const left = rows.length - most;
  return [
    ...header === "" ? [] : [header],
    ...lines,
    ...left > 0 ? [`  ${say("and {left} more", { left })}`] : [],
  ];
}

function few(names: readonly string[]): string {
  const left = names.length - most;
  return left > 0
    ? say("{names} and {count} more", {
      names: series(names.slice(0, most)),
      count: left,
    })
    : list(names, "or");
}
