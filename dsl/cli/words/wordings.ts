/**
 * The library’s options as the command line calls them.
 *
 * @module
 */

import {
  type Advice,
  formatAdvice,
  type OptionUse,
} from "../../../lib/base/advice.ts";

/** What the library calls its options, and how the command line says the same. */
const wordings: readonly (readonly [library: RegExp, ours: string])[] = [
  [/\b(without|classes): \["([^",]+)"\]/g, "--$1 $2"],
  [/\bmissing: "(skip|mean)"/g, "--missing $1"],
  [
    /^Perhaps ("[^"\\]*,[^"\\]*") is meant\.$/,
    "Perhaps $1 is meant: a name with a comma stands in quotes of its own, as in --inputs '$1'.",
  ],
  [/\bheader: true or header: false\b/g, "--header yes or --header no"],
  [
    /^Take its texts as classes with targetKind: "class"\.$/,
    "Texts are classes: for them, end the network with fc(N) -> cross_entropy.",
  ],
  [
    /^Give the prefix of its names: (".*")\.$/,
    "Its names need the prefix $1 taken away.",
  ],
];

/** What helps, in options of the command line instead of the library's. */
export function inOptions(help: Advice): string {
  let text = formatAdvice(help, writeOption);
  for (const [library, ours] of wordings) text = text.replace(library, ours);
  return text;
}

/** `--without w,cm` */
function writeOption({ option, value }: OptionUse): string {
  const name = `--${
    option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  }`;
  return value === undefined ? name : `${name} ${value}`;
}
