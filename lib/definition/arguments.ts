/**
 * The arguments of whatever has a name, as data: one description serves
 * TypeScript calls, the text of the language, the command line and the
 * documentation.
 *
 * @module
 */

/** What an argument can be: a number, several numbers, one word of a list, or yes and no. */
export type ArgumentValue = number | readonly number[] | string | boolean;

/** Arguments by name; an optional one that was left out is absent. */
export type ArgumentValues = Readonly<
  Record<string, ArgumentValue | undefined>
>;

/** Where a number must lie; open where absent. */
export interface NumberRange {
  /** It may be this or larger. */
  readonly from?: number;
  /** It must be larger. */
  readonly above?: number;
  /** It may be this or smaller. */
  readonly to?: number;
  /** It must be smaller. */
  readonly below?: number;
}

/** Describes one argument. */
export interface ArgumentDescription {
  /**
   * `size` and each of `sizes` is a positive integer, an `integer` and each of
   * `integers` any one from `least` on. `extents` are a whole number for all axes,
   * a list with one for each, or one of `choices`. `numbers` are a list, `label`
   * is the label of a step, a `flag` is yes or no.
   */
  readonly kind:
    | "size"
    | "sizes"
    | "integer"
    | "integers"
    | "extents"
    | "number"
    | "numbers"
    | "choice"
    | "label"
    | "flag";
  /** What it means, as a phrase. */
  readonly summary: string;
  /** The value where it is left out. */
  readonly default?: ArgumentValue | undefined;
  /** Whether it may be left out. */
  readonly optional: boolean;
  /** Whether it can be given by name only. */
  readonly named: boolean;
  /** The words that a choice allows, or those that may stand instead of extents. */
  readonly choices?: readonly string[] | undefined;
  /** The least of `integer`, `integers` and `extents`; 1 where absent. */
  readonly least?: number | undefined;
  /** The largest that an `integer` may be. */
  readonly most?: number | undefined;
  /** Where a number, or each of several, must lie. */
  readonly range?: NumberRange | undefined;
}

/**
 * Describes one argument whose value is of type `T`, neither more nor less: what
 * describes fewer words does not stand for one that describes more of them.
 */
export interface ArgumentSpec<in out T extends ArgumentValue | undefined>
  extends ArgumentDescription {
  /** The value where it is left out. */
  readonly default?: T | undefined;
}

/** Arguments by name, in the order in which they are shown. */
export type ArgumentSpecs = Readonly<Record<string, ArgumentDescription>>;

/** The values that a set of specs gives. */
export type ValuesOf<Specs extends ArgumentSpecs> = {
  readonly [Name in keyof Specs]: Specs[Name] extends ArgumentSpec<infer T> ? T
    : never;
};

/**
 * The specs of the options that an interface documents: one for each, of just its
 * type. `{ … } satisfies SpecsFor<SgdOptions>` makes a difference between the two
 * an error of types.
 */
export type SpecsFor<Options> = {
  readonly [Name in keyof Options]-?: Given<Options[Name]> extends ArgumentValue
    ?
      | ArgumentSpec<Given<Options[Name]>>
      | ArgumentSpec<Given<Options[Name]> | undefined>
    : never;
};

type Given<T> = Exclude<T, undefined>;

/** Who takes the arguments: its name and what it takes. */
export interface Signature {
  /** Its name. */
  readonly name: string;
  /** Its arguments. */
  readonly arguments: ArgumentSpecs;
  /** Which arguments stand where, shortest form first: `[["out"], ["in", "out"]]`. */
  readonly forms: readonly (readonly string[])[];
}
