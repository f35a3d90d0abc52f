import { say } from "../../../../words/say.ts";
import type { Precision } from "../../../../lib/base/values.ts";
import type { ExportKind } from "../../files/exported.ts";
import { type Arguments, UsageError } from "../../words/command.ts";
import { refuseIdle } from "../../words/idle.ts";
import { type OnnxChoice, readOnnxChoice } from "../../words/onnx_options.ts";
import type { NetworkChoice } from "../../words/network_options.ts";
import {
  readWeightsChoice,
  type WeightsChoice,
} from "../../words/weights_options.ts";
import { readTextChoice, type TextChoice } from "../../words/options.ts";
import { exportPrecision, exportTrainingOptions } from "./export_options.ts";

/** @throws {UsageError} if an option of a training is given without a program for it. */
export function requireTraining(args: Arguments): void {
  refuseIdle(
    args,
    exportTrainingOptions.map(({ name }) => name),
    "is for a training, and there is no --pytorch",
    "Give --pytorch FILE.py, or leave it out.",
  );
}

/** What is to be exported, and where to. */
export interface ExportChoice {
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
export function readExportChoice(args: Arguments): ExportChoice {
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
    precision: args.choice(exportPrecision) ?? "float32",
  } as const;
  return { outputs, isJson, onnx, from };
}

/** Whether a word is a text, or names a file of texts: no network's file is called so. */
function isText(word: string): boolean {
  return /^-$|\.nn$/.test(word) ||
    /->|=|\)$/.test(word) && !word.endsWith(".safetensors");
}
