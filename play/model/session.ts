/**
 * What the page shows, as one record: whoever has it sees the same page. It is kept
 * in the browser's storage, and a link holds it.
 *
 * @module
 */

import { maxTextLength } from "../../dsl/syntax/parser.ts";
import {
  between,
  isRecord,
  longestName,
  names,
  oneOf,
  type Reader,
  recordOf,
  textUpTo,
  wholeUpTo,
} from "./readers.ts";
import { readTableChoice, type TableChoice } from "./table_choice.ts";

/** The tabs of the page. */
export const tabNames = ["see", "prove", "train", "learn"] as const;

/** The name of a tab. */
export type TabName = typeof tabNames[number];

/** How See draws a network that can be drawn as neurons. */
export const pictureNames = ["boxes", "neurons"] as const;

/** The name of a picture. */
export type PictureName = typeof pictureNames[number];

/** How training goes, in words of the command line. */
export interface TrainingChoice {
  /** The optimizer: `sgd(momentum=0.9)`. */
  readonly optimizer: string;
  /** How far a step goes; absent for the optimizer's own rate. */
  readonly learningRate?: number | undefined;
  /** Examples in a step. */
  readonly batch: number;
  /** The share of the data to try the network on; absent for none. */
  readonly validation?: number | undefined;
  /** How inputs, and targets that are numbers, are normalized; absent for what is usual. */
  readonly normalize?: "standard" | "range" | "none" | undefined;
  /** Steps between two pictures: the speed; 0 for as many as can be. */
  readonly speed: number;
}

/** Which data a network learns from: a generator as on the command line, `spiral(noise=0.1)`, or the name of a CSV file that was dropped on the page. */
export interface DataChoice {
  /** What it is. */
  readonly kind: "generator" | "csv";
  /** The generator's call, or the file's name. */
  readonly name: string;
  /** How a CSV file is read. */
  readonly table?: TableChoice | undefined;
}

/** The page's state. */
export interface Session {
  /** The text of the editor. */
  readonly text: string;
  /** The seed of numbers that the text does not give. */
  readonly seed: number;
  /** The tab that is open. */
  readonly tab: TabName;
  /** The scrubber's place: how many steps of the walk forward and backward are taken. */
  readonly place: number;
  /** The path of the value that is selected, `fc1.weight`; empty for none. */
  readonly selected: string;
  /** How See draws a network that can be drawn in both ways. */
  readonly picture: PictureName;
  /** Blocks that are folded or unfolded against the default, by name. */
  readonly folded: readonly string[];
  /** What Train learns from; absent until it is chosen. */
  readonly data?: DataChoice | undefined;
  /** How Train trains. */
  readonly training: TrainingChoice;
  /** Paths whose numbers are drawn while training: `fc1.weight.grad`. */
  readonly watched: readonly string[];
  /** The exercise of the course that is open; empty for none. */
  readonly exercise: string;
  /** Whether the text can be changed. */
  readonly mode: "edit" | "view";
}

/** A session of a text, all else as at first. */
export function sessionOf(text: string): Session {
  return { ...first, text };
}

const first: Session = {
  text: "",
  seed: 0,
  tab: "see",
  place: 0,
  selected: "",
  picture: "boxes",
  folded: [],
  data: undefined,
  training: {
    optimizer: "adam",
    learningRate: undefined,
    batch: 32,
    speed: 0,
  },
  watched: [],
  exercise: "",
  mode: "edit",
};

/** How each part is read. */
const readers: { readonly [Part in keyof Session]-?: Reader<Session[Part]> } = {
  text: textUpTo(maxTextLength),
  seed: wholeUpTo(2 ** 32 - 1),
  tab: oneOf(tabNames),
  place: wholeUpTo(1e9),
  selected: textUpTo(longestName),
  picture: oneOf(pictureNames),
  folded: names,
  data: recordOf({
    kind: oneOf(["generator", "csv"]),
    name: textUpTo(longestName),
  }, { table: readTableChoice }),
  training: recordOf({
    optimizer: textUpTo(longestName),
    batch: wholeUpTo(1e6),
    speed: wholeUpTo(1e6),
  }, {
    learningRate: between(0, Infinity),
    validation: between(0, 1),
    normalize: oneOf(["standard", "range", "none"]),
  }),
  watched: names,
  exercise: textUpTo(longestName),
  mode: oneOf(["edit", "view"]),
};

/**
 * A session from a value that may be anything: what was parsed from a link, a file
 * or the storage. Parts that are absent are as at first; undefined where one is not
 * what it must be, or there is none with a text.
 */
export function readSession(found: unknown): Session | undefined {
  if (!isRecord(found) || !Object.hasOwn(found, "text")) return undefined;
  const parts: [string, unknown][] = [];
  for (const [name, read] of Object.entries(readers)) {
    if (!Object.hasOwn(found, name) || found[name] === undefined) continue;
    const part = (read as Reader<unknown>)(found[name]);
    if (part === undefined) return undefined;
    parts.push([name, part]);
  }
  return { ...first, ...Object.fromEntries(parts) };
}

/** What must be written of a session: its text, and what is not as at first. */
export function sessionParts(session: Session): Partial<Session> {
  const parts = Object.entries(session).filter(([name, part]) =>
    name === "text" ||
    JSON.stringify(part) !== JSON.stringify(first[name as keyof Session])
  );
  return Object.fromEntries(parts);
}
