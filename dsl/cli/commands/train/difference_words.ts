import { say } from "../../../../words/say.ts";
import { series } from "../../../../lib/base/words.ts";
import { featureNames } from "../../../../lib/data/schemas/schema.ts";
import type { DataMeaning } from "../../../../lib/fitting/data_meaning.ts";
import { nameInList } from "../../../typesetting/option_words.ts";

/** How many inputs or classes a line names. */
const mostNamed = 6;

/** Lines on what weights were learned for, where they are to learn something else now. */
export function differenceWords(
  path: string,
  before: DataMeaning,
  now: DataMeaning,
): string[] {
  return (["inputs", "classes"] as const).flatMap((what) => {
    const [old, own] = [before, now].map((meaning) => namesOf(meaning)[what]);
    const isSame = old.length === own.length &&
      old.every((name, i) => name === own[i]);
    if (isSame || old.length === 0 || own.length === 0) return [];
    const facts = { path, before: few(old), now: few(own) };
    return [
      what === "inputs"
        ? say(
          "the weights of {path} were learned for the inputs {before}, and now stand for {now}",
          facts,
        )
        : say(
          "the weights of {path} were learned for the classes {before}, and now stand for {now}",
          facts,
        ),
    ];
  });
}

function namesOf({ schema, labels: only = [], losses = {} }: DataMeaning) {
  const labels = [
    ...only,
    ...Object.values(losses).flatMap((each) => each.labels ?? []),
  ];
  return {
    inputs: schema === undefined ? [] : featureNames(schema.inputs),
    classes: schema === undefined
      ? labels.map(String)
      : schema.targets.flatMap(({ categories = [] }) => categories),
  };
}

function few(names: readonly string[]): string {
  return series(names.slice(0, mostNamed).map(nameInList)) +
    (names.length > mostNamed ? ` … ${nameInList(names.at(-1) ?? "")}` : "");
}
