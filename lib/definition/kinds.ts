/**
 * The kinds of arguments, a function each.
 *
 * @module
 */

import type { ArgumentSpec, NumberRange } from "./arguments.ts";

const required = { optional: false, named: false } as const;
const optionalByName = { optional: true, named: true } as const;

/** A positive integer. */
export function size(summary: string): ArgumentSpec<number> {
  return { kind: "size", summary, ...required };
}

/** A positive integer that may be left out. */
export function optionalSize(
  summary: string,
): ArgumentSpec<number | undefined> {
  return { kind: "size", summary, optional: true, named: false };
}

/** One or more positive integers: all positional arguments from here. */
export function sizes(summary: string): ArgumentSpec<readonly number[]> {
  return { kind: "sizes", summary, ...required };
}

/** {@linkcode sizes}, of which one may be −1. */
export function sizesOrOpen(summary: string): ArgumentSpec<readonly number[]> {
  return { ...sizes(summary), least: -1 };
}

/** Where a {@linkcode number} must lie, and how it is given. */
export interface NumberOptions extends NumberRange {
  /** Whether it can be given by name only. Default: false. */
  readonly named?: boolean;
}

/** A finite number; with a default it may be left out. */
export function number(
  summary: string,
  defaultValue?: number,
  options: NumberOptions = {},
): ArgumentSpec<number> {
  const { named = false, ...range } = options;
  return {
    kind: "number",
    summary,
    optional: defaultValue !== undefined,
    named,
    default: defaultValue,
    range: Object.keys(range).length === 0 ? undefined : range,
  };
}

/** A finite number without a default that may be left out; given by name. */
export function optionalNumber(
  summary: string,
  range?: NumberRange,
): ArgumentSpec<number | undefined> {
  return { kind: "number", summary, range, ...optionalByName };
}

/** A list of finite numbers that may be left out; given by name: `weights=[1, 2]`. */
export function optionalNumbers(
  summary: string,
  range?: NumberRange,
): ArgumentSpec<readonly number[] | undefined> {
  return { kind: "numbers", summary, range, ...optionalByName };
}

/** Whole numbers of at least `least`: all positional arguments from here. */
export function integers(
  summary: string,
  least: number,
): ArgumentSpec<readonly number[]> {
  return { kind: "integers", summary, least, ...required };
}

/** One whole number of at least `least`. */
export function integer(summary: string, least: number): ArgumentSpec<number> {
  return { kind: "integer", summary, least, ...required };
}

/** An axis of an example, 0 for the first or −1 for the last, that may be left out; given by name. */
export function optionalAxis(
  summary: string,
): ArgumentSpec<number | undefined> {
  return { kind: "axis", summary, ...optionalByName };
}

/** {@linkcode optionalAxis}, or a list of them. */
export function optionalAxes(
  summary: string,
): ArgumentSpec<number | readonly number[] | undefined> {
  return { kind: "axes", summary, ...optionalByName };
}

/** The label of an earlier step. */
export function stepLabel(summary: string): ArgumentSpec<string> {
  return { kind: "label", summary, ...required };
}

/** What {@linkcode extents} takes. */
export interface ExtentsOptions {
  /** The default: a number or one of the words. Without one it must be given. */
  readonly default?: number | string;
  /** The least of each. Default: 1. */
  readonly least?: number;
  /** Whether it can be given by name only. Default: false. */
  readonly named?: boolean;
}

/** The value of {@linkcode extents}. */
export type Extents<Word extends string = never> =
  | number
  | readonly number[]
  | Word;

/** A whole number for all axes, or a list with one for each: `3`, `[3, 5]`. */
export function extents(
  summary: string,
  options: ExtentsOptions = {},
): ArgumentSpec<Extents> {
  const { default: defaultValue, least = 1, named = false } = options;
  return {
    kind: "extents",
    summary,
    least,
    named,
    optional: defaultValue !== undefined,
    default: defaultValue as Extents | undefined,
  };
}

/** {@linkcode extents} of at least 0 that may be left out. */
export function optionalExtents(
  summary: string,
  named = false,
): ArgumentSpec<Extents | undefined> {
  return {
    kind: "extents",
    summary,
    least: 0,
    named,
    optional: true,
    default: undefined,
  };
}

/** A number above 0 for all axes, or a list with one for each, that may be left out; given by name. */
export function factors(summary: string): ArgumentSpec<Extents | undefined> {
  return { ...optionalExtents(summary, true), isFraction: true };
}

/** {@linkcode extents}, or a word instead: `same`. */
export function extentsOr<const Word extends string>(
  words: readonly Word[],
  summary: string,
  options: ExtentsOptions = {},
): ArgumentSpec<Extents<Word>> {
  return { ...extents(summary, options), choices: words };
}

/** One word of a list with a default, given by name: `init=he`. */
export function choice<const Word extends string>(
  summary: string,
  choices: readonly Word[],
  defaultValue: NoInfer<Word>,
  named = true,
): ArgumentSpec<Word> {
  return {
    kind: "choice",
    summary,
    choices,
    optional: true,
    named,
    default: defaultValue,
  };
}

/** One word of a list that may be left out; given by name. */
export function optionalChoice<const Word extends string>(
  summary: string,
  choices: readonly Word[],
): ArgumentSpec<Word | undefined> {
  return { kind: "choice", summary, choices, ...optionalByName };
}

/** A branch, a pipeline in a text, that may be left out; given by name. */
export function branch(summary: string): ArgumentSpec<boolean | undefined> {
  return { kind: "branch", summary, ...optionalByName };
}

/** Yes or no, given by name. Default: no. */
export function flag(summary: string): ArgumentSpec<boolean> {
  return { kind: "flag", summary, default: false, ...optionalByName };
}

/** A whole number of at least `least` and at most `most`, given by name. */
export function count(
  summary: string,
  defaultValue: number,
  least = 1,
  most?: number,
): ArgumentSpec<number> {
  return {
    ...integer(summary, least),
    ...optionalByName,
    most,
    default: defaultValue,
  };
}

/** A whole number of either sign, but not 0, given by name. */
export function signedCount(
  summary: string,
  defaultValue: number,
): ArgumentSpec<number> {
  return count(summary, defaultValue, -Infinity);
}

/** A whole number of at least `least` that may be left out; given by name. */
export function optionalCount(
  summary: string,
  least = 1,
): ArgumentSpec<number | undefined> {
  return { kind: "integer", summary, least, ...optionalByName };
}

/** A number with a default, given by name. */
export function amount(
  summary: string,
  defaultValue: number,
  range: NumberRange = {},
): ArgumentSpec<number> {
  return number(summary, defaultValue, { ...range, named: true });
}

/** A number of at least 0, given by name. */
export function notNegative(
  summary: string,
  defaultValue: number,
): ArgumentSpec<number> {
  return amount(summary, defaultValue, { from: 0 });
}

/** A number above 0, given by name. */
export function positive(
  summary: string,
  defaultValue: number,
): ArgumentSpec<number> {
  return amount(summary, defaultValue, { above: 0 });
}

/** A number from 0 to below 1, given by name. */
export function share(
  summary: string,
  defaultValue: number,
): ArgumentSpec<number> {
  return amount(summary, defaultValue, { from: 0, below: 1 });
}
