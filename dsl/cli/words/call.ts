/**
 * A choice with settings, as one word of the command line: `sgd(momentum=0.9)`.
 *
 * @module
 */

import { closest } from "../../../lib/base/suggest.ts";
import { list } from "../../../lib/base/words.ts";
import { UsageError } from "./command.ts";

/** What a choice takes: numbers, or words, of which yes and no are true and false. */
export type Setting = "number" | readonly string[];

/** Choices by name, each with its settings. */
export type Choices = ReadonlyMap<
  string,
  { readonly settings: Readonly<Record<string, Setting>> }
>;

/** A choice that was made. */
export interface Call {
  /** Its name. */
  readonly name: string;
  /** Its settings. */
  readonly settings: ReadonlyMap<string, number | string>;
}

/**
 * Reads a choice with its settings.
 *
 * @param option the option that it is the value of, or the command: `--data`,
 * `generate`.
 * @throws {UsageError} if there is no such choice, or a setting is not one that
 * it takes.
 */
export function readCall(
  option: string,
  text: string,
  choices: Choices,
): Call {
  const parts = /^\s*([\w-]+)\s*(?:\(([^()]*)\))?\s*$/.exec(text);
  if (parts === null) {
    throw new UsageError(
      `${option} ${JSON.stringify(text)} cannot be read`,
      `Write a name, or a name with settings as in ${example(choices)}.`,
    );
  }
  const [, name, list = ""] = parts;
  const choice = choices.get(name);
  if (choice === undefined) {
    throw new UsageError(
      `${option} knows no ${name}`,
      among(name, [...choices.keys()]),
    );
  }
  const settings = new Map<string, number | string>();
  for (const part of list.split(",").filter((each) => each.trim() !== "")) {
    const [key, value = "", ...more] = part.split("=").map((t) => t.trim());
    const names = Object.keys(choice.settings);
    if (!names.includes(key)) {
      throw new UsageError(
        `${name} of ${option} has no setting ${JSON.stringify(key)}`,
        names.length === 0 ? `${name} has none.` : among(key, names),
      );
    }
    if (more.length > 0 || value === "") {
      throw new UsageError(
        `${JSON.stringify(part.trim())} of ${option} cannot be read`,
        `Write ${key}=VALUE.`,
      );
    }
    settings.set(key, readSetting(option, key, value, choice.settings[key]));
  }
  return { name, settings };
}

function readSetting(
  option: string,
  key: string,
  text: string,
  setting: Setting,
): number | string {
  if (setting !== "number") {
    if (setting.includes(text)) return text;
    throw new UsageError(
      `${key} of ${option} must be ${list(setting, "or")}: found ${text}`,
    );
  }
  const value = Number(text);
  if (Number.isFinite(value)) return value;
  throw new UsageError(`${key} of ${option} must be a number: found ${text}`);
}

function among(name: string, names: readonly string[]): string {
  const near = closest(name, names);
  return near === undefined
    ? `There are ${names.join(", ")}.`
    : `Did you mean ${near}?`;
}

function example(choices: Choices): string {
  for (const [name, { settings }] of choices) {
    const [key] = Object.keys(settings);
    if (key !== undefined) return `${name}(${key}=0.9)`;
  }
  return "name(setting=1)";
}
