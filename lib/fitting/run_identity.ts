/** The value of a setting: a number, a word, a boolean, or several of them. */
export type TrainingSetting =
  | string
  | number
  | boolean
  | readonly (string | number | boolean)[];

/** The settings that decide on the outcome of a training: one can resume another if they agree. */
export type RunIdentity = Readonly<
  Record<string, TrainingSetting | undefined>
>;

/** A setting in which two trainings differ. */
export interface RunDifference {
  /** Its name. */
  readonly name: string;
  /** Its value before. */
  readonly before: TrainingSetting | undefined;
  /** Its value now. */
  readonly now: TrainingSetting | undefined;
}

/**
 * The first setting in which two trainings differ; undefined if they agree.
 *
 * ```ts
 * import { differenceOfRuns } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const before = { seed: 1, optimizer: "adam()" };
 * assertEquals(differenceOfRuns(before, { ...before, patience: undefined }), undefined);
 * assertEquals(differenceOfRuns(before, { ...before, seed: 2 }), {
 *   name: "seed",
 *   before: 1,
 *   now: 2,
 * });
 * ```
 */
export function differenceOfRuns(
  before: RunIdentity,
  now: RunIdentity,
): RunDifference | undefined {
  for (const name of new Set([...Object.keys(now), ...Object.keys(before)])) {
    if (written(before[name]) === written(now[name])) continue;
    return { name, before: before[name], now: now[name] };
  }
}

/** As JSON, as in a file, where an infinite number is null; of content the digest alone. */
function written(setting: TrainingSetting | undefined): string | undefined {
  return JSON.stringify(
    typeof setting === "string" ? digestIn(setting) ?? setting : setting,
  );
}

const ofContent = /, digest ([0-9a-f]{32})$/;

/** A setting that stands for content, as that of a file, which may have another name later. */
export function contentSetting(name: string, digest: string): string {
  return `${name}, digest ${digest}`;
}

/** The digest in what {@linkcode contentSetting} gave; undefined for any other text. */
export function digestIn(setting: string): string | undefined {
  return ofContent.exec(setting)?.[1];
}
