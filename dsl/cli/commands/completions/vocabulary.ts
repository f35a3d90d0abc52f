import { textName } from "../../../../lib/definition/names.ts";
import { say } from "../../../../words/say.ts";
import { kinds } from "../../../manual/registries.ts";
import {
  type ListedCommand,
  type Option,
  option,
  summaryWords,
} from "../../words/command.ts";
import { everywhere } from "../../words/language.ts";

/** All that a command line can say, from the definitions of its commands. */
export interface Vocabulary {
  readonly commands: readonly CommandWords[];
  /** What can stand before a command. */
  readonly options: readonly OptionWords[];
}

/** What can be written in one place. */
export interface Offers {
  /** The words that it can be. */
  readonly words: readonly string[];
  /** Whether it can be a file. */
  readonly files: boolean;
}

/** What can be written after a command, options aside. */
export interface CommandWords extends Offers {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly OptionWords[];
}

/** What can be written after an option. */
export interface OptionWords extends Offers {
  /** Its name without the dashes. */
  readonly name: string;
  /** What the help calls its value; a flag has none. */
  readonly value?: string | undefined;
  readonly summary: string;
  readonly isRepeated: boolean;
}

/** Reads it from the commands, all of which are loaded for it. */
export async function vocabularyOf(
  commands: ReadonlyMap<string, ListedCommand>,
): Promise<Vocabulary> {
  const ofCommands = [...commands].map(async ([name, { summary, load }]) => {
    const { usage, options, words } = await load();
    return {
      name,
      summary: say(summary),
      words: await words?.() ?? [],
      files: /FILE|FOLDER|\.\w/.test(usage),
      options: [...options, ...everywhere].map(optionWords),
    };
  });
  return {
    commands: await Promise.all(ofCommands),
    options: [...everywhere, option("version", "print the version")]
      .map(optionWords),
  };
}

function optionWords(option: Option): OptionWords {
  const { name, value, summary, choices, names, repeated = false } = option;
  const kind = kinds.find((each) => each.name === names);
  return {
    name,
    value,
    summary: summaryWords(summary),
    words: choices ?? [...kind?.definitions.keys() ?? []].map(textName),
    files: /^(FILE|FOLDER|PROGRAM)/.test(value ?? ""),
    isRepeated: repeated,
  };
}
