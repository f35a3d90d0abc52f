import { NablaError } from "../../../lib/base/nabla_error.ts";
import type {
  ByteSource,
  RandomAccess,
} from "../../../lib/bytes/byte_source.ts";
import { readCall } from "../../../lib/definition/written_call.ts";
import { readTableFile } from "../../../lib/fitting/table_file.ts";
import type { FittedData } from "../../../lib/fitting/fitted_data.ts";
import {
  generatedData,
  makeExamples,
} from "../../../lib/fitting/generated_data.ts";
import { inputShapeIn } from "../../../lib/fitting/input_shape.ts";
import {
  divideData,
  type DividedData,
} from "../../../lib/fitting/prepared_data.ts";
import { fitTable } from "../../../lib/fitting/table_data.ts";
import {
  planTraining,
  type TrainingPlan,
} from "../../../lib/fitting/training_plan.ts";
import type { Network } from "../../../lib/network/network.ts";
import { optimizers } from "../../../lib/optimizers/optimizers.ts";
import { constantSchedule } from "../../../lib/schedules/constant_rate.ts";
import { compile } from "../../../dsl/compiler/compiler.ts";
import { isInputOpen, withInput } from "../../../dsl/compiler/open_input.ts";
import {
  type CompiledNetwork,
  isCompiled,
} from "../../../dsl/exercise/exercise.ts";
import { startAtGiven } from "../../../dsl/exercise/given_start.ts";
import { say } from "../../../words/say.ts";
import type { TrainRequest } from "../messages.ts";

/** A training before its first step. */
export interface Prepared {
  readonly compiled: CompiledNetwork;
  /** The data as it is, not normalized. */
  readonly data: DividedData;
  readonly plan: TrainingPlan;
}

/** More epochs than anybody waits for: a pause ends the training. */
const endless = 1e9;

/**
 * Reads the data, compiles the text and puts a training together, as `nabla train`
 * does.
 *
 * @param onColumns is told what columns a table has.
 * @throws {NablaError} if the text does not compile or has no loss, the data does not
 * fit, or settings do not go together.
 */
export async function prepare(
  request: TrainRequest,
  onColumns: (columns: readonly string[]) => void,
): Promise<Prepared> {
  const { training: { batch, validation, ...settings }, seed } = request;
  const read = await openData(request, onColumns);
  const compiled = await compiledFor(request.text, read);
  if (compiled.network.loss === undefined) {
    throw new NablaError("usage", {
      problem: say(
        "a network that learns ends with a loss, and this one has none",
      ),
    });
  }
  const fitted = await read.fit(compiled.network);
  const data: DividedData = validation === undefined
    ? fitted
    : divideData(fitted, validation, { seed });
  const optimizer = readCall("--optimizer", settings.optimizer, optimizers);
  const plan = await planTraining(compiled.network, data, {
    ...settings,
    optimizer,
    schedule: {
      definition: constantSchedule,
      name: constantSchedule.name,
      settings: new Map(),
      values: {},
    },
    batch: optimizer.definition.takesAll ? undefined : batch,
    warmUp: 0,
    seed,
    precision: "float32",
    epochs: endless,
    // What is seen is what is kept.
    keep: "last",
  });
  await startAtGiven(compiled, plan);
  return { compiled, data, plan };
}

/** Data that was opened. */
interface OpenData {
  /** The shape of an input, for a text that leaves it open. */
  shape(): Promise<readonly number[]>;
  fit(network: Network): Promise<FittedData>;
}

async function openData(
  { data: { kind, name, table: choice = {} }, file, seed }: TrainRequest,
  onColumns: (columns: readonly string[]) => void,
): Promise<OpenData> {
  if (kind === "generator") {
    return {
      shape: () =>
        Promise.resolve(
          makeExamples("--data", name, { seed }).examples.inputShape,
        ),
      fit: (network) => generatedData(network, name, { seed }),
    };
  }
  if (file === undefined) {
    throw new NablaError("usage", {
      problem: say("{name} is not here", { name }),
    });
  }
  const { header, delimiter, skip, comment, decimal, ...columns } = choice;
  const found = await readTableFile(bytesOf(name, file), {
    csv: { header, delimiter, skip, comment, decimal },
  });
  const { table, size } = found;
  onColumns(table.columns);
  return {
    shape: () => inputShapeIn(name, found, { columns }),
    fit: (network) => fitTable(network, table, { ...columns, size }),
  };
}

async function compiledFor(
  text: string,
  read: OpenData,
): Promise<CompiledNetwork> {
  const first = compile(text);
  const compiled = isInputOpen(first)
    ? compile(withInput(first, await read.shape()))
    : first;
  if (isCompiled(compiled)) return compiled;
  const [{ message }] = compiled.diagnostics;
  throw new NablaError("usage", { problem: message });
}

/** A file of the browser, for both ways of reading. */
function bytesOf(name: string, file: Blob): ByteSource & RandomAccess {
  return {
    name,
    size: file.size,
    async *open() {
      for (let at = 0; at < file.size; at += pieceSize) {
        yield new Uint8Array(
          await file.slice(at, at + pieceSize).arrayBuffer(),
        );
      }
    },
    read: async (offset, length) =>
      new Uint8Array(await file.slice(offset, offset + length).arrayBuffer()),
  };
}

const pieceSize = 2 ** 18;
