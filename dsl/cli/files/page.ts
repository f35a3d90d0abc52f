/**
 * What a page is given to begin with, and the page of one exercise.
 *
 * @module
 */

import { currentLanguage, say } from "../../../words/say.ts";
import { escapeXml } from "../../typesetting/xml.ts";
import { UsageError } from "../words/command.ts";
import type { NamedText } from "./source.ts";

/** What a page begins with: the name of a file without its folder, if there is one, and its text. */
export function startOf({ origin, title, text }: NamedText, seed?: number) {
  return {
    name: origin.kind === "file" ? title.replace(/^.*[\\/]/, "") : "",
    session: { text, ...seed === undefined ? {} : { seed } },
  };
}

/** The page of one exercise, with the exercise in it. */
export function withExercise(
  page: string,
  text: NamedText,
  seed: number,
): string {
  const start = startOf(text, seed);
  // As data within HTML: nothing in it can end the element.
  const data = JSON.stringify(start).replaceAll("<", "\\u003c");
  const title = escapeXml(
    start.name === "" ? "nabla" : `${start.name} · nabla`,
  );
  const language = currentLanguage()?.code;
  return page
    .replace(
      "<html",
      language === undefined ? "$&" : `$& data-language="${language}"`,
    )
    .replace(/(?<=id="start">)\s*\{\}\s*/, () => data)
    .replace("<title>nabla<", () => `<title>${title}<`);
}

/** The refusal where the page is missing, as in a clone that never built it. */
export function pageNotBuilt(): UsageError {
  return new UsageError(
    say("the page is not built"),
    say("Run deno task build:play in the folder of nabla."),
  );
}
