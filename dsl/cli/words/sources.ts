import { say } from "../../../words/say.ts";
import { visibleName } from "../../typesetting/visible.ts";

export type InputSource =
  | { readonly kind: "standard input" }
  /** A file, or if there is no such file, what else the word can mean: a text, a generator. */
  | { readonly kind: "named"; readonly name: string };

/** The source that a word stands for. */
export function inputSource(word: string): InputSource {
  return word === "-"
    ? { kind: "standard input" }
    : { kind: "named", name: word };
}

/** What messages call a source. */
export function inputName(source: InputSource): string {
  return source.kind === "named"
    ? visibleName(source.name)
    : say("standard input");
}

/** The sources that may be paths. */
export function pathsIn(sources: readonly InputSource[]): string[] {
  return sources.flatMap((each) => each.kind === "named" ? [each.name] : []);
}
