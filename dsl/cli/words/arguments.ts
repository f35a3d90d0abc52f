import { parseArgs } from "@std/cli/parse-args";
import { say } from "../../../words/say.ts";
import { closest } from "../../../lib/base/suggest.ts";
import { list, series } from "../../../lib/base/words.ts";
import { isPart } from "./named_parts.ts";
import {
  type Arguments,
  numberRules,
  type Option,
  UsageError,
} from "./command.ts";

/**
 * Sorts the words after a command into options and the rest. An option's value
 * may begin with a minus, `--step -1e-6`. No option is ignored.
 *
 * @throws {UsageError} for an option that is unknown, given twice, or lacks its value.
 */
export function readCommandLine(
  words: readonly string[],
  options: readonly Option[],
): Arguments {
  const { flags, positional } = separate(words, options);
  const namesWhere = (holds: (option: Option) => boolean) =>
    options.filter(holds).map(({ name }) => name);
  const parsed = parseArgs([...flags, "--", ...positional], {
    "--": true,
    boolean: namesWhere(({ value }) => value === undefined),
    string: namesWhere(({ value }) => value !== undefined),
    collect: namesWhere(({ repeated = false }) => repeated),
  });
  const values = new Map<string, unknown>(Object.entries(parsed));
  return {
    positional: parsed["--"],
    given(name) {
      const value = values.get(name);
      return value === true || typeof value === "string" ||
        (Array.isArray(value) && value.length > 0);
    },
    flag: (name) => values.get(name) === true,
    text(name) {
      const text = values.get(name);
      return typeof text === "string" ? text : undefined;
    },
    texts(name) {
      const texts = values.get(name);
      return Array.isArray(texts) ? texts.map(String) : [];
    },
    number(name, rule) {
      const text = values.get(name);
      if (typeof text !== "string") return undefined;
      const value = text.trim() === "" ? NaN : Number(text);
      if (Number.isFinite(value) && numberRules[rule](value)) return value;
      throw mustBe(name, say(rule), text);
    },
    choice({ name, choices }) {
      const text = values.get(name);
      return typeof text === "string"
        ? requireChoice(name, choices, text)
        : undefined;
    },
  };
}

/**
 * The one of a few words that an option says.
 *
 * @param written how it is written.
 * @throws {UsageError} if it is another.
 */
export function requireChoice<Word extends string>(
  name: string,
  words: readonly Word[],
  text: string,
  written = text,
): Word {
  const choice = words.find((each) => each === text);
  if (choice !== undefined) return choice;
  const near = closest(text, words);
  throw mustBe(
    name,
    list(words, "or"),
    written,
    near === undefined
      ? undefined
      : say("Did you mean {name}?", { name: near }),
  );
}

/** The refusal of an option's value. */
export function mustBe(
  name: string,
  rule: string,
  text: string,
  help?: string,
): UsageError {
  const found = text || say("nothing");
  return new UsageError(
    say("--{name} must be {rule}: found {found}", { name, rule, found }),
    help,
  );
}

/** Options as `--name=value`, each known and given once, and the rest. */
function separate(
  words: readonly string[],
  options: readonly Option[],
): { flags: string[]; positional: string[] } {
  const known = new Map(options.map((option) => [option.name, option]));
  const seen = new Set<string>();
  const flags: string[] = [];
  const positional: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (word === "--") {
      positional.push(...words.slice(i + 1));
      break;
    }
    if (!/^-[-A-Za-z]/.test(word)) {
      positional.push(word);
      continue;
    }
    const [written, ...given] = word.split("=");
    const name = written === "-h" ? "help" : written.replace(/^--?/, "");
    const option = word.startsWith("--") || name === "help"
      ? known.get(name)
      : undefined;
    if (option === undefined) throw unknownOption(written, [...known.keys()]);
    if (seen.has(name) && !option.repeated) {
      throw new UsageError(say("--{name} is given twice", { name }));
    }
    seen.add(name);
    if (option.value === undefined) {
      if (given.length > 0) {
        throw new UsageError(say("--{name} takes no value", { name }));
      }
      flags.push(`--${name}`);
      continue;
    }
    const first = given.length > 0 ? given.join("=") : words.at(++i);
    if (
      first === undefined || (given.length === 0 &&
        first.startsWith("--") && known.has(first.slice(2)))
    ) {
      throw new UsageError(
        say("--{name} needs a value", { name }),
        say("Write --{name} {value}.", { name, value: option.value }),
      );
    }
    const parts = [first];
    while (option.parts && isPart(first) && isPart(words.at(i + 1) ?? "")) {
      parts.push(words[++i]);
    }
    flags.push(`--${name}=${parts.join(" ")}`);
  }
  return { flags, positional };
}

function unknownOption(written: string, known: readonly string[]): UsageError {
  const word = written.replace(/^-+/, "");
  const near = closest(word, known) ??
    known.find((name) => name.includes("-") && initialsOf(name) === word);
  return new UsageError(
    say("there is no option {written}", { written }),
    near === undefined
      ? say("The options are {names}.", {
        names: series(known.map((name) => `--${name}`)),
      })
      : say("Did you mean {name}?", { name: `--${near}` }),
  );
}

/** `lr` of `learning-rate`, as some call it elsewhere. */
function initialsOf(name: string): string {
  return name.split("-").map((part) => part[0]).join("");
}
