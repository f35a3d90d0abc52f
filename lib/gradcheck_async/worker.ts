/**
 * The worker of {@linkcode gradcheckAsync}: it runs the check, and asks the thread
 * that started it for what the function gives.
 *
 * @module
 */

import { workerScope } from "../base/worker.ts";
import { speak } from "../../words/languages.ts";
import { NablaError } from "../base/nabla_error.ts";
import type { ErrorCode, Facts } from "../base/facts.ts";
import type { Values } from "../base/values.ts";
import {
  ask,
  type Exchange,
  exchangeOver,
  type ExchangeSizes,
  type Request,
  tellDone,
  thrownWords,
} from "./exchange.ts";
import { gradcheckSteps } from "../gradcheck/gradcheck.ts";
import type { GradcheckOptions } from "../gradcheck/options.ts";
import type { GradcheckReport } from "../gradcheck/report.ts";
import type { FunctionPlace } from "../gradcheck/subjects/function_arguments.ts";
import type { DifferentiatedFunction } from "../gradcheck/subjects/function_subject.ts";

/** What the worker is told. */
export interface AsyncTask {
  readonly memory: SharedArrayBuffer;
  readonly sizes: ExchangeSizes;
  readonly place: FunctionPlace;
  readonly options: GradcheckOptions;
  /** The code of the language in force. */
  readonly language: string;
}

/** What it posts. */
export type AsyncMessage =
  | { readonly kind: "report" | "partial"; readonly report: GradcheckReport }
  /** What the function threw ends the check. */
  | { readonly kind: "thrown" }
  /** The check refuses something. */
  | {
    readonly kind: "refused";
    readonly code: ErrorCode;
    readonly facts: Facts[ErrorCode];
  };

/** What the function threw, there, as it is seen here; the checker may report it as a finding. */
class Thrown extends Error {}

/** The check is given up. */
class Stopped extends Error {}

const scope = workerScope();
const post = (message: AsyncMessage) => scope.postMessage(message);

scope.onmessage = async ({ data }) => {
  await speak(data.language);
  const exchange = exchangeOver(data.memory, data.sizes);
  try {
    run(data, exchange);
  } catch (error) {
    if (error instanceof Stopped) return;
    if (error instanceof Thrown) post({ kind: "thrown" });
    else if (error instanceof NablaError) {
      post({
        kind: "refused",
        code: error.code,
        facts: error.facts,
      });
    } else throw error;
    ask(exchange, "message");
  }
};

function run({ place, options }: AsyncTask, exchange: Exchange): void {
  const steps = gradcheckSteps(remote(place, exchange), options);
  for (;;) {
    const step = steps.next();
    if (step.done) {
      post({ kind: "report", report: step.value });
      ask(exchange, "message");
      return;
    }
    if (!tellDone(exchange, step.value.done)) continue;
    post({ kind: "partial", report: step.value.report() });
    ask(exchange, "message");
  }
}

/** The function, called in the other thread; what it changes there is changed here. */
function remote(
  place: FunctionPlace,
  exchange: Exchange,
): DifferentiatedFunction<Values> {
  const { inputs, dy, y, gradients, hasGradient } = exchange;
  const call = (what: Request, x: readonly Values[], above?: Values) => {
    for (const [k, values] of inputs.entries()) values.set(x[k]);
    if (above !== undefined) dy.set(above);
    const status = ask(exchange, what);
    if (status === "thrown") throw new Thrown(thrownWords(exchange));
    if (status === "stop") throw new Stopped("the check is given up");
    for (const [k, values] of inputs.entries()) x[k].set(values);
    above?.set(dy);
  };
  return {
    ...place,
    f(...x) {
      call("f", x);
      return y;
    },
    vjp(above, ...x) {
      call("vjp", x, above);
      return gradients.map((gradient, k) =>
        hasGradient[k] === 1 ? gradient : undefined
      );
    },
  };
}
