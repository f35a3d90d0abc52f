/**
 * The thread that holds a function: it answers the worker that checks it.
 *
 * @module
 */

import { hasWorkers, type OpenWorker } from "../base/worker.ts";
import { codeInForce, say } from "../../words/say.ts";
import { isRefusal, NablaError } from "../base/nabla_error.ts";
import { allocate, copyOf, type Values } from "../base/values.ts";
import type { AsyncMessage, AsyncTask } from "./worker.ts";
import type { Ending } from "./ending.ts";
import { startChecker } from "./start_checker.ts";
import {
  answer,
  answerThrown,
  doneOf,
  type Exchange,
  exchangeOver,
  nextRequest,
  type Request,
  shareMemory,
  stop,
  wantReport,
} from "./exchange.ts";
import type { GradcheckOptions } from "../gradcheck/options.ts";
import type { GradcheckReport } from "../gradcheck/report.ts";
import type { FunctionPlace } from "../gradcheck/subjects/function_arguments.ts";
import {
  type FunctionReader,
  functionReader,
  type GivenGradients,
  type GivenNumbers,
} from "../gradcheck/subjects/function_reader.ts";
import { requireFunctions } from "../gradcheck/subjects/function_subject.ts";
import { requireSubject } from "../gradcheck/subjects/wrong_subject.ts";

/** A function and its vector-Jacobian product, either of which may return a promise. */
export interface AsyncDifferentiatedFunction<X extends Values = Float64Array>
  extends FunctionPlace {
  /** `y = f(x, …)`; it must leave its arguments alone. */
  f(...x: X[]): GivenNumbers | Promise<GivenNumbers>;
  /** The gradient of each argument, for the gradient of `y`; `undefined` for an argument that has none. */
  vjp(dy: X, ...x: X[]): GivenGradients | Promise<GivenGradients>;
}

/** A check in a worker. */
export interface Session {
  readonly name: string;
  /** How many numbers there are in all. */
  readonly total: number;
  /** How many of them were compared so far. */
  done(): number;
  /** Answers a question of the worker; returns the report that it posted instead, if it did. */
  serve(): Promise<GradcheckReport | undefined>;
  /** Whether `serve` returned the report of the whole. */
  isOver(): boolean;
  /** The report of what was compared so far. */
  partial(): Promise<GradcheckReport>;
  /** Ends the worker. */
  close(): void;
}

/** After so many answers everything else that waits in this thread has its turn. */
const mostAnswers = 256;

/**
 * Runs the function once, for its sizes, and starts a worker that checks it.
 *
 * @param ending ends it, whatever it waits for.
 */
