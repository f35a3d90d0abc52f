import type { Advice } from "../../../lib/base/advice.ts";
import { NablaError } from "../../../lib/base/nabla_error.ts";
import { isCount, isWhole } from "../../../lib/base/ranges.ts";
import { type Phrase, say } from "../../../words/say.ts";
import type { KindName } from "../../manual/kind_names.ts";
import type { Io } from "../world/io.ts";

/** An option of a command. */
export interface Option {
  /** Its name without the dashes. */
  readonly name: string;
  /** What the help calls its value; a flag has none. */
  readonly value?: string | undefined;
  /** What it does, as a phrase; or what makes one. */
  readonly summary: Summary;
  /** The words that its value is one of. */
  readonly choices?: readonly string[];
  /** What its value is the name of, or may be in place of a file. */
  readonly names?: KindName;
  /** Whether words as `name=value` after it belong to it. */
  readonly parts?: boolean;
  /** Whether it may be given several times. */
  readonly repeated?: boolean;
  /** Present if its value is a file that the command writes. */
  readonly output?: Output;
}

/** A phrase, or what makes one of names and defaults. */
export type Summary = Phrase | (() => string);

/** What an option says of the file that it names. */
export interface Output {
  /** How its name may end: an ending that means something else is refused. */
  readonly endings: readonly [string, ...string[]];
  /** Other files that are written with it. */
  readonly beside?: readonly ((path: string) => string)[];
}

/** An option as the help shows it: `option("seed N", …)`; without a value it is a flag. */
export function option(form: string, summary: Summary): Option {
  const [name, value] = form.split(" ");
  return { name, value, summary };
}

/** An option whose value is one of a few words. */
export interface ChoiceOption<Word extends string> extends Option {
  readonly choices: readonly Word[];
}

/** An option whose value is one of a few words. */
export function choiceOption<const Word extends string>(
  form: string,
  summary: Summary,
  choices: readonly Word[],
): ChoiceOption<Word> {
  return { ...option(form, summary), choices };
}

/** An option whose value is a file that the command writes. */
export function outputOption(
  name: string,
  summary: Summary,
  ...endings: Output["endings"]
): Option {
  return { name, value: "FILE", summary, output: { endings } };
}

/** What a number must be, in the words of messages. */
export const numberRules = {
  "a positive integer": isCount,
  "an integer of at least 0": isWhole,
  "an integer from 1 to 64": (n: number) => isCount(n) && n <= 64,
  "1 or 2": (n: number) => n === 1 || n === 2,
  "a port from 1 to 65535": (n: number) => isCount(n) && n <= 65535,
  "a positive number": (n: number) => n > 0,
  "a number of at least 0": (n: number) => n >= 0,
  "between 0 and 1": (n: number) => n > 0 && n < 1,
};

/** What was given on the command line. */
export interface Arguments {
  /** What is not an option. */
  readonly positional: readonly string[];
  /** Whether an option is given, with a value or as a flag. */
  given(name: string): boolean;
  /** Whether a flag is set. */
  flag(name: string): boolean;
  /** The value of an option. */
  text(name: string): string | undefined;
  /** All values of an option that may be repeated. */
  texts(name: string): readonly string[];
  /**
   * The value of an option as a number.
   *
   * @throws {UsageError} if it is not one, or breaks the rule.
   */
  number(name: string, rule: keyof typeof numberRules): number | undefined;
  /**
   * The value of an option that is one of a few words.
   *
   * @throws {UsageError} if it is another.
   */
  choice<Word extends string>(option: ChoiceOption<Word>): Word | undefined;
}

/** A command of `nabla`. */
export interface Command {
  /** Its name. */
  readonly name: string;
  /** What it takes in addition to options. */
  readonly usage: string;
  /** Its options. */
  readonly options: readonly Option[];
  /** The words that it can be called with, where there are few: its names, its numbers. */
  words?(): readonly string[] | Promise<readonly string[]>;
  /** Calls of it that work, with what they show. */
  readonly examples: readonly (readonly [call: string, summary: Phrase])[];
  /** Whether it writes the files that it reads anew. */
  readonly rewrites?: boolean;
  /** What it needs besides: the permissions that the others give up. */
  needs?(args: Arguments): readonly ("net" | "run" | "write")[];
  /** Whether it goes on until a signal ends it, which is then its right end. */
  readonly isEndless?: boolean;
  /** What each exit status says. */
  readonly exitStatus: Phrase;
  /**
   * Carries it out and returns the exit status.
   *
   * @throws {UsageError} if the arguments make no sense.
   */
  run(args: Arguments, io: Io): Promise<number>;
}

/** A command of the list. */
export interface ListedCommand {
  /** What it does, as a phrase. */
  readonly summary: Phrase;
  /** Loads it. */
  load(): Promise<Command>;
}

/** What an option or a command does, in the language in force. */
export function summaryWords(summary: Summary): string {
  return typeof summary === "string" ? say(summary) : summary();
}

/** What the exit status of a check says. */
export const checkStatus =
  "0 all agree, 1 some differ, 2 could not check, 3 inconclusive";

/** Thrown where a command was called wrongly or cannot read what it was given. */
export class UsageError extends NablaError<"usage"> {
  /** Says what is wrong, and how to mend it. */
  constructor(problem: string, help?: Advice) {
    super("usage", { problem }, { help });
    this.name = "UsageError";
  }
}

/** The refusal of a file that does not exist. */
export function noSuchFile(path: string, help?: string): UsageError {
  const problem = say("cannot {action} {what}: {reason}", {
    action: say("read"),
    what: path,
    reason: say("there is no such file"),
  });
  return new UsageError(problem, help);
}
