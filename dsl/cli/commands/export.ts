import { say } from "../../../words/say.ts";
import { plural } from "../../../lib/base/words.ts";
import { formatNumber } from "../../typesetting/numbers.ts";
import type { VerifiedOnnx } from "../data/verified_onnx.ts";
import { visibleName } from "../../typesetting/visible.ts";
import { areFinite, type Precision } from "../../../lib/base/values.ts";
import { requireMeaning } from "../../../lib/fitting/meaning_mistakes.ts";
import { initialize } from "../../../lib/network/parameters.ts";
import type { NetworkToSave } from "../../network_file/saved_network.ts";
import { format } from "../../syntax/printing/printer.ts";
import {
  contentOf,
  type ExportKind,
  warnOfNormalization,
} from "../files/exported.ts";
import { loadNetwork } from "../files/network_file.ts";
import { loadNetworkText } from "../files/each_text.ts";
import { loadWeights } from "../files/weights.ts";
import {
  type Arguments,
  choiceOption,
  type Command,
  option,
  outputOption,
  UsageError,
} from "../words/command.ts";
import { refuseIdle } from "../words/idle.ts";
import { computing } from "../words/kernel_options.ts";
import {
  type OnnxChoice,
  onnxOptions,
  readOnnxChoice,
} from "../words/onnx_options.ts";
import type { NetworkChoice } from "../words/network_options.ts";
import { warningWords } from "../words/notes.ts";
import {
  readWeightsChoice,
  type WeightsChoice,
  weightsNaming,
} from "../words/weights_options.ts";
import {
  compiling,
  readTextChoice,
  type TextChoice,
} from "../words/options.ts";
import { toRecord } from "../words/record.ts";
import { shardPath, startPath } from "./train/torch_paths.ts";
import { trainOptions } from "./train/train_options.ts";
import type { FileContent, Io } from "../world/io.ts";

const precision = choiceOption(
  "precision NAME",
  "for a text: float32 or float64 (float32)",
  ["float32", "float64"],
);

/** Options that export has too, or that are about files of a training. */
const others = [
  ...["weights", "prefix", "names", "map", "out", "precision", "plot", "log"],
  ...["resume", "restart", "save-every", "metrics"],
  ...[...compiling, ...computing, ...onnxOptions].map(({ name }) => name),
];

/** What a training is told. */
const ofTraining = trainOptions.filter(({ name }) => !others.includes(name));

export const exportCommand: Command = {
  name: "export",
  usage: 'NET.safetensors | "TEXT" --weights FILE | "TEXT" --pytorch FILE.py',
  options: [
    option(
      "weights FILE",
      "for a text: its weights, a state dict as .safetensors, .npz or .pt",
    ),
    ...weightsNaming,
    outputOption(
      "out",
      "where to: .npz holds weights alone, .safetensors the text as well",
      ".npz",
      ".safetensors",
    ),
    outputOption(
      "js",
      "an ES module that predicts and needs nothing else",
      ".js",
      ".mjs",
    ),
    outputOption("c", "the same in C99, in memory of fixed size", ".c"),
    {
      ...outputOption(
        "pytorch",
        "a program of plain PyTorch that trains a text, with its data beside it; the options below are those of nabla train",
        ".py",
      ),
      output: {
        endings: [".py"],
        beside: [startPath, (path) => shardPath(path)],
      },
    },
    outputOption("onnx", "a model of ONNX, for other runtimes", ".onnx"),
    ...onnxOptions,
    precision,
    ...compiling,
    ...ofTraining,
  ],
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

/** @throws {UsageError} if an option of a training is given without a program for it. */
function requireTraining(args: Arguments): void {
  refuseIdle(
    args,
    ofTraining.map(({ name }) => name),
    "is for a training, and there is no --pytorch",
    "Give --pytorch FILE.py, or leave it out.",
  );
}

interface ExportChoice {
  readonly outputs: readonly {
    readonly path: string;
    readonly kind: ExportKind;
  }[];
  readonly isJson: boolean;
  readonly onnx: OnnxChoice;
  readonly from:
    | { readonly kind: "network"; readonly network: NetworkChoice }
    | {
      readonly kind: "text";
      readonly text: TextChoice;
      readonly weights: WeightsChoice | undefined;
      readonly precision: Precision;
    };
}

/** @throws {UsageError} if there is nothing to write, or `--out` has another ending. */
function readOutputs(args: Arguments): ExportChoice["outputs"] {
  const code = (["js", "c", "onnx"] as const).flatMap((kind) => {
    const path = args.text(kind);
    return path === undefined ? [] : [{ path, kind }];
  });
  const path = args.text("out");
  if (path === undefined && code.length > 0) return code;
  const kind = (["npz", "safetensors"] as const)
    .find((each) => path?.endsWith(`.${each}`));
  if (path === undefined || kind === undefined) {
    throw new UsageError(
      path === undefined
        ? say("there is no file to write to")
        : say("--out writes .npz or .safetensors: found {path}", { path }),
      say(
        "Give --out FILE.npz or --out FILE.safetensors, or --js, --c or --onnx.",
      ),
    );
  }
  return [{ path, kind }, ...code];
}

/** @throws {UsageError} if an option makes no sense. */
function readExportChoice(args: Arguments): ExportChoice {
  const outputs = readOutputs(args);
  const isJson = args.flag("json");
  const onnx = readOnnxChoice(args);
  const weights = readWeightsChoice(args);
  if (weights === undefined && !args.positional.some(isText)) {
    const [file, ...more] = args.positional;
    if (file === undefined || more.length > 0) {
      throw new UsageError(
        say("export works on one network"),
        say(
          "Give the file that nabla train --out wrote, or a text with --weights.",
        ),
      );
    }
    const names = ["precision", "use", "message-format"];
    const why = "is for a text, and a network's file is exported as it is";
    refuseIdle(args, names, why);
    const network = { path: file, layers: args.texts("layers"), kernels: {} };
    return { outputs, isJson, onnx, from: { kind: "network", network } };
  }
  const from = {
    kind: "text",
    text: readTextChoice(args),
    weights,
    precision: args.choice(precision) ?? "float32",
  } as const;
  return { outputs, isJson, onnx, from };
}

/** Whether a word is a text, or names a file of texts: no network's file is called so. */
function isText(word: string): boolean {
  return /^-$|\.nn$/.test(word) ||
    /->|=/.test(word) && !word.endsWith(".safetensors");
}

async function run(args: Arguments, io: Io): Promise<number> {
  const program = args.text("pytorch");
  if (program !== undefined) {
    const { exportProgram } = await import("./train/export_program.ts");
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
  const { verified } = await import("../data/verified_onnx.ts");
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
