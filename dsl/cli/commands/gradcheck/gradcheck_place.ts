/**
 * Where a network is checked: at the numbers of its text, of a file of weights, of
 * data.
 *
 * @module
 */

import { say } from "../../../../words/say.ts";
import { plural } from "../../../../lib/base/words.ts";
import type { CompiledNetwork } from "../../../exercise/exercise.ts";
import { givenNumbers } from "../../../exercise/given_numbers.ts";
import {
  type GradcheckPlace,
  type NumberSource,
  placeOfText,
} from "../../../exercise/gradcheck_place.ts";
import { UsageError } from "../../words/command.ts";
import type { Io } from "../../world/io.ts";
import type { GradcheckChoice } from "./gradcheck_choice.ts";

/**
 * The place of a check. What a file of weights and data give stands above what the
 * text gives.
 *
 * @throws {UsageError} if a file cannot be read, or the text gives another number
 * of examples than asked for.
 * @throws {DataError} if a file does not fit the network.
 */
export async function gradcheckPlace(
  text: CompiledNetwork,
  title: string,
  choice: GradcheckChoice,
  io: Io,
): Promise<GradcheckPlace> {
  const { options, place: { source, isDrawn } } = choice;
  const hasData = source !== undefined;
  const batch = isDrawn || hasData ? undefined : givenNumbers(text).batch;
  if (batch !== undefined && (options.batch ?? batch) !== batch) {
    throw new UsageError(
      say("--batch {batch} differs from the {examples} that {title} gives", {
        batch: `${options.batch}`,
        examples: plural(batch, "example"),
        title,
      }),
      say("Leave --batch out, or draw all numbers with --drawn."),
    );
  }
  const sources = await numbersOfFiles(text, choice, io);
  return placeOfText(text, title, { options, isDrawn, sources, hasData });
}

/** What files give; what reads them is loaded where there are some. */
async function numbersOfFiles(
  text: CompiledNetwork,
  choice: GradcheckChoice,
  io: Io,
): Promise<readonly NumberSource[]> {
  const { weights, source } = choice.place;
  if (weights === undefined && source === undefined) return [];
  const { sourcesOfFiles } = await import("./file_numbers.ts");
  return await sourcesOfFiles(text, choice, io);
}
