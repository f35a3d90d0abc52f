/**
 * A choice with settings, as one written word: `sgd(momentum=0.9)`.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import type { Advice } from "../base/advice.ts";
import { NablaError } from "../base/nabla_error.ts";
import { closest } from "../base/suggest.ts";
import { series } from "../base/words.ts";
import type {
  ArgumentDescription,
  ArgumentValue,
  ArgumentValues,
} from "./arguments.ts";
import type { Described } from "./definition.ts";
import { exampleArgument } from "./example.ts";
import { nameMeant, textName } from "./names.ts";
import { readArguments } from "./reading.ts";

/** A definition with the settings that were given. */
export interface Chosen<Choice extends Described = Described> {
  readonly definition: Choice;
  readonly name: string;
  /** The settings as they are written. */
  readonly settings: ReadonlyMap<string, number | string>;
  /** The same, with the names and values that they have in TypeScript. */
  readonly given: ArgumentValues;
  /** All values, with defaults for those that were not given. */
  readonly values: ArgumentValues;
}

/**
 * Reads a choice with its settings.
 *
 * @param option what messages call the place of the word: `--data`, `generate`.
 * @throws {NablaError} if there is no such choice, or it does not take a setting.
 */
export function readCall<Choice extends Described>(
  option: string,
  text: string,
  choices: ReadonlyMap<string, Choice>,
): Chosen<Choice> {
  const parts = /^\s*([\w-]+)\s*(?:\(([^()]*)\))?\s*$/.exec(text);
  if (parts === null) {
    throw refusal(
      say("{option} {text} cannot be read", {
        option,
        text: JSON.stringify(text),
      }),
      say("Write a name, or a name with settings as in {example}.", {
        example: exampleOf(choices),
      }),
    );
  }
  const [, word, list = ""] = parts;
  const definition = choices.get(nameMeant(word, choices.keys()) ?? "");
  if (definition === undefined) {
    throw refusal(
      say("{option} knows no {word}", { option, word }),
      among(word, [...choices.keys()].map(textName)),
    );
  }
  const name = textName(definition.name);
  const specs = definition.arguments;
  const settings = new Map<string, number | string>();
  const given = new Map<string, ArgumentValue>();
  for (const part of list.split(",").filter((each) => each.trim() !== "")) {
    const [key, value = "", ...more] = part.split("=").map((t) => t.trim());
    const names = Object.keys(specs);
    const own = nameMeant(key, names);
    if (own === undefined) {
      throw refusal(
        say("{name} of {option} has no setting {setting}", {
          name,
          option,
          setting: JSON.stringify(key),
        }),
        names.length === 0
          ? say("{name} has none.", { name })
          : among(key, names.map(textName)),
      );
    }
    if (more.length > 0 || value === "") {
      throw refusal(
        say("{setting} of {option} cannot be read", {
          setting: JSON.stringify(part.trim()),
          option,
        }),
        say("Write {name}=VALUE.", { name: key }),
      );
    }
    if (given.has(own)) {
      throw refusal(
        say("{setting} of {option} is given twice", { setting: key, option }),
      );
    }
    const read = valueOf(specs[own], value);
    given.set(own, read);
    settings.set(textName(own), typeof read === "number" ? read : value);
  }
  const { values, problems } = readArguments(definition, [], given);
  for (const { argument, rule } of problems) {
    const found = settings.get(textName(argument));
    const facts = {
      setting: textName(argument),
      option,
      rule: rule.replaceAll("`", ""),
    };
    throw refusal(
      found === undefined
        ? say("{setting} of {option} {rule}", facts)
        : say("{setting} of {option} {rule}: found {found}", {
          ...facts,
          found,
        }),
    );
  }
  const all = Object.fromEntries(given);
  return { definition, name, settings, given: all, values };
}

/** A call with one more setting. */
export function withSetting<Choice extends Described>(
  call: Chosen<Choice>,
  name: string,
  value: number,
): Chosen<Choice> {
  return {
    ...call,
    settings: new Map([...call.settings, [textName(name), value]]),
    given: { ...call.given, [name]: value },
    values: { ...call.values, [name]: value },
  };
}

/** What was written, as a value of its kind, or else as the text itself. */
function valueOf({ kind }: ArgumentDescription, text: string): ArgumentValue {
  if (kind === "flag") return text === "yes" || (text === "no" ? false : text);
  if (kind === "choice") return text;
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
}

export function among(name: string, names: readonly string[]): string {
  const near = closest(name, names);
  return near === undefined
    ? say("There are {names}.", { names: series(names) })
    : say("Did you mean {name}?", { name: near });
}

/** A call of the first choice that has a setting. */
function exampleOf(choices: ReadonlyMap<string, Described>): string {
  for (const definition of choices.values()) {
    const [key, value] = exampleArgument(definition) ?? [];
    if (key === undefined) continue;
    return `${textName(definition.name)}(${textName(key)}=${value})`;
  }
  return "name(setting=1)";
}

function refusal(problem: string, help?: Advice): NablaError<"usage"> {
  return new NablaError("usage", { problem }, { help });
}
