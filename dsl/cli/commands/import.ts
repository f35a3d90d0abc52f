import { say } from "../../../words/say.ts";
import { visibleName } from "../../typesetting/visible.ts";
import { readOnnx } from "../../importing/read_onnx.ts";
import { writeNetwork } from "../../network_file/saved_network.ts";
import {
  type Arguments,
  type Command,
  noSuchFile,
  type Option,
  option,
  UsageError,
} from "../words/command.ts";
import { json } from "../words/options.ts";
import { toRecord } from "../words/record.ts";
import type { Io } from "../world/io.ts";

const out: Option = {
  ...option(
    "out FILE",
    "where the text goes; its weights go beside it, as .safetensors",
  ),
  output: { endings: [".nn"], beside: [weightsPath] },
};

const size: Option = {
  ...option(
    "size NAME=N",
    "the size of an axis that the model leaves free; again for another",
  ),
  repeated: true,
};

/** The largest file that is read: a message of protobuf has no more bytes. */
const mostBytes = 2 ** 31;

export const importCommand: Command = {
  name: "import",
  usage: "FILE.onnx",
  options: [
    out,
    size,
    option("output NAME", "which output is read, of several"),
    json,
  ],
  exitStatus: "0 read, 2 could not read",
  examples: [
    ["model.onnx", "the graph as the text of a network"],
    ["model.onnx --out net.nn", "its weights beside it, as net.safetensors"],
    ["model.onnx --size t=16 --out net.nn", "an axis that was left free"],
  ],
  run,
};

function weightsPath(path: string): string {
  return path.replace(/\.nn$/i, "") + ".safetensors";
}

/** @throws {UsageError} if a size is not `NAME=N`. */
function readSizes(args: Arguments): Record<string, number> {
  const sizes = args.texts("size").map((word): [string, number] => {
    const [name, number] = word.split(/=(?=[^=]*$)/);
    if (/^[1-9]\d{0,8}$/.test(number ?? "")) return [name, Number(number)];
    throw new UsageError(
      say("--size must be NAME=N, with a positive integer: found {word}", {
        word,
      }),
      say("Write {code}.", { code: "--size t=16" }),
    );
  });
  return Object.fromEntries(sizes);
}

async function run(args: Arguments, io: Io): Promise<number> {
  const [path, ...more] = args.positional;
  if (path === undefined || more.length > 0) {
    throw new UsageError(
      say("import reads one model"),
      say("Name its file, as in {command}.", {
        command: "nabla import model.onnx --out net.nn",
      }),
    );
  }
  const sizes = readSizes(args);
  const bytes = await io.readFile(path, mostBytes);
  if (bytes === undefined) throw noSuchFile(path);
  const read = readOnnx(bytes, {
    name: path,
    sizes,
    output: args.text("output"),
  });
  const { network, parameters, inputs, output } = read;
  const text = `${read.text.trimEnd()}\n`;
  const to = args.text("out");
  const files = to === undefined ? [] : [to, weightsPath(to)];
  if (to !== undefined) {
    const { precision } = parameters;
    const description = { text, precision, ...read.description };
    // Made whole before anything is written.
    const weights = [...writeNetwork({ network, parameters, description })];
    await io.writeFile(weightsPath(to), weights);
    await io.writeFile(to, text);
  }
  if (args.flag("json")) {
    io.data(toRecord("import", 0, {
      network: text,
      parameters: network.parameterCount,
      inputs,
      output,
      files,
    }));
    return 0;
  }
  io.data(text);
  for (const file of files) {
    io.error(`${say("saved {file}", { file: visibleName(file) })}\n`);
  }
  return 0;
}
