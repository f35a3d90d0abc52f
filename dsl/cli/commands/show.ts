import type { Network } from "../../../lib/network/network.ts";
import type { DataMeaning } from "../../../lib/fitting/data_meaning.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { outlineOf, renderOutline } from "../../reports/outline.ts";
import { format } from "../../syntax/printing/printer.ts";
import { holdsNetwork, type NamedText } from "../files/source.ts";
import {
  eachText,
  orUnread,
  printUnread,
  unreadRecord,
  type UnreadText,
} from "../files/each_text.ts";
import {
  type LoadedText,
  networkOf,
  printDiagnostics,
} from "../files/texts.ts";
import type { Arguments, Command } from "../words/command.ts";
import {
  compiling,
  readTextChoice,
  type TextChoice,
} from "../words/options.ts";
import { toRecord } from "../words/record.ts";
import { inputName } from "../words/sources.ts";
import type { Io } from "../world/io.ts";

export const showCommand: Command = {
  name: "show",
  usage: '"TEXT" | FILE.nn … | NET.safetensors … | -',
  options: compiling,
  exitStatus: "0 shown, 2 could not be read",
  examples: [
    ['"input(784) -> fc(128) -> relu -> fc(10)"', "a network in quotes"],
    ["net.nn --use blocks.nn", "with the blocks of a library"],
    ["net.safetensors", "the network in a file of nabla train"],
  ],
  run,
};

/** What there is to show of a source: its network, or its mistakes. */
interface Shown {
  readonly title: string;
  readonly network?: Network | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Absent for the file of a network. */
  readonly source?: NamedText | undefined;
  /** What the file of a network knows of its data. */
  readonly data?: DataMeaning | undefined;
}

async function run(args: Arguments, io: Io): Promise<number> {
  const choice = readTextChoice(args);
  const all: (Shown | UnreadText)[] = [];
  for (const source of choice.sources) {
    const title = inputName(source);
    const isAlone = choice.sources.length === 1;
    const isFile = source.kind === "named" && holdsNetwork(source.name);
    if (isFile) {
      const place = { title, file: title, isThrown: isAlone };
      all.push(
        await orUnread(place, () => networkIn(source.name, title, choice, io)),
      );
      continue;
    }
    const own = { ...choice, sources: [source] };
    const texts = eachText(own, io, shownText, { all: !isAlone });
    all.push(...await Array.fromAsync(texts));
  }
  const isBroken = all.some((each) =>
    "unread" in each || each.network === undefined
  );
  const status = isBroken ? 2 : 0;
  if (choice.isJson) {
    const networks = all.map((each) =>
      "unread" in each ? unreadRecord(each) : recordOf(each)
    );
    io.data(toRecord("show", status, { networks }));
    return status;
  }
  for (const [i, shown] of all.entries()) {
    if ("unread" in shown) {
      printUnread(shown, io);
      continue;
    }
    const { title, network, diagnostics, source, data } = shown;
    if (network === undefined) {
      if (source !== undefined) {
        printDiagnostics(diagnostics, source, choice.isShort, io);
      }
      continue;
    }
    if (all.length > 1) io.out(`${i > 0 ? "\n" : ""}${title}\n`);
    const { color, columns } = io;
    const outline = renderOutline(network, { color, columns });
    const known = data && await meaningIn(data, columns);
    io.out(`${format(network)}\n\n${outline}\n`);
    if (known !== undefined && known.length > 0) {
      io.out(`\n${known.join("\n")}\n`);
    }
  }
  return status;
}

function recordOf({ title, network, diagnostics, data }: Shown) {
  return {
    source: title,
    diagnostics,
    network: network && format(network),
    inputs: network?.inputs.map((value) => {
      const { name, shape } = network.values[value];
      return { name, shape };
    }),
    inputShape: network?.inputs.length === 1 ? network.inputShape : undefined,
    outputShape: network?.outputShape,
    parameters: network?.parameterCount,
    steps: network && outlineOf(network),
    data,
  };
}

function shownText(text: LoadedText): Shown {
  return {
    title: text.source.title,
    network: networkOf(text)?.network,
    diagnostics: text.diagnostics,
    source: text.source,
  };
}

/** What the file of a network knows of its data; what words it is loaded where there is such a file. */
async function meaningIn(data: DataMeaning, columns: number | undefined) {
  const { renderDataMeaning } = await import("../../reports/data_meaning.ts");
  return renderDataMeaning(data, { columns });
}

async function networkIn(
  path: string,
  title: string,
  { layers }: TextChoice,
  io: Io,
): Promise<Shown> {
  const { loadNetwork } = await import("../files/network_file.ts");
  const { dataMeaningOf } = await import(
    "../../network_file/network_description.ts"
  );
  const { network, description } = await loadNetwork(
    { path, layers, kernels: {} },
    io,
  );
  return {
    title,
    network,
    diagnostics: [],
    data: dataMeaningOf(description),
  };
}