export async function openSession(
  subject: AsyncDifferentiatedFunction<Values>,
  options: GradcheckOptions,
  ending: Ending,
): Promise<Session> {
  requireSubject(subject);
  requireFunctions(subject);
  requireThreads();
  const reader = functionReader(subject, options);
  const results = resultsOf(subject, reader, ending);
  const { sizes, total } = await sizesOf(reader, results);
  const memory = shareMemory(sizes);
  const exchange = exchangeOver(memory, sizes);
  const { name, inputs } = reader;
  const { names, shapes } = subject;
  const at = inputs.map(({ values }) => values);
  const place = { name, at, names, shapes };
  const language = codeInForce();
  const task = { memory, sizes, place, options, language };
  const worker = await startChecker((worker) => instruct(worker, task, ending));
  let failure: unknown;
  let answers = 0;
  let last: GradcheckReport | undefined;

  async function answerOne(what: Evaluation): Promise<void> {
    try {
      await evaluate(what, exchange, reader, results);
    } catch (error) {
      ending.check();
      failure = error;
      if (!(error instanceof Error) || isRefusal(error, "machine")) throw error;
      // The checker says whether that is a finding or its end.
      answerThrown(exchange, error.message);
      return;
    }
    answer(exchange, "given");
  }

  async function readMessage(): Promise<GradcheckReport> {
    const message = await ending.before(worker.next());
    answer(exchange, "given");
    if (message.kind === "thrown") throw failure;
    if (message.kind === "refused") {
      throw new NablaError(message.code, message.facts);
    }
    if (message.kind === "report") last = message.report;
    return message.report;
  }

  async function serve(): Promise<GradcheckReport | undefined> {
    if (last !== undefined) return last;
    if (++answers % mostAnswers === 0) {
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    for (;;) {
      ending.check();
      const next = nextRequest(exchange);
      if ("asks" in next) await ending.before(next.asks);
      else if (next.asked === "message") return await readMessage();
      else return void await answerOne(next.asked);
    }
  }

  return {
    name,
    total,
    done: () => doneOf(exchange),
    serve,
    isOver: () => last !== undefined,
    async partial() {
      wantReport(exchange);
      for (;;) {
        const report = await serve();
        if (report !== undefined) return report;
      }
    },
    close() {
      stop(exchange);
      worker.terminate();
    },
  };
}

/** What the worker asks of the function. */
type Evaluation = Exclude<Request, "message">;

/** The function's results, awaited and read. */
interface Results {
  f(x: readonly Values[]): Promise<Values>;
  vjp(dy: Values, x: readonly Values[]): Promise<(Values | undefined)[]>;
}

function resultsOf(
  subject: AsyncDifferentiatedFunction<Values>,
  reader: FunctionReader,
  { before }: Ending,
): Results {
  return {
    f: async (x) => reader.outputsOf(await before(subject.f(...x))),
    vjp: async (dy, x) =>
      reader.gradientsOf(await before(subject.vjp(dy, ...x))),
  };
}

/** Runs both functions once, to see how many numbers they give. */
async function sizesOf({ inputs }: FunctionReader, { f, vjp }: Results) {
  const copies = () => inputs.map(({ values }) => copyOf(values));
  const y = await f(copies());
  const gradients = await vjp(copyOf(y).fill(1), copies());
  const lengths = inputs.map(({ values }) => values.length);
  return {
    sizes: { inputs: lengths, outputs: y.length },
    /** How many numbers are compared. */
    total: lengths.reduce(
      (sum, n, k) =>
        gradients[k] !== undefined && inputs[k].isChecked ? sum + n : sum,
      0,
    ),
  };
}

/** Writes what the function gives for the arrays of the exchange, and what it does to them. */
async function evaluate(
  what: Evaluation,
  exchange: Exchange,
  { precision }: FunctionReader,
  { f, vjp }: Results,
): Promise<void> {
  const copy = (values: Float64Array) => {
    const own = allocate(precision, values.length);
    own.set(values);
    return own;
  };
  const x = exchange.inputs.map(copy);
  if (what === "f") exchange.y.set(await f(x));
  else {
    const dy = copy(exchange.dy);
    for (const [k, gradient] of (await vjp(dy, x)).entries()) {
      exchange.hasGradient[k] = gradient === undefined ? 0 : 1;
      exchange.gradients[k].set(gradient ?? []);
    }
    exchange.dy.set(dy);
  }
  for (const [k, values] of x.entries()) exchange.inputs[k].set(values);
}

/** @throws {NablaError} if there are no workers, or no memory that they share. */
function requireThreads(): void {
  const missing = !hasWorkers()
    ? say("there are no workers here")
    : typeof SharedArrayBuffer === "undefined"
    ? say(
      "there is no SharedArrayBuffer here; a page must be cross-origin isolated",
    )
    : typeof Atomics.waitAsync === "undefined"
    ? say("there is no Atomics.waitAsync here")
    : undefined;
  if (missing === undefined) return;
  throw new NablaError("machine", {
    action: say("check a function that returns promises"),
    reason: missing,
    wayOut: say("take gradcheck, with functions that return numbers"),
  });
}

/** Gives the worker its task; `next` is its next message. */
function instruct(
  worker: OpenWorker,
  task: AsyncTask,
  { end }: Pick<Ending, "end">,
) {
  let received = Promise.withResolvers<AsyncMessage>();
  worker.onmessage = ({ data }: MessageEvent<AsyncMessage>) =>
    received.resolve(data);
  // Deno says in it which permission is missing.
  const fail = (reason: string) =>
    end(
      new NablaError("machine", {
        action: say("check a function that returns promises"),
        reason: say("its worker fails: {reason}", { reason }),
      }),
    );
  worker.onerror = (event) => {
    event.preventDefault();
    // A page is not told why a script is not there.
    fail(event.message ?? say("it does not start"));
  };
  worker.onmessageerror = () => fail(say("its message cannot be read"));
  worker.postMessage(task);
  return {
    async next() {
      const message = await received.promise;
      received = Promise.withResolvers();
      return message;
    },
    terminate: () => worker.terminate(),
  };
}
