/**
 * `nabla export`: a network's parameters in the file of another kind.
 *
 * @module
 */

import { initialize } from "../../../lib/network/parameters.ts";
import { saveParameters } from "../../../lib/weights/state_dict.ts";
import {
  networkFile,
  type NetworkToSave,
} from "../../network_file/saved_network.ts";
import { openNetwork } from "../files/checkpoints.ts";
import { readLayers } from "../files/layers.ts";
import { requireText } from "../files/network_file.ts";
import { writeFile } from "../files/source.ts";
import { loadText, networkOf, printDiagnostics } from "../files/texts.ts";
import { loadWeights } from "../../../lib/weights/weights_file.ts";
import { type Arguments, type Command, UsageError } from "../words/command.ts";
import { compiling, layers, readChoice } from "../words/options.ts";
import type { Io } from "../world/io.ts";

/** The command. */
export const exportCommand: Command = {
  name: "export",
  summary: "a network's weights as .npz or .safetensors, from either",
  usage: 'NET.safetensors | "TEXT" --weights FILE',
  options: [
    {
      name: "weights",
      value: "FILE",
      summary: "for a text: its weights, a state dict as .safetensors or .npz",
    },
    {
      name: "out",
      value: "FILE",
      summary:
        "where to: .npz holds weights alone, .safetensors the text as well",
    },
    {
      name: "precision",
      value: "NAME",
      summary: "for a text: float32 or float64 (float32)",
    },
    ...compiling.filter(({ name }) => name !== "json"),
  ],
  exitStatus: "0 written, 2 could not export",
  examples: [
    ["net.safetensors --out weights.npz", "for NumPy, under PyTorch's names"],
    [
      "net.nn --weights state_dict.safetensors --out net.safetensors",
      "weights of PyTorch with a text, for predict and evaluate",
    ],
  ],
  run,
};

async function run(args: Arguments, io: Io): Promise<number> {
  const out = args.text("out");
  if (out === undefined || !/\.(npz|safetensors)$/.test(out)) {
    throw new UsageError(
      out === undefined
        ? "it is not said where to write"
        : `${out} ends neither in .npz nor in .safetensors`,
      "Give --out FILE.npz or --out FILE.safetensors.",
    );
  }
  const saved = args.text("weights") === undefined
    ? await networkIn(args, io)
    : await textWithWeights(args, io);
  if (saved === undefined) return 2;
  const { network, parameters } = saved;
  if (out.endsWith(".npz")) {
    const { writeNpz } = await import("../../../lib/tensor_files/npz.ts");
    const bytes = writeNpz(saveParameters(parameters, network));
    await writeFile(out, [bytes], io);
  } else await writeFile(out, networkFile(saved), io);
  io.out(`saved ${out}\n`);
  return 0;
}

async function networkIn(args: Arguments, io: Io): Promise<NetworkToSave> {
  const [path, ...more] = args.positional;
  if (path === undefined || more.length > 0) {
    throw new UsageError(
      "export works on one network",
      "Give the file that nabla train --out wrote, or a text with --weights.",
    );
  }
  requireText(path);
  const own = await readLayers(args.texts(layers.name), io);
  const saved = await openNetwork(path, { layers: own }, io);
  if (saved !== undefined) return saved;
  throw new UsageError(`cannot read ${path}: there is no such file`);
}

async function textWithWeights(
  args: Arguments,
  io: Io,
): Promise<NetworkToSave | undefined> {
  const text = await loadText(args, io);
  const compiled = networkOf(text);
  if (compiled === undefined) {
    printDiagnostics(text.diagnostics, text.source, args, io);
    return undefined;
  }
  const { network } = compiled;
  const precision = readChoice(args, "precision", ["float32", "float64"]) ??
    "float32";
  const parameters = initialize(network, { precision });
  const known = await loadWeights(
    args.text("weights") ?? "",
    network,
    parameters,
    io,
  );
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
