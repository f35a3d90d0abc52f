import { say } from "../../words/say.ts";
import { isWhole } from "../base/ranges.ts";
import type { Values } from "../base/values.ts";
import type { Schedule } from "../schedules/schedule.ts";
import type { Curvature } from "./curvature.ts";
import type { Optimizer, OptimizerState } from "./optimizer.ts";
import {
  fail,
  loadInto,
  numberRule,
  numbersOf,
  requireHead,
  savedNumbers,
  wholeRule,
} from "./state.ts";
import type { Vector, VectorSpace } from "./vectors.ts";

export interface LbfgsMemory {
  steps: number;
  moves: number;
  evaluations: number;
  /** How far the last move went, in units of its direction. */
  distance: number;
  /** The direction of the last move. */
  readonly direction: Vector;
  /** The gradient before it. */
  readonly gradient: Vector;
  readonly curvature: Curvature;
}

const name = "lbfgs";

export function lbfgsState(
  space: VectorSpace,
  memory: LbfgsMemory,
  schedule: Schedule,
  history: number,
): Pick<Optimizer, "save" | "load"> {
  const { curvature } = memory;

  /** The arrays of all vectors; none before the first move. */
  function arrays(moves: number): Map<string, Values> {
    const all = new Map<string, Values>();
    if (moves === 0) return all;
    const add = (kind: string, { parts }: Vector) =>
      parts.forEach((part, i) => all.set(`${space.paths[i]}.${kind}`, part));
    add("d", memory.direction);
    add("prev_flat_grad", memory.gradient);
    curvature.pairs.forEach(({ move, change }, i) => {
      add(`old_stps.${i}`, move);
      add(`old_dirs.${i}`, change);
    });
    return all;
  }

  return {
    save(): OptimizerState {
      const { moves, evaluations, distance } = memory;
      const { pairs, scale } = curvature;
      return {
        name,
        steps: memory.steps,
        arrays: arrays(moves),
        numbers: {
          n_iter: moves,
          func_evals: evaluations,
          t: distance,
          H_diag: scale,
          ...Object.fromEntries(
            pairs.map(({ inverse }, i) => [`ro.${i}`, inverse]),
          ),
          ...savedNumbers(schedule),
        },
      };
    },
    load(state) {
      requireHead(state, name);
      const { own } = numbersOf(state, name);
      const moves = whole(own, "n_iter");
      const evaluations = whole(own, "func_evals");
      const inverses: number[] = [];
      while (own.has(`ro.${inverses.length}`)) {
        inverses.push(numberIn(own, `ro.${inverses.length}`));
      }
      if (inverses.length > history) {
        const rule = say("it remembers at most {count} moves", {
          count: history,
        });
        fail(name, rule, inverses.length);
      }
      const distance = numberIn(own, "t");
      const scale = numberIn(own, "H_diag");
      const known = ["n_iter", "func_evals", "t", "H_diag"];
      const before = curvature.pairs.length;
      curvature.resize(inverses.length);
      try {
        loadInto(state, {
          name,
          arrays: arrays(moves),
          schedule,
          numbers: [...known, ...inverses.map((_, i) => `ro.${i}`)],
        });
      } catch (error) {
        curvature.resize(before);
        throw error;
      }
      memory.moves = moves;
      memory.evaluations = evaluations;
      memory.distance = distance;
      curvature.scale = scale;
      inverses.forEach((inverse, i) => curvature.pairs[i].inverse = inverse);
      memory.steps = state.steps;
    },
  };
}

function numberIn(numbers: ReadonlyMap<string, number>, key: string): number {
  return numbers.get(key) ?? fail(name, numberRule(key), say("none"));
}

function whole(numbers: ReadonlyMap<string, number>, key: string): number {
  const found = numberIn(numbers, key);
  if (isWhole(found)) return found;
  return fail(name, wholeRule(key), found);
}
