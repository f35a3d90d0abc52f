import { productSize, sigmoidLength } from "../../../../lib/kernels/speeds.ts";
import type { Arguments, Command } from "../../words/command.ts";
import { readThreads, threads } from "../../words/kernel_options.ts";
import { json } from "../../words/options.ts";
import { toRecord } from "../../words/record.ts";
import type { Io } from "../../world/io.ts";
import { surveyKernels } from "./kernel_survey.ts";
import { renderKernels } from "./kernel_table.ts";

export const kernelsCommand: Command = {
  name: "kernels",
  usage: "",
  options: [threads, json],
  exitStatus: "0 measured, 2 could not measure",
  examples: [
    ["", "plain, wasm and blas, in about a second"],
    ["--threads 1", "the speed of one thread"],
  ],
  run,
};

async function run(args: Arguments, io: Io): Promise<number> {
  const isJson = args.flag("json");
  const survey = await surveyKernels(readThreads(args), io);
  if (isJson) {
    const product = [productSize, productSize, productSize];
    const measured = { product, sigmoid: sigmoidLength };
    io.data(toRecord("kernels", 0, { measured, ...survey }));
  } else {
    const { color, columns } = io;
    io.out(`${renderKernels(survey, { color, columns })}\n`);
  }
  return 0;
}
