import type { Column } from "../../data/schemas/schema.ts";
import type { DataMeaning } from "../../fitting/data_meaning.ts";

/** What a model's metadata says of its data: the names of columns and of classes. */
export function dataMetadata(
  { schema }: DataMeaning,
  predictions: readonly {
    readonly head: string | undefined;
    readonly names: readonly string[] | undefined;
  }[],
): Readonly<Record<string, string>> {
  const columns = columnsOf(schema?.inputs ?? []);
  const classes = predictions.map(({ names }) => names);
  return {
    ...columns && { columns: JSON.stringify(columns) },
    ...classes.some((names) => names !== undefined) && {
      classes: JSON.stringify(
        predictions.length === 1 ? classes[0] : Object.fromEntries(
          predictions.map(({ head }, i) => [head, classes[i] ?? null]),
        ),
      ),
    },
  };
}

/** The names of columns in order; of several inputs those of each by its name. */
function columnsOf(columns: readonly Column[]) {
  if (columns.length === 0) return undefined;
  const names = (own: readonly Column[]) => own.map(({ name }) => name);
  if (columns[0].part === undefined) return names(columns);
  const parts = Map.groupBy(columns, ({ part }) => part ?? "");
  return Object.fromEntries(
    [...parts].map(([part, own]) => [part, names(own)]),
  );
}
