import { say } from "../../../../words/say.ts";
import { visibleName } from "../../../typesetting/visible.ts";
import {
  clauses,
  formatCount,
  list,
  plural,
  series,
} from "../../../../lib/base/words.ts";
import {
  columnsOfPart,
  featureCount,
  type Schema,
} from "../../../../lib/data/schemas/schema.ts";
import { textName } from "../../../../lib/definition/names.ts";
import type { DividedData } from "../../../../lib/fitting/prepared_data.ts";
import { leftOutWords } from "../../../typesetting/left_out.ts";
import { noteLines } from "../../words/notes.ts";
import { nameInList } from "../../../typesetting/option_words.ts";
import type { PlannedTraining } from "./train_plan.ts";

/** Lines for what was found in the data and left out of it, and for what is learned from what. */
export function dataWords(
  name: string,
  data: DividedData,
): string[] {
  const { examples, validation, schema, skipped = 0, notes = [] } = data;
  const own = plural(examples.length, "example");
  const counts = validation === undefined
    ? own
    : say("{examples} and {count} for validation", {
      examples: own,
      count: formatCount(validation.length),
    });
  return [
    ...noteLines(name, notes),
    ...skipped === 0 ? [] : [leftOutWords(skipped)],
    of(name, counts),
    ...schema !== undefined ? columnWords(data, schema) : labelWords(data),
  ].map(visibleName);
}

/** What the inputs and targets are; of several a line for each. */
function columnWords(
  { examples: { inputs = [], targets = [] } }: DividedData,
  schema: Schema,
): string[] {
  const own = inputs.map(({ name }) =>
    of(
      name,
      inputWords({ ...schema, inputs: columnsOfPart(schema.inputs, name) }),
    )
  );
  const answers = targets.map(({ name }) =>
    of(
      name,
      targetWords({ ...schema, targets: columnsOfPart(schema.targets, name) }),
    )
  );
  if (own.length + answers.length === 0) {
    return [clauses([inputWords(schema), targetWords(schema)])];
  }
  return [
    ...own.length > 0 ? own : [inputWords(schema)],
    ...answers.length > 0 ? answers : [targetWords(schema)],
  ];
}

function labelWords({ labels, losses = {} }: DividedData): string[] {
  const all = [
    [say("target"), labels] as const,
    ...Object.entries(losses).map(([name, own]) => [name, own.labels] as const),
  ];
  return all.flatMap(([name, own]) =>
    own === undefined ? [] : [of(name, categoryWords(own.map(String)))]
  );
}

/** How many columns and classes a line names. */
const mostNamed = 6;

function inputWords({ inputs }: Schema): string {
  const count = inputs.reduce((sum, each) => sum + featureCount(each), 0);
  const names = inputs.map((column) => {
    const own = featureCount(column);
    const name = nameInList(column.name);
    return own === 1 ? name : `${name} (${own})`;
  });
  return of(plural(count, "input"), few(names));
}

/** `spiral: 300 examples` */
function of(name: string, words: string): string {
  return say("{place}: {problem}", { place: name, problem: words });
}

function few(names: readonly string[]): string {
  return series(names.slice(0, mostNamed)) +
    (names.length > mostNamed ? ` … ${names.at(-1)}` : "");
}

/** A line on the optimizer, where it is another than usual and nobody asked for it. */
export function optimizerWords(
  { choice: { settings }, optimizer }: PlannedTraining,
): string[] {
  return settings.optimizer === undefined && optimizer.takesAll === true
    ? [
      say(
        "these are least squares: the optimizer is {name}, with all examples in each step",
        { name: textName(optimizer.name) },
      ),
    ]
    : [];
}

function targetWords({ targets }: Schema): string {
  const names = few(targets.map(({ name }) => nameInList(name)));
  if (targets.length > 1) return severalWords(targets, names);
  const { categories } = targets[0];
  if (categories === undefined) {
    return targets.length === 1
      ? say("target {names}", { names })
      : say("targets {names}", { names });
  }
  const [first] = categories;
  if (categories.length === 1) {
    return say(
      "target {names}, which is always {category}, so there is nothing to learn",
      { names, category: first },
    );
  }
  return of(say("target {names}", { names }), categoryWords(categories));
}

/** Categories in their order, and which classes they are if they have other numbers for names. */
function categoryWords(categories: readonly string[]): string {
  const { length } = categories;
  const isMany = length > mostNamed;
  const words = isMany
    ? `${few(categories)} (${length})`
    : list(categories, "or");
  const isMapped = categories.every((name) => !Number.isNaN(Number(name))) &&
    categories.some((name, i) => name !== String(i));
  if (!isMapped) return words;
  return isMany
    ? say("{categories}, as class 0 to {last}", {
      categories: words,
      last: length - 1,
    })
    : say("{categories}, as class {numbers}", {
      categories: words,
      numbers: list(categories.map((_, i) => `${i}`), "and"),
    });
}

function severalWords(targets: Schema["targets"], names: string): string {
  const pairs = targets.flatMap(({ name, categories }) =>
    categories === undefined ? [] : [
      say("{name} is {categories}", {
        name,
        categories: list(categories, "or"),
      }),
    ]
  );
  const words = say("targets {names}", { names });
  return pairs.length === 0 ? words : of(
    words,
    clauses(pairs.slice(0, mostNamed)) +
      (pairs.length > mostNamed ? " …" : ""),
  );
}
