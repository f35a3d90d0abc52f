import { say, translated } from "../../../words/say.ts";
import { formatCount } from "../../../lib/base/words.ts";
import {
  isSelfTestPassed,
  type PlantedFault,
  type SelfTestResult,
} from "../../../lib/self_test/figures.ts";
import {
  selfTest,
  type SelfTestProgress,
} from "../../../lib/self_test/self_test.ts";
import { painter } from "../../typesetting/style.ts";
import { renderTable } from "../../typesetting/table.ts";
import { wrapLine } from "../../typesetting/wrap.ts";
import { type Arguments, type Command, option } from "../words/command.ts";
import { computing, readKernels } from "../words/kernel_options.ts";
import { json, readSeed, seed } from "../words/options.ts";
import { toRecord } from "../words/record.ts";
import { stoppable } from "../words/stopped.ts";
import type { Io } from "../world/io.ts";
import { progressLine } from "../world/progress.ts";

export const selfTestCommand: Command = {
  name: "self-test",
  usage: "",
  options: [
    seed,
    option("faulty N", "networks to plant faults in (20)"),
    option("right N", "right networks to check (500)"),
    option("single N", "single numbers to make wrong by 1e-5 (200)"),
    ...computing,
    json,
  ],
  exitStatus: "0 passed, 1 failed, 2 could not test",
  examples: [
    ["", "a short form, some ten seconds"],
    ["--faulty 200 --right 10000 --single 1000", "the full one"],
  ],
  run,
};

function readSelfTestOptions(args: Arguments) {
  const count = (name: string, fallback: number) =>
    args.number(name, "an integer of at least 0") ?? fallback;
  return {
    seed: readSeed(args),
    faulty: count("faulty", 20),
    right: count("right", 500),
    single: count("single", 200),
    ...readKernels(args),
  };
}

async function run(args: Arguments, io: Io): Promise<number> {
  const options = readSelfTestOptions(args);
  const isJson = args.flag("json");
  const result = await carryOut(selfTest(options), io);
  const isPassed = isSelfTestPassed(result);
  if (isJson) {
    io.data(toRecord("self-test", isPassed ? 0 : 1, { options, result }));
  } else io.out(renderSelfTest(result, isPassed, io));
  return isPassed ? 0 : 1;
}

/** How long to compute before signals and the bar have their turn. */
const sliceMilliseconds = 50;

function carryOut(
  steps: Generator<SelfTestProgress, SelfTestResult>,
  io: Io,
): Promise<SelfTestResult> {
  const progress = progressLine(io);
  return stoppable(io, async (goOn) => {
    try {
      let sliceEnd = 0;
      for (;;) {
        const { done, value } = steps.next();
        if (done) return value;
        if (io.now() < sliceEnd) continue;
        progress.show(translated(value.name), value.done, value.total);
        await io.pause();
        goOn();
        sliceEnd = io.now() + sliceMilliseconds;
      }
    } finally {
      progress.clear();
    }
  }, { message: say("stopped; there are no figures") });
}

function renderSelfTest(
  { planted, found, placed, labels, single, right, nasty, misses }:
    SelfTestResult,
  isPassed: boolean,
  { color, columns }: Pick<Io, "color" | "columns">,
): string {
  const paint = painter(color);
  const share = (part: number, whole: number) => {
    const rest = whole === 0 ? 100 : 100 * part / whole;
    const count = say("{part} of {whole}", {
      part: formatCount(part),
      whole: formatCount(whole),
    });
    return `${count}  ${
      rest === 100 ? "100" : rest.toFixed(rest > 99 ? 2 : 1)
    }%`;
  };
  const named = labels.right + labels.wrong + labels.none;
  const rows = [
    [say("planted faults found"), share(found, planted)],
    [say("the layer named, and no other"), share(placed, planted)],
    [say("the mistake named"), share(labels.right, named)],
    [say("misnamed"), formatCount(labels.wrong)],
    [
      say("single numbers off by 1e-5 found"),
      share(single.found, single.planted),
    ],
    [say("right networks called wrong"), share(right.failed, right.networks)],
    [
      say("right networks inconclusive"),
      share(right.inconclusive, right.networks - right.extreme.networks),
    ],
    [
      say("inconclusive at extreme places"),
      share(right.extreme.inconclusive, right.extreme.networks),
    ],
    [
      say("nasty cases come out right"),
      share(nasty.right, nasty.right + nasty.wrong.length),
    ],
    [say("relative error detected"), right.detectability.toExponential(1)],
    [say("forward passes a number"), right.forwardsPerNumber.toFixed(2)],
  ];
  const table = renderTable(["", ""], rows, { width: columns });
  const word = isPassed
    ? paint(say("PASS"), "bold", "green")
    : paint(say("FAIL"), "bold", "red");
  return [
    ...table.rows,
    "",
    ...misses.slice(0, 20).flatMap(renderMiss),
    ...nasty.wrong.map((each) => say("nasty case: {name}", { name: each })),
    `${word}  ${
      isPassed
        ? say("the checker finds what it must and sounds no false alarm")
        : say("the checker misses faults or sounds false alarms")
    }`,
    "",
  ].join("\n");
}

function renderMiss(
  { name, network, at, isFound, isPlaced, words }: PlantedFault,
): string[] {
  const what = !isFound
    ? say("not found")
    : !isPlaced
    ? say("blamed on another layer")
    : say('called "{words}"', { words: `${words}` });
  return wrapLine(
    say("{fault}, in step {step} of {network}: {what}", {
      fault: translated(name),
      step: at + 1,
      network: network.join(" -> "),
      what,
    }),
    "  ",
  );
}
