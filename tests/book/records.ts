/** What docs/json.md says of records, and what records have. */

import { blocksOf } from "./page.ts";

/** The fields of a section's tables: those that are always there, and those that may be. */
export interface Fields {
  /** The section's title. */
  readonly title: string;
  /** The commands of its blocks. */
  readonly commands: readonly string[];
  /** Fields that every record has. */
  readonly always: readonly string[];
  /** Fields that a record may have. */
  readonly sometimes: readonly string[];
}

/** The sections of a page with their fields. */
export function fieldsOf(page: string): readonly Fields[] {
  return page.split(/^##+ /m).slice(1).map((section) => {
    const title = section.slice(0, section.indexOf("\n"));
    const fields = tablesOf(section).flatMap(({ prefix, rows }) =>
      rows.flatMap((cell) =>
        [...cell.matchAll(/`([^`]+)`/g)].map(([, field]) => prefix + field)
      )
    );
    return {
      title,
      commands: blocksOf(section)
        .filter(({ language, words }) =>
          language === "sh" && words[0] !== "ignore"
        )
        .map(({ text }) => text),
      always: fields.filter((field) => !field.endsWith("?")),
      sometimes: fields.filter((field) => field.endsWith("?"))
        .map((field) => field.slice(0, -1)),
    };
  });
}

/** The first cells of each table, and where its fields stand: the words before it say `In `report`:`. */
function tablesOf(
  section: string,
): readonly { readonly prefix: string; readonly rows: readonly string[] }[] {
  const tables = section.matchAll(/(?:^In `(.*?)`[^\n]*\n\n)?((?:^\|.*\n)+)/gm);
  return [...tables].map(([, place, table]) => ({
    prefix: place === undefined ? "" : `${place}.`,
    rows: [...table.matchAll(/^\| (`.*?`) +\|/gm)].map(([, cell]) => cell),
  }));
}

/** The paths of a record's leaves, `networks[].source`, those of diagnostics as one. */
export function leavesOf(record: unknown, path = ""): readonly string[] {
  if (Array.isArray(record)) {
    const inner = record.flatMap((each) => leavesOf(each, `${path}[]`));
    // The shape of a single number is an empty list.
    return inner.some((each) => each !== `${path}[]`)
      ? inner
      : [path.replace(/(\[\])+$/, "")];
  }
  if (typeof record !== "object" || record === null) {
    return [path.replace(/(\[\])+$/, "")];
  }
  return Object.entries(record).flatMap(([key, value]) =>
    key === "diagnostics"
      ? [path === "" ? key : `${path}.${key}`]
      : leavesOf(value, path === "" ? key : `${path}.${key}`)
  );
}

/** All diagnostics in a record. */
export function diagnosticsIn(record: unknown): readonly unknown[] {
  if (typeof record !== "object" || record === null) return [];
  return Object.entries(record).flatMap(([key, value]) =>
    key === "diagnostics" && Array.isArray(value) ? value : diagnosticsIn(value)
  );
}

/** The fields of `found` that none of `known` stands for: `metrics.*` stands for all in it. */
export function unknownIn(
  found: readonly string[],
  known: readonly string[],
): readonly string[] {
  return [...new Set(found)].filter((field) =>
    !known.some((each) =>
      each === field || each.startsWith(`${field}[].`) ||
      each.startsWith(`${field}.`) ||
      (each.endsWith(".*") && field.startsWith(each.slice(0, -1)))
    )
  );
}

/** The fields of `known` that are not among `found`; in an empty list none can be. */
export function unseenIn(
  found: readonly string[],
  known: readonly string[],
): readonly string[] {
  return known.filter((field) =>
    !found.some((each) =>
      each === field || each.startsWith(`${field}.`) ||
      each.startsWith(`${field}[]`) ||
      field.startsWith(`${each}[].`) ||
      (field.endsWith(".*") && each.startsWith(field.slice(0, -1)))
    )
  );
}
