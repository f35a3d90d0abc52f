import { say } from "../../../words/say.ts";
import { meaningFor } from "../../../lib/fitting/data_meaning.ts";
import { withRestoredTargets } from "../../../lib/fitting/numbers/target_units.ts";
import { headsOf } from "../../../lib/network/graph.ts";
import type { Parameters } from "../../../lib/network/parameters.ts";
import type { WriteOnnxOptions } from "../../../lib/bridges/onnx/out/write_onnx.ts";
import { saveParameters } from "../../../lib/weights/state_dict.ts";
import {
  descriptionMetadata,
  wholeDescription,
} from "../../network_file/network_description.ts";
import {
  type NetworkToSave,
  writeNetwork,
} from "../../network_file/saved_network.ts";
import { renderNormalizations } from "../../reports/data_meaning.ts";
import { format } from "../../syntax/printing/printer.ts";
import { warningWords } from "../words/notes.ts";
import type { FileContent, Io } from "../world/io.ts";

/** What a network can be written as. */
export type ExportKind = "npz" | "safetensors" | "js" | "c" | "onnx";

/** What a file holds. */
export async function contentOf(
  kind: ExportKind,
  saved: NetworkToSave,
  io: Io,
  onnx: OnnxWriting = {},
): Promise<FileContent> {
  const { network, parameters, description = {} } = saved;
  const title = format(network);
  switch (kind) {
    case "safetensors":
      return writeNetwork(saved);
    case "npz": {
      const { writeNpz } = await import("../../../lib/tensor_files/npz.ts");
      return [writeNpz(saveParameters(inTargetUnits(saved, io), network))];
    }
    case "js": {
      const { writeJavaScript } = await import(
        "../../../lib/bridges/code/javascript.ts"
      );
      return writeJavaScript({ network, parameters, description }, title);
    }
    case "c": {
      const { writeC } = await import("../../../lib/bridges/code/c.ts");
      return writeC({ network, parameters, description }, title);
    }
    case "onnx": {
      const { writeOnnx } = await import(
        "../../../lib/bridges/onnx/out/write_onnx.ts"
      );
      return [writeOnnx(network, parameters, onnxOptionsOf(saved, onnx))];
    }
  }
}

/** How a model of ONNX is written. */
export type OnnxWriting = Pick<
  WriteOnnxOptions,
  "channels" | "logits" | "opset"
>;

/** The options that a network is written as ONNX with: all that is known of it goes into the model. */
export function onnxOptionsOf(
  { network, parameters, description = {} }: NetworkToSave,
  { channels, logits, opset }: OnnxWriting,
): WriteOnnxOptions {
  const whole = wholeDescription(description, network, parameters);
  return {
    description,
    ...{ channels, logits, opset },
    metadata: descriptionMetadata(whole),
  };
}

/** Says which normalization a file of weights alone does not hold, and where it is kept. */
export function warnOfNormalization(
  { description }: NetworkToSave,
  path: string,
  io: Io,
): void {
  const lines = renderNormalizations(description ?? {});
  if (lines.length === 0) return;
  io.error(
    `${
      warningWords(say(
        "the network takes inputs normalized as (x - offset) / scale, and {path} does not hold these numbers:",
        { path },
      ))
    }
${lines.join("\n")}
${
      say(
        "export with --out FILE.safetensors keeps all of them, in the file's metadata under nabla, and nabla show --json prints them; a training with --normalize none needs none.",
      )
    }
`,
  );
}

/** The parameters that give targets in their own units, with a warning where they hold them badly. */
function inTargetUnits(
  { network, parameters, description }: NetworkToSave,
  io: Io,
): Parameters {
  const heads = headsOf(network);
  let own = parameters;
  for (const head of heads.length > 0 ? heads : [{ name: "", network }]) {
    const { targetNormalization } = meaningFor(description ?? {}, head);
    if (targetNormalization === undefined) continue;
    const restored = withRestoredTargets(
      head.network,
      own,
      targetNormalization,
    );
    own = restored.parameters;
    if (restored.isExact) continue;
    const { offset, scale } = targetNormalization;
    io.error(
      `${
        warningWords(say(
          "{precision} does not hold a bias of {offset} to a ten-thousandth of the targets' deviation, {scale}",
          {
            precision: parameters.precision,
            offset: offset.join(", "),
            scale: scale.join(", "),
          },
        ))
      }\n`,
    );
  }
  return own;
}
