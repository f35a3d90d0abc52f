import { say } from "../../../words/say.ts";
import { isRefusal } from "../../../lib/base/nabla_error.ts";
import { series } from "../../../lib/base/words.ts";
import { closest } from "../../../lib/base/suggest.ts";
import { runExercise } from "../../exercise/exercise.ts";
import { format } from "../../syntax/printing/printer.ts";
import { nodeNamed, renderPath } from "../../trace/path.ts";
import { renderTrace } from "../../trace/render.ts";
import { renderNode } from "../../trace/telling.ts";
import { sentences } from "../../trace/walk.ts";
import { type Trace, type TraceNode, traceOf } from "../../trace/trace.ts";
import { visibleName } from "../../typesetting/visible.ts";
import { loadNetworkText } from "../files/each_text.ts";
import { pageNotBuilt, withExercise } from "../files/page.ts";
import type { NetworkText } from "../files/texts.ts";
import {
  type Arguments,
  type Command,
  option,
  outputOption,
  UsageError,
} from "../words/command.ts";
import { computing, readKernels } from "../words/kernel_options.ts";
import { refuseIdle } from "../words/idle.ts";
import { compiling, readSeed, readTextChoice, seed } from "../words/options.ts";
import { toRecord } from "../words/record.ts";
import { stepThrough } from "../words/stepping.ts";
import { isLocal } from "../world/confinement.ts";
import type { Io } from "../world/io.ts";

export const traceCommand: Command = {
  name: "trace",
  usage: '"TEXT" | FILE.nn | -',
  options: [
    option("step", "one thing at a time, a key press each"),
    option("path A..F", "the chain rule along the paths from A to F"),
    option("node NAME", "all about one node"),
    outputOption(
      "html",
      "write a page that shows it step by step, for any browser",
      ".html",
      ".htm",
    ),
    seed,
    ...computing,
    ...compiling,
  ],
  // The page is where nabla is.
  needs: (args) => args.given("html") && !isLocal ? ["net"] : [],
  exitStatus: "0 traced, 2 could not trace",
  examples: [
    ["sigmoid-graph.nn", "both passes as tables"],
    ["sigmoid-graph.nn --path A..F", "local derivatives multiplied"],
    ["sigmoid-graph.nn --html trace.html", "one file, to open or to send"],
  ],
  run,
};

/** What is shown of a trace. */
type TraceForm =
  | { readonly kind: "tables" | "steps" }
  | { readonly kind: "path"; readonly from: string; readonly to: string }
  | { readonly kind: "node"; readonly name: string }
  | { readonly kind: "page"; readonly path: string };

function readTraceChoice(args: Arguments) {
  return {
    options: { seed: readSeed(args), ...readKernels(args) },
    text: readTextChoice(args),
    form: readForm(args),
  };
}

function readForm(args: Arguments): TraceForm {
  const [form, ...others] = ["step", "path", "node", "html"].filter(args.given);
  if (others.length > 0) {
    throw new UsageError(
      say("--{one} and --{other} exclude each other", {
        one: form,
        other: others[0],
      }),
      say("Choose one output format."),
    );
  }
  if (args.flag("json")) {
    const why = "prints words, and --json prints the record of all nodes";
    refuseIdle(args, ["step", "path"], why, "Choose one output format.");
  }
  const path = args.text("path");
  const node = args.text("node");
  const page = args.text("html");
  if (page !== undefined) {
    refuseIdle(
      args,
      ["use", "layers"],
      "is not in the page that --html writes: it holds one text",
      "Put what it uses into the text.",
    );
    refuseIdle(
      args,
      computing.map(({ name }) => name),
      "is for this machine, and the page that --html writes computes in a browser",
    );
    refuseIdle(
      args,
      ["json"],
      "prints a record, and --html writes a page",
      "Choose one output format.",
    );
    return { kind: "page", path: page };
  }
  if (path !== undefined) {
    const [, from, to] = /^(.+)\.\.(.+)$/.exec(path) ?? [];
    if (from !== undefined && to !== undefined) {
      return { kind: "path", from, to };
    }
    throw new UsageError(
      say("--path must be two nodes with two dots between: found {path}", {
        path,
      }),
      say("Write --path A..F."),
    );
  }
  if (node !== undefined) return { kind: "node", name: node };
  return { kind: args.flag("step") ? "steps" : "tables" };
}

async function run(args: Arguments, io: Io): Promise<number> {
  const { options, text: choice, form } = readTraceChoice(args);
  const text = await loadNetworkText("trace", choice, io);
  if (text === undefined) return 2;
  const { compiled } = text;
  if (form.kind === "page") {
    return await writePage(form.path, text, options.seed, io);
  }
  const trace = traceOf(compiled, runExercise(compiled, options));
  const network = format(compiled.network);
  if (choice.isJson) {
    const nodes = form.kind === "node" ? [find(trace, form.name)] : trace.nodes;
    io.data(toRecord("trace", 0, { network, ...trace, nodes }));
    return 0;
  }
  switch (form.kind) {
    case "path":
      io.out(`${alongPath(trace, form.from, form.to, io.columns)}\n`);
      break;
    case "node":
      io.out(`${renderNode(find(trace, form.name), trace, io.columns)}\n`);
      break;
    case "steps":
      io.out(`${network}\n\n`);
      await stepThrough(sentences(trace, io.columns), io);
      break;
    case "tables": {
      const { color, columns } = io;
      io.out(`${network}\n\n${renderTrace(trace, { color, columns })}\n`);
    }
  }
  return 0;
}

/** Writes the page of the exercise, which computes and draws for itself. */
async function writePage(
  path: string,
  { source }: NetworkText,
  seed: number,
  io: Io,
): Promise<number> {
  const page = await io.page?.readExercisePage();
  if (page === undefined) throw pageNotBuilt();
  await io.writeFile(path, withExercise(page, source, seed));
  io.out(`${visibleName(path)}\n`);
  return 0;
}

function find(trace: Trace, name: string): TraceNode {
  const node = nodeNamed(trace, name);
  if (node !== undefined) return node;
  const names = trace.nodes.flatMap((each) => each.names);
  const near = closest(name, names);
  throw new UsageError(
    say("there is no node {name}", { name }),
    near === undefined
      ? say("The nodes are {names}.", { names: series([...new Set(names)]) })
      : say("Did you mean {name}?", { name: near }),
  );
}

function alongPath(
  trace: Trace,
  from: string,
  to: string,
  width: number | undefined,
): string {
  try {
    return renderPath(trace, find(trace, from), find(trace, to), width);
  } catch (error) {
    if (!isRefusal(error, "call")) throw error;
    throw new UsageError(
      error.message,
      say("Is it --path {path}?", { path: `${to}..${from}` }),
    );
  }
}
