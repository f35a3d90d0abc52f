/**
 * What nabla refuses, as data. A refusal has a code and the facts; the words of
 * its message are made here and nowhere else, so that no code reads a message.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import type { Advice } from "./advice.ts";
import type {
  DataPlace,
  ErrorCode,
  Facts,
  LimitFacts,
  ShapeFacts,
} from "./facts.ts";
import { networkRule } from "./network_facts.ts";
import { formatShape } from "./shape.ts";
import { closest } from "./suggest.ts";
import { formatCount, list, plural, quote } from "./words.ts";

const words: { readonly [Code in ErrorCode]: (facts: Facts[Code]) => string } =
  {
    limit: ({ action, limit, most, asked, by }) => {
      const problem = say("there may be at most {most} {limit}", {
        most: formatCount(most),
        limit,
      });
      const count = asked === undefined ? undefined : formatCount(asked);
      const found = by === undefined
        ? count
        : say("{count} with {by}", { count: count ?? "", by });
      return refused(action, problem, found);
    },
    shape: ({ layer, rule, found }) =>
      refused(
        say("apply {layer}", { layer }),
        rule,
        typeof found === "string" ? undefined : formatShape(found),
      ) + (typeof found === "string" ? say(": {words}", { words: found }) : ""),
    value: ({ action, name, rule, found }) =>
      refused(action, say("{name} must be {rule}", { name, rule }), found),
    network: (facts) => refused(say("make a network"), networkRule(facts)),
    text: ({ action, rendered }) =>
      `${
        say("Cannot {action} the text of a network", { action })
      }\n${rendered}`,
    choice: ({ action, name, choices, found }) =>
      refused(
        action,
        choices.length === 0
          ? say("nothing can be {name}", { name })
          : say("{name} must be {rule}", { name, rule: list(choices, "or") }),
        quote(found),
      ),
    argument: ({ of, kind, argument, rule }) =>
      refused(
        say("make {name}", { name: of }),
        kind === "no effect"
          ? `${argument} ${rule}`
          : kind === "unknown name"
          ? say("it has no argument {argument}: it {rule}", {
            argument: quote(argument),
            rule,
          })
          : say("it {rule}", { rule }),
      ),
    length: ({ action, name, expected, found }) =>
      refused(
        action,
        say("{name} must have {count}", {
          name,
          count: plural(expected, "number"),
        }),
        found === undefined ? say("none") : formatCount(found),
      ),
    state: ({ subject, rule, found }) =>
      refused(say("resume {subject}", { subject }), rule, found),
    call: ({ action, rule, found, wayOut }) =>
      refused(action, rule, found) + wayOutWords(wayOut),
    machine: ({ action, reason, wayOut }) =>
      refused(action, reason) + wayOutWords(wayOut),
    data: ({ place, problem }) =>
      say("{place}: {problem}", { place: formatPlace(place), problem }),
    usage: ({ problem }) => problem,
  };

/** What could not be done, why, and what was found. */
function refused(
  action: string,
  rule: string,
  found?: string | number,
): string {
  return found === undefined
    ? say("Cannot {action} as {rule}", { action, rule })
    : say("Cannot {action} as {rule}: found {found}", { action, rule, found });
}

function wayOutWords(wayOut: string | undefined): string {
  return wayOut === undefined ? "" : say(": {words}", { words: wayOut });
}

/** `train.csv:3, column "width"` */
function formatPlace({ file, line, column, example, byte }: DataPlace): string {
  return [
    line === undefined ? file : `${file}:${line}`,
    ...example === undefined
      ? []
      : [say("example {number}", { number: example })],
    ...column === undefined
      ? []
      : [say("column {name}", { name: JSON.stringify(column) })],
    ...byte === undefined ? [] : [say("byte {number}", { number: byte })],
  ].reduce((place, more) => say("{place}, {more}", { place, more }));
}

/** What a refusal says in addition to its facts. */
export interface NablaErrorOptions extends ErrorOptions {
  /** A way out. */
  readonly help?: Advice | undefined;
}

/**
 * Thrown where nabla refuses what it is given. The code says which refusal it is;
 * the type of the facts follows from it.
 *
 * ```ts
 * import { fc, NablaError } from "@nabla/nabla";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const error = assertThrows(() => fc(2, 1).outputShape([3]), NablaError);
 * assertEquals(error.code, "shape");
 * ```
 */
export class NablaError<Code extends ErrorCode = ErrorCode> extends Error {
  /** Which refusal it is. */
  readonly code: Code;
  /** What is known of it. */
  readonly facts: Facts[Code];
  /** A way out; `formatAdvice` makes a sentence of it. */
  readonly help: Advice | undefined;

  /** Makes the message from the facts. */
  constructor(
    code: Code,
    facts: Facts[Code],
    options: NablaErrorOptions = {},
  ) {
    super(words[code](facts), options);
    this.name = "NablaError";
    this.code = code;
    this.facts = facts;
    this.help = options.help ?? suggestion(facts);
  }
}

/** The choice that was probably meant. */
function suggestion(facts: Facts[ErrorCode]): string | undefined {
  if (!("choices" in facts)) return undefined;
  const near = closest(`${facts.found}`, facts.choices);
  return near === undefined
    ? undefined
    : say("Did you mean {name}?", { name: near });
}

/** Whether an error is a refusal of one code. */
export function isRefusal<Code extends ErrorCode>(
  error: unknown,
  code: Code,
): error is NablaError<Code> {
  return error instanceof NablaError && error.code === code;
}

/** Thrown where a size passes one of the bounds of `limits.ts`. */
export class LimitError extends NablaError<"limit"> {
  /** Names the bound that was passed. */
  constructor(facts: LimitFacts, options?: NablaErrorOptions) {
    super("limit", facts, options);
    this.name = "LimitError";
  }
}

/** Thrown where a layer cannot take inputs of these shapes. */
export class ShapeError extends NablaError<"shape"> {
  /** Says what the layer needs, and what it was given. */
  constructor(facts: ShapeFacts) {
    super("shape", facts);
    this.name = "ShapeError";
  }
}
