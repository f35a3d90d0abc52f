import { currentLanguage, say, spaced, translated } from "../../words/say.ts";
import { LimitError, NablaError } from "../base/nabla_error.ts";
import { maxElements } from "../base/limits.ts";
import { isCount, isWhole } from "../base/ranges.ts";
import { elementCount, formatShape, type Shape } from "../base/shape.ts";
import { pythonArrays } from "./python_arrays.ts";
import { pythonFunctions } from "./python_functions.ts";
import { pythonServing } from "./python_serving.ts";

/** A function in a file of Python. */
export interface PythonFunction {
  /** The path of the file, from the folder that Python runs in. */
  readonly file: string;
  /** The function's name in the file. */
  readonly name: string;
  /** Shapes of arguments to be drawn at random, in place of those that the file gives. */
  readonly shapes?: readonly Shape[] | undefined;
  /** The seed of what is drawn; default: 0. */
  readonly seed?: number | undefined;
}

/**
 * The words after `python3` that make it serve a function to
 * {@linkcode foreignFunction}: one with a gradient written by hand, over numpy's
 * arrays or lists, one of PyTorch, or one of JAX. The book says what the file holds.
 *
 * ```ts
 * import { pythonArguments } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const words = pythonArguments({ file: "layer.py", name: "softmax" });
 * assertEquals(words[0], "-c");
 * assertEquals(words[2], '{"file":"layer.py","name":"softmax","seed":0}');
 * ```
 *
 * @throws {NablaError} if a shape or the seed is out of range.
 */
export function pythonArguments(
  { file, name, shapes, seed = 0 }: PythonFunction,
): string[] {
  const action = say("check {name}", { name });
  const wrong = shapes?.find((shape) => !shape.every(isCount));
  if (wrong !== undefined || !isWhole(seed)) {
    const [name, rule, found] = wrong === undefined
      ? ["seed", say("an integer of at least {least}", { least: 0 }), `${seed}`]
      : [say("a shape"), say("of positive integers"), formatShape(wrong)];
    throw new NablaError("value", { action, name, rule, found });
  }
  const asked = shapes?.reduce((sum, shape) => sum + elementCount(shape), 0);
  if (asked !== undefined && asked > maxElements) {
    const limit = say("numbers of arguments");
    throw new LimitError({ action, limit, most: maxElements, asked });
  }
  return [
    "-c",
    program,
    JSON.stringify({ file, name, shapes, seed }),
    ...currentLanguage() === undefined ? [] : [wordsOfProgram()],
  ];
}

// A package holds modules only, so that it is a text. It needs Python 3.8; numpy,
// PyTorch and JAX only where the file has their arrays.
const program = pythonArrays + pythonFunctions + pythonServing;

/** The sentences that the program says, each with what it is in the language in force, in ASCII: any locale reads it. */
function wordsOfProgram(): string {
  const sentences = [...program.matchAll(/\bsay\(\s*"([^"]+)"/g)];
  const words = Object.fromEntries(
    sentences.map(([, sentence]) => [sentence, apart(translated(sentence))]),
  );
  return JSON.stringify(words).replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A sentence with the spaces around its places that names need, as the program puts in none. */
function apart(sentence: string): string {
  return sentence.replace(
    /\{\w+\}/g,
    (place, at: number) =>
      spaced(
        sentence.slice(0, at),
        "x",
        sentence.slice(at + place.length),
      ).replace("x", place),
  );
}
