/**
 * `nabla export`: a network's parameters in the file of another kind.
 *
 * @module
 */

import type { Precision } from "../../../lib/base/values.ts";
import { initialize } from "../../../lib/network/parameters.ts";
import { saveParameters } from "../../../lib/weights/state_dict.ts";
import {
  type NetworkToSave,
  writeNetwork,
} from "../../network_file/saved_network.ts";
import { loadNetwork } from "../files/network_file.ts";
import { writeFile } from "../files/source.ts";
import { loadText, networkOf, printDiagnostics } from "../files/texts.ts";
import { loadWeights } from "../files/weights.ts";
import { type Arguments, type Command, UsageError } from "../words/command.ts";
import type { NetworkChoice } from "../words/network_options.ts";
import {
  compiling,
  readTextChoice,
  type TextChoice,
} from "../words/options.ts";
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

/** What was chosen. */
interface ExportChoice {
  /** The file that is written, and what it will be. */
  readonly out: { readonly path: string; readonly kind: "npz" | "safetensors" };
  readonly from:
    | { readonly kind: "network"; readonly network: NetworkChoice }
    | {
      readonly kind: "text";
      readonly text: TextChoice;
      readonly weights: string;
      readonly precision: Precision;
    };
}

/** @throws {UsageError} if an option makes no sense. */
function readExportChoice(args: Arguments): ExportChoice {
  const path = args.text("out");
  const kind = path?.endsWith(".npz")
    ? "npz"
    : path?.endsWith(".safetensors")
    ? "safetensors"
    : undefined;
  if (path === undefined || kind === undefined) {
    throw new UsageError(
      path === undefined
        ? "it is not said where to write"
        : `${path} ends neither in .npz nor in .safetensors`,
      "Give --out FILE.npz or --out FILE.safetensors.",
    );
  }
  const weights = args.text("weights");
  if (weights === undefined) {
    const [file, ...more] = args.positional;
    if (file === undefined || more.length > 0) {
      throw new UsageError(
        "export works on one network",
        "Give the file that nabla train --out wrote, or a text with --weights.",
      );
    }
    const network = { path: file, layers: args.texts("layers"), kernels: {} };
    return { out: { path, kind }, from: { kind: "network", network } };
  }
  const precision = args.choice("precision", ["float32", "float64"]) ??
    "float32";
  return {
    out: { path, kind },
    from: { kind: "text", text: readTextChoice(args), weights, precision },
  };
}

async function run(args: Arguments, io: Io): Promise<number> {
  const { out, from } = readExportChoice(args);
  const saved = from.kind === "network"
    ? await loadNetwork(from.network, io)
    : await textWithWeights(from, io);
  if (saved === undefined) return 2;
  const { network, parameters } = saved;
  if (out.kind === "npz") {
    const { writeNpz } = await import("../../../lib/tensor_files/npz.ts");
    const bytes = writeNpz(saveParameters(parameters, network));
    await writeFile(out.path, [bytes], io);
  } else await writeFile(out.path, writeNetwork(saved), io);
  io.out(`saved ${out.path}\n`);
  return 0;
}

async function textWithWeights(
  { text: choice, weights, precision }: ExportChoice["from"] & {
    readonly kind: "text";
  },
  io: Io,
): Promise<NetworkToSave | undefined> {
  const text = await loadText(choice, io);
  const compiled = networkOf(text);
  if (compiled === undefined) {
    printDiagnostics(text.diagnostics, text.source, choice.isShort, io);
    return undefined;
  }
  const { network } = compiled;
  const parameters = initialize(network, { precision });
  const known = await loadWeights(weights, network, parameters, io);
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
