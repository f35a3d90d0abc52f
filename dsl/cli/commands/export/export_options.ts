import {
  choiceOption,
  type Option,
  option,
  outputOption,
} from "../../words/command.ts";
import { computing } from "../../words/kernel_options.ts";
import { onnxOptions } from "../../words/onnx_options.ts";
import { weightsNaming } from "../../words/weights_options.ts";
import { compiling } from "../../words/options.ts";
import { shardPath, startPath } from "../train/torch_paths.ts";
import { trainOptions } from "../train/train_options.ts";

/** How a text is compiled. */
export const exportPrecision = choiceOption(
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
export const exportTrainingOptions = trainOptions.filter(({ name }) =>
  !others.includes(name)
);

/** What `export` is told. */
export const exportOptions: readonly Option[] = [
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
  exportPrecision,
  ...compiling,
  ...exportTrainingOptions,
];
