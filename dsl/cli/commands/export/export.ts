import { say } from "../../../../words/say.ts";
import { plural } from "../../../../lib/base/words.ts";
import { formatNumber } from "../../../typesetting/numbers.ts";
import type { VerifiedOnnx } from "../../data/verified_onnx.ts";
import { visibleName } from "../../../typesetting/visible.ts";
import { areFinite } from "../../../../lib/base/values.ts";
import { requireMeaning } from "../../../../lib/fitting/meaning_mistakes.ts";
import { initialize } from "../../../../lib/network/parameters.ts";
import type { NetworkToSave } from "../../../network_file/saved_network.ts";
import { format } from "../../../syntax/printing/printer.ts";
import {
  contentOf,
  type ExportKind,
  warnOfNormalization,
} from "../../files/exported.ts";
import { loadNetwork } from "../../files/network_file.ts";
import { loadNetworkText } from "../../files/each_text.ts";
import { loadWeights } from "../../files/weights.ts";
import {
  type Arguments,
  type Command,
  UsageError,
} from "../../words/command.ts";
import type { OnnxChoice } from "../../words/onnx_options.ts";
import { warningWords } from "../../words/notes.ts";
import { toRecord } from "../../words/record.ts";
import type { FileContent, Io } from "../../world/io.ts";
import { exportOptions } from "./export_options.ts";
import {
  type ExportChoice,
  readExportChoice,
  requireTraining,
} from "./export_choice.ts";

export const exportCommand: Command = {
  name: "export",
  usage: 'NET.safetensors | "TEXT" --weights FILE | "TEXT" --pytorch FILE.py',
  options: exportOptions,
  exitStatus: "0 written, 2 could not export",
  examples: [
    ["net.safetensors --out weights.npz", "for NumPy, under PyTorch's names"],
    ["net.safetensors --js predict.js", "for a page: predict(row)"],
    ["net.safetensors --onnx net.onnx --verify", "for other runtimes, tried"],
    [
      "net.nn --weights state_dict.safetensors --out net.safetensors",
      "weights of PyTorch with a text, for predict and evaluate",
    ],
    [
      "net.nn --pytorch train.py --data flowers.csv --target species --validation 0.2",
      "a training in PyTorch, for a GPU or many machines",
    ],
  ],
  run,
};

async function run(args: Arguments, io: Io): Promise<number> {
  const program = args.text("pytorch");
  if (program !== undefined) {
    const { exportProgram } = await import("./export_program.ts");
    return await exportProgram(program, args, io);
  }
  requireTraining(args);
  const { outputs, from, isJson, onnx } = readExportChoice(args);
  const saved = from.kind === "network"
    ? await loadNetwork(from.network, io)
    : await textWithWeights(from, io);
  if (saved === undefined) return 2;
  const { network } = saved;
  for (const { path, value } of saved.parameters) {
    if (!areFinite(value)) {
      io.error(
        `${
          warningWords(
            say("{name} holds NaN or infinite numbers", { name: path }),
          )
        }\n`,
      );
    }
  }
  // All of it is made before anything is written: a network that one of them cannot say is refused.
  const pieces = new Map<ExportKind, FileContent>();
  for (const { kind } of outputs) {
    pieces.set(kind, await contentOf(kind, saved, io, onnx));
  }
  const verified = onnx.verify && await verifyOnnx(saved, onnx, io);
  for (const { path, kind } of outputs) {
    await io.writeFile(path, pieces.get(kind) ?? []);
    if (kind === "npz") warnOfNormalization(saved, path, io);
  }
  const paths = outputs.map(({ path }) => path);
  if (isJson) {
    io.data(toRecord("export", 0, {
      network: format(network),
      parameters: network.parameterCount,
      out: paths[0],
      ...paths.length > 1 && { files: paths },
      ...verified && { verified },
    }));
  } else {
    for (const path of paths) {
      io.out(`${say("saved {file}", { file: visibleName(path) })}\n`);
    }
    if (verified !== undefined) io.out(`${verifiedWords(verified)}\n`);
  }
  return 0;
}

/** Tries the model: a room of its own, which is loaded then. */
async function verifyOnnx(saved: NetworkToSave, choice: OnnxChoice, io: Io) {
  const { verified } = await import("../../data/verified_onnx.ts");
  return await verified(saved, choice, io);
}

/** How far the model is from nabla, as a sentence. */
function verifiedWords(
  { runtime, rows, difference, largest }: VerifiedOnnx,
): string {
  return say(
    "{runtime} gives the same in {rows}: at most {difference} apart, of outputs up to {largest}",
    {
      runtime,
      rows: plural(rows, "row"),
      difference: formatNumber(difference, 2),
      largest: formatNumber(largest, 4),
    },
  );
}

async function textWithWeights(
  { text: choice, weights, precision }: ExportChoice["from"] & {
    readonly kind: "text";
  },
  io: Io,
): Promise<NetworkToSave | undefined> {
  const text = await loadNetworkText("export", choice, io);
  if (text === undefined) return undefined;
  const { compiled } = text;
  const { network } = compiled;
  const parameters = initialize(network, { precision });
  // A circuit of given numbers has no others.
  if (weights === undefined && network.parameterCount > 0) {
    throw new UsageError(
      say("the text has no weights"),
      say(
        "Give the file that nabla train --out wrote, or a text with --weights.",
      ),
    );
  }
  const known = weights && await loadWeights(weights, network, parameters, io);
  // What is written must be what is read again.
  if (weights) requireMeaning(weights.path, known ?? {}, network);
  return {
    network,
    parameters,
    description: {
      ...known,
      text: compiled.text,
      libraries: text.options.libraries ?? [],
      precision,
    },
  };
}
