/**
 * The position of a training as a text: all of its state but the arrays.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { readJson } from "../../base/json.ts";
import { NablaError } from "../../base/nabla_error.ts";
import { isWhole } from "../../base/ranges.ts";
import type { OptimizerState } from "../../optimizers/optimizer.ts";
import { historyTable } from "./history_table.ts";
import type { TrainingPosition, TrainingState } from "./state.ts";

/** The state without its arrays; what is not finite is written as a word. */
export function statePosition(state: TrainingState): string {
  const { epochs, seen, lossSum, partSums, chance, history } = state;
  const { keptEpoch, health } = state;
  const { name, steps, numbers } = state.optimizer;
  return JSON.stringify(
    {
      version: 1,
      epochs,
      seen,
      lossSum,
      partSums,
      chance,
      columns: historyTable(history).columns,
      keptEpoch,
      health,
      optimizer: { name, steps, numbers },
    },
    (_key, value) =>
      typeof value === "number" && !Number.isFinite(value)
        ? String(value)
        : value,
  );
}

/**
 * Reads what {@linkcode statePosition} wrote.
 *
 * @throws {NablaError} if the text is not of a state.
 */
export function readPosition(text: string): {
  readonly position: Omit<TrainingPosition, "history">;
  /** The columns of the history. */
  readonly columns: readonly string[];
  readonly optimizer: Omit<OptimizerState, "arrays">;
} {
  const saved = objectIn(say("the state"), parsed(text));
  if (saved.version !== 1) {
    throw unreadable(say("the version of its state must be 1"));
  }
  const optimizer = objectIn("optimizer", saved.optimizer);
  return {
    position: {
      epochs: countIn("epochs", saved.epochs),
      seen: countIn("seen", saved.seen),
      lossSum: numberIn("lossSum", saved.lossSum),
      ...saved.partSums !== undefined && {
        partSums: listIn("partSums", saved.partSums).map((each) =>
          numberIn("partSums", each)
        ),
      },
      chance: mapIn(
        "chance",
        saved.chance,
        (state) => listIn("chance", state).map((n) => countIn("chance", n)),
      ),
      keptEpoch: countIn("keptEpoch", saved.keptEpoch),
      health: healthIn(saved.health),
    },
    columns: listIn("columns", saved.columns).map((each) =>
      textIn("columns", each)
    ),
    optimizer: {
      name: textIn(say("the name of the optimizer"), optimizer.name),
      steps: countIn("steps", optimizer.steps),
      numbers: mapIn(
        "numbers",
        optimizer.numbers,
        (n) => numberIn("numbers", n),
      ),
    },
  };
}

function parsed(text: string): unknown {
  const found = readJson(text);
  if (found === undefined) throw unreadable(say("its state must be JSON"));
  if (found.problem !== undefined) throw unreadable(found.problem);
  return found.value;
}

function unreadable(rule: string): NablaError<"state"> {
  return new NablaError("state", { subject: say("the training"), rule });
}

function objectIn(name: string, saved: unknown): Record<string, unknown> {
  if (typeof saved === "object" && saved !== null && !Array.isArray(saved)) {
    return saved as Record<string, unknown>;
  }
  throw unreadable(say("{name} must be an object", { name }));
}

function listIn(name: string, saved: unknown): readonly unknown[] {
  if (Array.isArray(saved)) return saved;
  throw unreadable(say("{name} must be a list", { name }));
}

function countIn(name: string, saved: unknown): number {
  if (isWhole(saved)) return saved;
  throw unreadable(say("{name} must be integers of at least 0", { name }));
}

function textIn(name: string, saved: unknown): string {
  if (typeof saved === "string") return saved;
  throw unreadable(say("{name} must be a text", { name }));
}

/** What was said; nothing in a file of an earlier version. */
function healthIn(saved: unknown = {}): TrainingPosition["health"] {
  const { warned = [], moved = [] } = objectIn("health", saved);
  const texts = (list: unknown) =>
    listIn("health", list).map((each) => textIn("health", each));
  return { warned: texts(warned), moved: texts(moved) };
}

const words = ["NaN", "Infinity", "-Infinity"];

function numberIn(name: string, saved: unknown): number {
  if (typeof saved === "number") return saved;
  if (typeof saved === "string" && words.includes(saved)) return Number(saved);
  throw unreadable(say("{name} must be numbers", { name }));
}

function mapIn<T>(
  name: string,
  saved: unknown,
  read: (value: unknown) => T,
): Record<string, T> {
  const entries = Object.entries(objectIn(name, saved));
  return Object.fromEntries(entries.map(([key, each]) => [key, read(each)]));
}
