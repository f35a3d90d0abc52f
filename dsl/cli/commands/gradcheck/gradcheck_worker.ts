/**
 * A worker that compares parts of a gradient check.
 *
 * @module
 */

import { workerScope } from "../../../../lib/base/worker.ts";
import type { GradcheckOptions } from "../../../../lib/gradcheck/options.ts";
import {
  type ComparedPart,
  type GradcheckPart,
  partComparer,
} from "../../../../lib/gradcheck/parts.ts";
import { speak } from "../../../../words/languages.ts";
import { compile } from "../../../compiler/compiler.ts";
import { readLayers } from "../../files/layers.ts";
import { divertOutput, forbidEnding } from "../../world/confined_globals.ts";
import { terminal } from "../../world/terminal.ts";

/** The first message: what is checked. */
export interface WorkerTask {
  readonly text: string;
  readonly libraries: readonly string[];
  /** The modules of own layers. */
  readonly layers: readonly string[];
  readonly options: GradcheckOptions;
  /** The code of the language in force. */
  readonly language: string;
}

/** What a worker answers to a part. */
export type WorkerAnswer =
  | { readonly part: ComparedPart }
  | { readonly error: string };

const scope = workerScope();
const post = (answer: WorkerAnswer) => scope.postMessage(answer);

let compare: Promise<(part: GradcheckPart) => ComparedPart> | undefined;
scope.onmessage = async ({ data }) => {
  try {
    if (compare === undefined) {
      // What layers print is heard from the thread that began the check.
      divertOutput(() => {});
      forbidEnding();
      compare = prepare(data);
      return;
    }
    post({ part: (await compare)(data) });
  } catch (error) {
    const { message } = error instanceof Error
      ? error
      : { message: `${error}` };
    post({ error: message });
  }
};

async function prepare(task: WorkerTask) {
  await speak(task.language);
  const layers = await readLayers(task.layers, terminal());
  const { network } = compile(task.text, { layers, libraries: task.libraries });
  if (network === undefined) throw new Error("the text does not compile");
  return partComparer(network, task.options);
}
