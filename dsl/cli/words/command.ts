/**
 * What a command is: its words, its options and what it does.
 *
 * @module
 */

import type { Advice } from "../../../lib/base/advice.ts";
import { NablaError } from "../../../lib/base/nabla_error.ts";
import type { Io } from "../world/io.ts";

/** An option of a command. */
export interface Option {
  /** Its name without the dashes. */
  readonly name: string;
  /** How its value is called in the help; a flag has none. */
  readonly value?: string;
  /** What it does, as a phrase. */
  readonly summary: string;
  /** Whether it may be given several times. */
  readonly repeated?: boolean;
}

/** What was given on the command line. */
export interface Arguments {
  /** What is not an option. */
  readonly positional: readonly string[];
  /** Whether a flag is set. */
  flag(name: string): boolean;
  /** The value of an option. */
  text(name: string): string | undefined;
  /** All values of an option that may be repeated. */
  texts(name: string): readonly string[];
  /**
   * The value of an option as a number.
   *
   * @throws {UsageError} if it is not a number for which `holds` is true.
   */
  number(
    name: string,
    rule: string,
    holds: (value: number) => boolean,
  ): number | undefined;
  /**
   * The value of an option that is one of a few words.
   *
   * @throws {UsageError} if it is another.
   */
  choice<const Word extends string>(
    name: string,
    words: readonly Word[],
  ): Word | undefined;
}

/** A command of `nabla`. */
export interface Command {
  /** Its name. */
  readonly name: string;
  /** What it does, as a phrase. */
  readonly summary: string;
  /** What it takes besides options. */
  readonly usage: string;
  /** Its options. */
  readonly options: readonly Option[];
  /** Calls of it that work, with what they show. */
  readonly examples: readonly (readonly [call: string, summary: string])[];
  /** What its exit status says, where that is not what checks say. */
  readonly exitStatus?: string;
  /**
   * Carries it out and returns the exit status: unless told otherwise, 0 all
   * agree, 1 something differs, 2 could not check, 3 inconclusive only.
   *
   * @throws {UsageError} if the arguments make no sense.
   */
  run(args: Arguments, io: Io): Promise<number>;
}

/** Thrown where a command was called wrongly or cannot read what it was given. */
export class UsageError extends NablaError<"usage"> {
  /** Says what is wrong, and how to mend it. */
  constructor(problem: string, help?: Advice) {
    super("usage", { problem }, { help });
    this.name = "UsageError";
  }
}
