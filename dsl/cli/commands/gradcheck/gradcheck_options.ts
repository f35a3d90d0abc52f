import {
  choiceOption,
  type Option,
  option,
  outputOption,
} from "../../words/command.ts";
import {
  dataOption,
  tableOptions,
  targetOption,
} from "../../words/data_options.ts";
import { computing } from "../../words/kernel_options.ts";
import { compiling } from "../../words/options.ts";
import { weightsNaming } from "../../words/weights_options.ts";

export const schemeOption = choiceOption(
  "scheme SCHEME",
  "adaptive, central or forward differences (adaptive)",
  ["adaptive", "central", "forward"],
);

export const heldPrecision = choiceOption(
  "precision P",
  "float64, or float32 held to it (float64)",
  ["float64", "float32"],
);

export const modeOption = choiceOption(
  "mode MODE",
  "exhaustive, search or sampled (exhaustive up to 20,000 numbers, then search)",
  ["exhaustive", "search", "sampled"],
);

export const gradcheckOptions: readonly Option[] = [
  option("seed N", "seed of the random numbers (0)"),
  option("batch N", "the number of examples (those of the text, or 3)"),
  option("drawn", "draw what the text gives as well"),
  schemeOption,
  option("step H", "the step of central or forward differences"),
  option(
    "relative-tolerance R",
    "distance allowed, relative to the larger (1e-6)",
  ),
  option(
    "absolute-tolerance A",
    "distance allowed in addition to what is derived (0)",
  ),
  option("strict", "hold smooth layers to 1e-9: shows floats within doubles"),
  heldPrecision,
  option("order N", "2 checks derivatives of gradients as well (1)"),
  modeOption,
  option("samples N", "numbers of each gradient in a sample (64)"),
  {
    ...option("only STEP", "check this step, or `network`; again for another"),
    repeated: true,
  },
  option(
    "weights FILE",
    "check at these weights: of nabla train, or a state dict as .safetensors, .npz or .pt",
  ),
  ...weightsNaming,
  {
    ...dataOption,
    summary: "check on rows of this data, as nabla train reads it",
  },
  targetOption,
  ...tableOptions,
  {
    ...option(
      "python FILE:NAME",
      "check a function in a file of Python instead; again for another",
    ),
    repeated: true,
  },
  option(
    "shapes SHAPES",
    "with --python, draw arguments of these shapes: 2x3,3 (those that the file gives)",
  ),
  option("interpreter PROGRAM", "the Python that runs --python (python3)"),
  option("plain", "use no shortcuts that layers offer"),
  option(
    "workers N",
    "share the work, a thread each; the report does not change",
  ),
  option("sweep", "show the error against the step instead of checking"),
  outputOption("svg", "write the sweep as a picture", ".svg"),
  outputOption("html", "write the report as a page", ".html", ".htm"),
  outputOption(
    "junit",
    "write JUnit's XML, for continuous integration",
    ".xml",
  ),
  option("tap", "print TAP, for test harnesses"),
  option("watch", "check again whenever a file changes"),
  ...computing,
  ...compiling,
];
