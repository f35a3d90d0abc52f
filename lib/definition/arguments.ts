/** What an argument can be: a number, several numbers, a word, or yes and no. */
export type ArgumentValue = number | readonly number[] | string | boolean;

/** Arguments by name; an optional one that was left out is absent. */
export type ArgumentValues = Readonly<
  Record<string, ArgumentValue | undefined>
>;

/** Where a number must lie. Default: anywhere. */
export interface NumberRange {
  /** The least allowed. */
  readonly from?: number;
  /** It must be larger. */
  readonly above?: number;
  /** The largest allowed. */
  readonly to?: number;
  /** It must be smaller. */
  readonly below?: number;
}

/** Describes one argument, for TypeScript calls, the text of the language, the command line and the documentation alike. */
export interface ArgumentDescription {
  /**
   * `size` and each of `sizes` is a positive integer, or −1 where that is the least of
   * `sizes`. An `integer` and each of
   * `integers` is at least `least`. An `axis` is a whole number, negative where it is
   * counted from the last, and `axes` are one or a list of them. `extents` are a whole number for all axes, a
   * list with one for each, or one of `choices`. `numbers` are a list, `label` is
   * the label of a step, a `flag` is yes or no. A `branch` is a pipeline in a text,
   * and its value is true where it is there.
   */
  readonly kind:
    | "size"
    | "sizes"
    | "integer"
    | "integers"
    | "axis"
    | "axes"
    | "extents"
    | "number"
    | "numbers"
    | "choice"
    | "label"
    | "flag"
    | "branch";
  /** What it means, as a phrase. */
  readonly summary: string;
  /** Its default. */
  readonly default?: ArgumentValue | undefined;
  /** Whether it may be left out. */
  readonly optional: boolean;
  /** Whether it can be given by name only. */
  readonly named: boolean;
  /** The words of a choice, or those allowed instead of extents. */
  readonly choices?: readonly string[] | undefined;
  /** The least of `integer`, `integers`, `extents` and `sizes`. Default: 1. */
  readonly least?: number | undefined;
  /** Whether `extents` are numbers above 0 of any kind. */
  readonly isFraction?: boolean | undefined;
  /** The largest of an `integer`. */
  readonly most?: number | undefined;
  /** Where a number, or each of several, must lie. */
  readonly range?: NumberRange | undefined;
  /** Another argument and those of its values with which alone this one has an effect. */
  readonly when?: ArgumentCondition | undefined;
}

/** Values of another argument: `{ argument: "mode", values: ["cubic"] }`. */
export interface ArgumentCondition {
  /** The other argument. */
  readonly argument: string;
  /** Its values. */
  readonly values: readonly ArgumentValue[];
}

/** Describes one argument whose values are exactly those of type `T`: not fewer words, not more. */
export interface ArgumentSpec<in out T extends ArgumentValue | undefined>
  extends ArgumentDescription {
  /** Its default. */
  readonly default?: T | undefined;
}

/** Arguments by name, in the order in which they are shown. */
export type ArgumentSpecs = Readonly<Record<string, ArgumentDescription>>;

/** The values that a set of specs describes. */
export type ValuesOf<Specs extends ArgumentSpecs> = {
  readonly [Name in keyof Specs]: Specs[Name] extends ArgumentSpec<infer T> ? T
    : never;
};

/** The specs of documented options, one for each: a type error if `{ … } satisfies SpecsFor<SgdOptions>` differs from them. */
export type SpecsFor<Options> = {
  readonly [Name in keyof Options]-?: Given<Options[Name]> extends ArgumentValue
    ?
      | ArgumentSpec<Given<Options[Name]>>
      | ArgumentSpec<Given<Options[Name]> | undefined>
    : never;
};

type Given<T> = Exclude<T, undefined>;

/** A name and the arguments it takes. */
export interface Signature {
  /** The name. */
  readonly name: string;
  /** The arguments. */
  readonly arguments: ArgumentSpecs;
  /** The orders of positional arguments, the shortest first: `[["out"], ["in", "out"]]`. */
  readonly forms: readonly (readonly string[])[];
}
