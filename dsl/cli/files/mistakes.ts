/**
 * Mistakes in words, of the user and of the layers of theirs.
 *
 * @module
 */

import { visibleName } from "../../typesetting/visible.ts";
import { formatAdvice } from "../../../lib/base/advice.ts";
import { NablaError } from "../../../lib/base/nabla_error.ts";
import { say } from "../../../words/say.ts";
import { UsageError } from "../words/command.ts";
import { writeOption } from "../../typesetting/option_words.ts";
import { Stopped } from "../words/stopped.ts";
import { missingPermission } from "../world/confinement.ts";
import type { Io } from "../world/io.ts";
import { system } from "../world/system/system.ts";

/**
 * Prints a mistake.
 *
 * @returns the exit status.
 * @throws what ends the whole command.
 */
export function reportMistake(error: unknown, io: Pick<Io, "error">): 2 {
  const mistake = mistakeOf(error);
  if (mistake === undefined) throw error;
  printMistake(mistake, "nabla", io);
  return 2;
}

/** Prints a mistake to standard error, after the name of what it is in. */
export function printMistake(
  mistake: NablaError,
  of: string,
  io: Pick<Io, "error">,
): void {
  io.error(`${of}: ${mistakeWords(mistake)}\n`);
}

/** A mistake and its way out, as the command line writes them. */
export function mistakeWords({ code, message, help }: NablaError): string {
  const sentence = message.replace(/^Cannot /, "cannot ");
  // Lines of its own are indented; those of a name are shown. A text has many.
  const words = code === "text"
    ? sentence
    : sentence.replace(/\n(?! )/g, visibleName);
  return help === undefined
    ? words
    : `${words}\n${visibleName(formatAdvice(help, writeOption))}`;
}

/**
 * The mistake that an error is: of the user, of a layer of theirs, what the machine
 * cannot do, or a fault of nabla. Undefined for what ends the whole command.
 */
export function mistakeOf(error: unknown): NablaError | undefined {
  if (error instanceof NablaError) return error;
  if (error instanceof Stopped || error instanceof system.errors.BrokenPipe) {
    return undefined;
  }
  return layerFailure(error) ?? machineFailure(error) ?? faultOf(error);
}

function faultOf(error: unknown): UsageError {
  const stack = error instanceof Error ? error.stack ?? "" : "";
  const [, place] = /([^/\\\s]+\.ts:\d+:\d+)\)?$/m.exec(stack) ?? [];
  return new UsageError(
    say("this is a fault of nabla: {error}", { error: errorWords(error) }),
    place === undefined
      ? say("Report it, please, with the command and its files.")
      : say(
        "Report it, please, with the command and its files: it was met at {place}.",
        { place },
      ),
  );
}

/** What any error is to the user. */
export function failureOf(error: unknown): NablaError {
  return mistakeOf(error) ?? new UsageError(
    say("failed: {error}", { error: errorWords(error) }),
  );
}

/** Engines refuse memory that they do not have, and calls within too many calls. */
function machineFailure(error: unknown): UsageError | undefined {
  if (!(error instanceof RangeError)) return;
  return new UsageError(
    say("this is too much for the memory: {error}", { error: error.message }),
    say("Take less at once: a smaller network, --batch or file."),
  );
}

/**
 * The mistake where a layer of a module threw; undefined for any other error.
 * Modules are recognized by the query that reading them adds.
 */
function layerFailure(error: unknown): UsageError | undefined {
  if (!(error instanceof Error)) return;
  const place = /([^/\\\s]+)\?changed=\d+:(\d+:\d+)/.exec(error.stack ?? "");
  if (place === null) return;
  const thrown = say("It was thrown at {place}.", {
    place: `${place[1]}:${place[2]}`,
  });
  const help = confinedHelp(error);
  return new UsageError(
    say("a layer threw while it was run: {error}", {
      error: errorWords(error),
    }),
    help === undefined
      ? thrown
      : say("{sentence} {another}", { sentence: thrown, another: help }),
  );
}

/** What helps where a module may not do something. */
export function confinedHelp(error: unknown): string | undefined {
  const lack = missingPermission(error);
  if (lack === undefined) return undefined;
  return say(
    lack.startsWith("env ")
      ? "A module of layers may read its own folder and do nothing else: let the layer take it as an argument."
      : lack.startsWith("read ")
      ? "A module of layers may read its own folder and do nothing else: put there what it reads and imports."
      : "A module of layers may read its own folder and do nothing else: copy what it imports there, and leave out the rest.",
  );
}

/** What an error says, without what reading modules adds. */
export function errorWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const lack = missingPermission(error);
  if (lack !== undefined) {
    return say("it lacks {permission}", { permission: lack });
  }
  const name = error.name === "Error" ? "" : `${error.name}: `;
  return `${name}${error.message}`.replaceAll(/\?changed=\d+/g, "");
}
