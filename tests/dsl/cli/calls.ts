import { initialize, nn } from "../../../mod.ts";
import { writeOnnx, writeSafetensors } from "../../../data.ts";
import { writeOnnxModel } from "../../../lib/bridges/onnx/write_model.ts";
import { languageFiles } from "../../helpers/language_files.ts";
import { bytesOf } from "../../helpers/network_files.ts";
import { classified } from "../../helpers/training_files.ts";

const network = nn`fc(2,8) -> tanh -> fc(3) -> cross_entropy`;
/** Classes of several words, which data has. */
export const classes = [
  "a class of flowers",
  "another class of flowers",
  "the last of all the classes",
];
const rows = Array.from(
  { length: classified.length },
  (_, i) => `${i % 5},${i % 7},${classes[i % 3]}`,
);
const homework = languageFiles.homework;
const neuron =
  "given a1 = 1\ngiven w11 = 0.5\ngiven bias1 = 0.1\nb1 = w11*a1 + bias1\nh1 = 1/(1 + exp(-b1))\nexpect h1 = 0.6457\n";

/** The files that the calls name. */
export const files = {
  "flowers.csv": ["width,height,kind", ...rows, ""].join("\n"),
  "net.nn": "fc(2,8) -> tanh -> fc(3) -> cross_entropy\n",
  "net.safetensors": bytesOf({
    network,
    parameters: initialize(network),
    description: {
      text: "fc(2,8) -> tanh -> fc(3) -> cross_entropy",
      libraries: [],
      precision: "float32",
    },
  }),
  "net.onnx": writeOnnx(network, initialize(network, { precision: "float32" })),
  "loose.onnx": writeOnnxModel({
    irVersion: 8,
    producer: { name: "", version: "" },
    opsets: new Map([["", 17]]),
    metadata: new Map(),
    graph: {
      name: "g",
      nodes: [{
        op: "Relu",
        domain: "",
        name: "r",
        inputs: ["x"],
        outputs: ["y"],
        attributes: new Map(),
      }],
      inputs: [{ name: "x", type: "float32", shape: ["batch", "steps"] }],
      outputs: [{ name: "y", type: "float32", shape: undefined }],
      initializers: [],
    },
  }),
  "loose.safetensors": writeSafetensors([
    { name: "w", shape: [8, 2], values: new Float32Array(16) },
    { name: "b", shape: [8], values: new Float32Array(8) },
    { name: "v", shape: [3, 8], values: new Float32Array(24) },
    { name: "c", shape: [3], values: new Float32Array(3) },
  ]),
  "names.map": "# ours = theirs\nfc1.weight = v\n",
  "homework.nn": homework,
  "sheet.nn": `# Fill in what is missing in each of these lines.\n${homework}`,
  "graph.nn": languageFiles["sigmoid-graph"],
  "neuron.nn": neuron,
  "claim.nn": "f(x) = x*exp(x)\nf'(x) = exp(x)\n",
  "wrong.nn": homework.replace("0.6435", "0.7").replace("-0.5092", "0.5092"),
  "blank.nn": homework.replaceAll(/(?<=expect .*)-?[\d.]+/g, "_"),
};

export const deep =
  "input(28,28,1) -> conv(5,20) -> maxpool(2) -> conv(5,50) -> maxpool(2) -> flatten -> fc(500) -> relu -> fc(10) -> cross_entropy";
const images = "input(3,3,1) -> conv(2,2) -> relu -> flatten -> fc(1) -> mse";

/** Two inputs, a formula with a function of its own, and two losses. */
const several =
  "swish(x) = x*sigmoid(2*x); image: input(3); words: input(2); image -> a: fc(2); words -> b: fc(2); h = swish(a*b) + 0.5; h -> fc(1) -> mse; h -> fc(2) -> cross_entropy(weight=0.5)";

