import type { Ran } from "../../helpers/memory_io.ts";
import type { Fault, Mishap } from "./fault.ts";
import type { Ground } from "./grounds.ts";
import { broken, nameOf } from "./judge.ts";
import type { Scenario } from "./scenarios.ts";

/** What came of the faults of a scenario. */
export interface Found {
  /** How many were met. */
  readonly injected: number;
  /** How often each kind of call failed. */
  readonly calls: ReadonlyMap<string, number>;
  readonly broken: readonly string[];
}

/**
 * Lets each call of a scenario fail in each way, one in each run, until the command
 * ends without having met the fault; then runs the command again in what is left.
 *
 * @param isChosen which faults to try; default: all.
 */
export async function injectAll(
  ground: Ground,
  scenario: Scenario,
  isChosen: (fault: Fault) => boolean = () => true,
): Promise<Found> {
  const { words, world, isSlow } = scenario;
  const whole = await ground.carryOut(words, world);
  const calls = new Map<string, number>();
  const found: string[] = [];
  if (whole.thrown !== undefined || whole.left.length > 0) {
    found.push(`${scenario.name}: undisturbed: ${whole.thrown ?? whole.left}`);
  }
  for (const [call, all] of Object.entries(ground.mishaps)) {
    const ways: readonly Mishap[] = isSlow
      ? all.filter(({ kind }, i) => i === 0 || kind !== "refused")
      : all;
    for (const mishap of ways) {
      for (let number = 1;; number = after(number, call, scenario, ground)) {
        const fault: Fault = { call, number, mishap };
        // One more than an undisturbed run makes is not reached, or by what a fault led to.
        if (number > (whole.counts.get(call) ?? 0) + 1) break;
        // Runs on a disk take long: later calls fail in one way.
        if (number > ground.everyWay && mishap !== ways[0]) break;
        if (!isChosen(fault)) continue;
        const run = await ground.carryOut(words, world, fault);
        const { subject } = run;
        if (subject === undefined) break;
        calls.set(call, (calls.get(call) ?? 0) + 1);
        const faults = [
          ...broken({ ...run, subject, scenario, fault, whole: whole.ran }),
        ];
        faults.push(
          ...await wayOn(ground, scenario, run.ran, whole.ran, fault),
        );
        found.push(
          ...faults.map((each) =>
            `${scenario.name}: ${nameOf(fault)}: ${each}`
          ),
        );
      }
    }
  }
  const injected = [...calls.values()].reduce((a, b) => a + b, 0);
  return { injected, calls, broken: found };
}

/** The next call to fail. */
function after(
  number: number,
  call: string,
  { isSlow }: Scenario,
  { dense }: Ground,
): number {
  // Arrays are allocated by the thousand, and a program answers by the hundred.
  const few: Readonly<Record<string, number>> = {
    allocate: 20,
    "startProgram.read": 3,
    "startProgram.write": 3,
  };
  const most = isSlow ? 3 : few[call] ?? dense;
  if (number <= most) return number + 1;
  return isSlow ? 2 * number : number + (number >> 1);
}

/** The same command, run again, ends as if nothing had happened. */
async function wayOn(
  ground: Ground,
  { words, world, isSlow }: Scenario,
  left: Ran,
  whole: Ran,
  { mishap }: Fault,
): Promise<string[]> {
  if (isSlow || whole.status === 2) return [];
  // Where other bytes were read, what was formatted is another text.
  if (mishap.kind === "changed" || mishap.kind === "short") return [];
  const { ran, thrown } = await ground.carryOut(words, {
    ...world,
    files: left.bytes,
  });
  if (thrown !== undefined) return [`again: thrown: ${thrown}`];
  // `fmt --check` and what was formatted before have another status.
  const differing = Object.keys(whole.bytes).filter((path) =>
    !/\.jsonl$|\.svg$|\.xml$|\.html$/.test(path) &&
    String(ran.bytes[path]) !== String(whole.bytes[path])
  );
  return [
    ...ran.status === whole.status
      ? []
      : [`again: status ${ran.status}: ${ran.error.slice(-200)}`],
    ...differing.map((path) => `again: ${path} differs`),
  ];
}
