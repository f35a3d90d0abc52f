import { say } from "../../../words/say.ts";
import { visibleName } from "../../typesetting/visible.ts";
import { diagramOf } from "../../drawing/diagram.ts";
import { diagramToDot, diagramToMermaid } from "../../drawing/dot.ts";
import { neuronsToSvg } from "../../drawing/neurons.ts";
import { diagramToSvg } from "../../drawing/svg.ts";
import { type CompiledNetwork, runExercise } from "../../exercise/exercise.ts";
import { format } from "../../syntax/printing/printer.ts";
import { loadNetworkText } from "../files/each_text.ts";
import {
  type Arguments,
  type Command,
  option,
  outputOption,
  UsageError,
} from "../words/command.ts";
import { computing, readKernels } from "../words/kernel_options.ts";
import { refuseIdle } from "../words/idle.ts";
import {
  compiling,
  ownLayers,
  readSeed,
  readTextChoice,
  seed,
} from "../words/options.ts";
import { toRecord } from "../words/record.ts";
import type { Io } from "../world/io.ts";

export const graphCommand: Command = {
  name: "graph",
  usage: '"TEXT" | FILE.nn | -',
  options: [
    outputOption("svg", "write a picture", ".svg"),
    option("mermaid", "print it for Mermaid, as Markdown shows it"),
    option("dot", "print it for Graphviz"),
    option(
      "layers",
      "draw layers even where the neurons are few enough to be drawn",
    ),
    option("no-values", "leave the numbers out"),
    seed,
    ...computing,
    // `--layers` has another meaning here.
    ...compiling.filter((each) => !ownLayers.includes(each)),
  ],
  exitStatus: "0 drawn, 2 could not draw",
  examples: [
    ["sigmoid-graph.nn --svg graph.svg", "a circuit, gate by gate"],
    ['"fc(2,3) -> tanh -> fc(1)" --svg net.svg', "neurons and weights"],
  ],
  run,
};

/** What is drawn, and where to. */
type GraphForm =
  | { readonly kind: "svg"; readonly path: string }
  | { readonly kind: "dot" | "mermaid" | "json" };

type GraphChoice = ReturnType<typeof readGraphChoice>;

function readGraphChoice(args: Arguments) {
  return {
    form: readForm(args),
    options: { seed: readSeed(args), ...readKernels(args) },
    text: readTextChoice(args),
    drawsLayers: args.flag("layers"),
    hasValues: !args.flag("no-values"),
  };
}

function readForm(args: Arguments): GraphForm {
  const path = args.text("svg");
  const forms: readonly GraphForm[] = [
    ...path === undefined ? [] : [{ kind: "svg" as const, path }],
    ...(["dot", "mermaid", "json"] as const).filter((kind) => args.flag(kind))
      .map((kind) => ({ kind })),
  ];
  if (forms.length !== 1) {
    throw new UsageError(
      say("choose one output format"),
      say("Write --svg FILE, --mermaid, --dot or --json."),
    );
  }
  if (forms[0].kind !== "svg") {
    refuseIdle(args, ["layers"], "is about the picture that --svg writes");
  }
  if (args.flag("no-values")) {
    const names = ["seed", ...computing.map(({ name }) => name)];
    refuseIdle(
      args,
      names,
      "is about numbers, and --no-values leaves them out",
    );
  }
  return forms[0];
}

async function run(args: Arguments, io: Io): Promise<number> {
  const choice = readGraphChoice(args);
  const { form } = choice;
  const text = await loadNetworkText("graph", choice.text, io);
  if (text === undefined) return 2;
  const { diagram, svg } = draw(text.compiled, choice);
  switch (form.kind) {
    case "json":
      io.data(toRecord("graph", 0, { ...diagram }));
      break;
    case "svg":
      await io.writeFile(form.path, svg());
      io.out(`${visibleName(form.path)}\n`);
      break;
    case "dot":
      io.data(diagramToDot(diagram));
      break;
    case "mermaid":
      io.data(diagramToMermaid(diagram));
  }
  return 0;
}

function draw(
  compiled: CompiledNetwork,
  { options, drawsLayers, hasValues }: GraphChoice,
) {
  const exercise = hasValues ? runExercise(compiled, options) : undefined;
  const title = format(compiled.network);
  const diagram = diagramOf(compiled, title, exercise);
  return {
    diagram,
    svg: () =>
      (drawsLayers ? undefined : neuronsToSvg(compiled, title, exercise)) ??
        diagramToSvg(diagram),
  };
}