/** Calls with words for people, by command. */
export const calls: Readonly<Record<string, readonly (readonly string[])[]>> = {
  train: [
    [
      ...["net.nn", "--data", "flowers.csv", "--target", "kind"],
      ...["--validation", "0.3", "--epochs", "3", "--out", "out.safetensors"],
    ],
    ["net.nn"],
    ["net.nn", "--data", "spyral"],
    ["net.nn", "--data", "spiral", "--engine", "torch"],
    ["net.nn", "--data", "spiral", "--processes", "2"],
    [
      ...["fc(8) -> fc(3) -> cross_entropy", "--data", "spiral"],
      ...["--engine", "torch", "--processes", "3", "--out", "o.safetensors"],
    ],
    ["net.nn", "--frobnicate"],
  ],
  predict: [["net.safetensors"], ["gone.safetensors", "--data", "flowers.csv"]],
  evaluate: [
    ["net.safetensors", "--data", "spiral(examples=60)"],
    ["net.safetensors", "--data", "flowers.csv"],
  ],
  export: [
    ["net.safetensors", "--out", "weights.npz"],
    ["net.safetensors", "--js", "predict.js", "--c", "predict.c"],
    [
      "fc(8) -> fc(3) -> cross_entropy",
      "--data",
      "spiral",
      "--pytorch",
      "a.py",
    ],
    ["net.safetensors", "--out", "weights.npz", "--epochs", "3"],
    ["net.safetensors", "--onnx", "net.onnx", "--opset", "20", "--logits"],
    ["net.safetensors", "--onnx", "net.onnx", "--verify"],
    ...["fc1.weight=w", "fc1.weight=u", "fc.weight=w", "fc1=", "names.map"]
      .map((map) => [
        ...["net.nn", "--weights", "loose.safetensors", "--map", map],
        ...["--out", "named.safetensors"],
      ]),
    ["net.safetensors", "--out", "weights.npz", "--map", "names.map"],
    ["net.nn"],
  ],
  import: [
    ["net.onnx", "--out", "in.nn"],
    ["loose.onnx"],
    ["net.onnx", "--output", "gone"],
  ],
  generate: [[], ["spyral"], ["spiral(turn=3)"]],
  run: [["homework.nn"], ["neuron.nn"], [several], ["graph.nn"], ["fc(2,2)"], [
    images,
  ], [
    "fc(3) -> tahn",
  ]],
  trace: [
    ...["homework.nn", "graph.nn", images, "fc(2,2)"].map((text) => [text]),
    ...["--step", "--path=x..loss", "--path=q..loss", "--node=fc1.weight"]
      .map((option) => ["homework.nn", option]),
    ["graph.nn", "--path", "A..F"],
    ["neuron.nn"],
    ["neuron.nn", "--step"],
    ["neuron.nn", "--path", "w11..h1"],
    ["neuron.nn", "--html", "a.html"],
    ["neuron.nn", "--html", "a.html", "--kernels", "wasm"],
    [several],
  ],
  graph: [["homework.nn"], ["homework.nn", "--svg", "a.svg"]],
  check: [
    ["homework.nn", "graph.nn"],
    ["neuron.nn", "claim.nn"],
    ["wrong.nn"],
    ["blank.nn"],
  ],
  gradcheck: [
    ...["fc(2,1) -> sigmoid", images, "homework.nn"].map((text) => [text]),
    ["fc(2,1) -> sigmoid", "--sweep"],
    ["claim.nn"],
    ["neuron.nn"],
    [several],
    ["fc(2,1) -> sigmoid", "--svg", "a.svg"],
  ],
  show: [[deep], ["neuron.nn"], [several], ["net.safetensors"], [
    "fc(4) -> fc(3)",
  ]],
  play: [["homework.nn", "--export", "site"], ["a.nn", "b.nn"]],
  worksheet: [["gone.nn"], ["fc(2,1) -> "]],
  grade: [
    ["wrong.nn", "--key", "homework.nn"],
    ["blank.nn", "--key", "homework.nn"],
    ["homework.nn"],
  ],
  learn: [
    ...[[], ["2.3"], ["4.3", "--hint", "3"], ["9"]],
    ["2.3", "--answers", "wrong.nn"],
  ],
  fmt: [["--check", "homework.nn"], ["fc(2,"]],
  lint: [["fc(4,3) -> softmax -> cross_entropy"], [
    "fc(2,4) -> relu -> fc(3,1)",
  ]],
  explain: [
    ...["codes", "layers", "optimizers", "schedules", "metrics"],
    ...["generators", "initializers", "E110", "W201", "fc", "conv", "adam"],
    ...["one-cycle", "spiral", "f1", "he", "nothing"],
  ].map((name) => [name]),
  kernels: [["--threads", "1"]],
  completions: [[], ["tcsh"], ["bash", "--json"]],
  // Its figures take half a minute.
  "self-test": [["--faulty", "-1"]],
};
