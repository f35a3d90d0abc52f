/**
 * `nabla graph`: a picture of a network.
 *
 * @module
 */

import { diagramOf } from "../../drawing/diagram.ts";
import { toDot, toMermaid } from "../../drawing/dot.ts";
import { neuronsSvg } from "../../drawing/neurons.ts";
import { toSvg } from "../../drawing/svg.ts";
import {
  type CompiledNetwork,
  type ExerciseOptions,
  runExercise,
} from "../../exercise/exercise.ts";
import { format } from "../../syntax/printer.ts";
import { writeFile } from "../files/source.ts";
import { loadText, networkOf, printDiagnostics } from "../files/texts.ts";
import { type Arguments, type Command, UsageError } from "../words/command.ts";
import { computing, readKernels } from "../words/kernel_options.ts";
import { compiling, layers, readSeed, seed } from "../words/options.ts";
import { toRecord } from "../words/record.ts";
import type { Io } from "../world/io.ts";

/** The command. */
export const graphCommand: Command = {
  name: "graph",
  summary: "a picture of a network, with values and gradients on its nodes",
  usage: '"TEXT" | FILE.nn | -',
  options: [
    { name: "svg", value: "FILE", summary: "write a picture" },
    { name: "mermaid", summary: "print it for Mermaid, as Markdown shows it" },
    { name: "dot", summary: "print it for Graphviz" },
    {
      name: "layers",
      summary: "draw layers even where the neurons are few enough to be drawn",
    },
    { name: "no-values", summary: "leave the numbers out" },
    seed,
    ...computing,
    // `--layers` has another meaning here.
    ...compiling.filter((option) => option !== layers),
  ],
  examples: [
    ["sigmoid-graph.nn --svg graph.svg", "a circuit, gate by gate"],
    ['"fc(2,3) -> tanh -> fc(1)" --svg net.svg', "neurons and weights"],
  ],
  run,
};

async function run(args: Arguments, io: Io): Promise<number> {
  const out = args.text("svg");
  const isJson = args.flag("json");
  const chosen = [out !== undefined, args.flag("dot"), args.flag("mermaid")];
  if (chosen.filter(Boolean).length !== 1 && !isJson) {
    throw new UsageError(
      "a picture has one form",
      "Write --svg FILE, --mermaid or --dot.",
    );
  }
  const options = { seed: readSeed(args), ...readKernels(args) };
  const text = await loadText(args, io);
  const compiled = networkOf(text);
  if (compiled === undefined) {
    const { source, diagnostics } = text;
    if (isJson) io.out(toRecord("graph", 2, { diagnostics }));
    else printDiagnostics(diagnostics, source, args, io);
    return 2;
  }
  const picture = draw(compiled, options, args);
  if (isJson) {
    io.out(toRecord("graph", 0, { ...picture.diagram }));
  } else if (out !== undefined) {
    await writeFile(out, picture.svg(), io);
    io.out(`${out}\n`);
  } else {
    const { diagram } = picture;
    io.out(args.flag("dot") ? toDot(diagram) : toMermaid(diagram));
  }
  return 0;
}

function draw(
  compiled: CompiledNetwork,
  options: ExerciseOptions,
  args: Arguments,
) {
  const exercise = args.flag("no-values")
    ? undefined
    : runExercise(compiled, options);
  const title = format(compiled.network);
  const diagram = diagramOf(compiled, title, exercise);
  return {
    diagram,
    svg: () =>
      (args.flag("layers")
        ? undefined
        : neuronsSvg(compiled, title, exercise)) ?? toSvg(diagram),
  };
}
