import type {
  Given,
  GraphStep,
} from "../../lib/bridges/onnx/in/values/step.ts";
import { isInput } from "./graph.ts";

/** Names that are not taken. */
export interface Names {
  /** The word, with a number if it is taken. */
  fresh(word: string): string;
}

/** Names that are none of these, nor begin like a step's. */
export function createNames(isTaken: (name: string) => boolean): Names {
  const used = new Set<string>();
  return {
    fresh(word) {
      const plain = word.replaceAll(/\W+/g, "_").replace(/^_*(?=\d)/, "v")
        .slice(0, 40) || "v";
      for (let i = 1;; i++) {
        const name = i === 1 ? plain : `${plain}_${i}`;
        if (used.has(name) || isTaken(name)) continue;
        used.add(name);
        return name;
      }
    },
  };
}

/** What steps and given numbers are called. */
export interface GraphWords {
  readonly given: ReadonlyMap<Given, string>;
  nameOf(step: GraphStep): string;
  nameOfGiven(numbers: Given): string;
}

/** The names of steps and of given numbers, each of which gets one when it is asked for. */
export function createWords(inputs: number, names: Names): GraphWords {
  const known = new Map<GraphStep, string>();
  const given = new Map<Given, string>();
  return {
    given: given as ReadonlyMap<Given, string>,
    nameOf(step: GraphStep): string {
      const word = !isInput(step) ? "h" : inputs > 1 ? step.name ?? "x" : "x";
      const name = known.get(step) ?? names.fresh(word);
      known.set(step, name);
      return name;
    },
    nameOfGiven(numbers: Given): string {
      const name = given.get(numbers) ?? names.fresh(givenWord(numbers));
      given.set(numbers, name);
      return name;
    },
  };
}

/** The file's name for given numbers where it is one to read, as `x.offset` is and `onnx::Add_12` is not. */
function givenWord({ name = "" }: Given): string {
  return /^[a-z][\w.]*$/i.test(name) ? name : "c";
}
