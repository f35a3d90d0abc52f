/**
 * What must hold after a command, whatever failed in it.
 *
 * @module
 */

import type { Ran } from "../../helpers/memory_io.ts";
import type { Fault } from "./fault.ts";
import type { Scenario } from "./scenarios.ts";

/** A run in which something failed. */
export interface Disturbed {
  readonly scenario: Scenario;
  readonly fault: Fault;
  /** How it ended; what was thrown where it did not. */
  readonly ran: Ran;
  readonly thrown?: unknown;
  /** What the call that failed was about. */
  readonly subject: string;
  /** What was open at its end. */
  readonly left: readonly string[];
  /** The same command without a fault, from the same beginning. */
  readonly whole: Ran;
}

/** What is broken; nothing where all holds. */
export function broken(disturbed: Disturbed): readonly string[] {
  const { fault, thrown, left } = disturbed;
  if (thrown !== undefined) {
    const stack = thrown instanceof Error ? thrown.stack ?? "" : "";
    const places = stack.match(/\w+\.ts:\d+/g) ?? [];
    return [`thrown: ${thrown} at ${places.slice(0, 8).join(" ")}`];
  }
  return [
    ...statusFaults(disturbed),
    ...fileFaults(disturbed),
    ...left.map((each) => `left: ${each}`),
    ...fault.call === "error" ? [] : messageFaults(disturbed),
  ];
}

function statusFaults({ scenario, fault, ran, whole }: Disturbed): string[] {
  const { call, mishap } = fault;
  const { status } = ran;
  // What can be done without changes nothing.
  if (status === 2 || isSame(scenario, ran, whole)) return [];
  const isRefused = mishap.kind === "refused";
  const isOutput = ["out", "data", "error", "erase"].includes(call);
  if (isRefused && mishap.refusal.name === "EPIPE" && isOutput) {
    return status === 141 ? [] : [`status ${status} for a closed pipe`];
  }
  if (mishap.kind === "Ctrl-C") {
    return status === 130 ? [] : [`status ${status} after Ctrl-C`];
  }
  // A word of the command line may be a file or a text, and bytes may be others.
  const isElse = !isRefused && status >= 0 && status <= 3;
  // Without a memory for the fast kernels, the plain ones compute.
  if (call === "memory" && status === whole.status) return [];
  // Who watches goes on until the next change.
  const isWatched = scenario.world.changes !== undefined;
  return isElse || isWatched ? [] : [`status ${status} instead of 2`];
}

/** Whether a run came to the same. How fast a training or a kernel was tells of the fault alone. */
function isSame({ command }: Scenario, ran: Ran, whole: Ran): boolean {
  const isTimed = command === "train" || command === "kernels";
  return ran.status === whole.status && (isTimed || ran.out === whole.out) &&
    Object.keys(whole.bytes).every((path) =>
      path.endsWith(".jsonl") || areEqual(ran.bytes[path], whole.bytes[path])
    );
}

function areEqual(
  a: Uint8Array | undefined,
  b: Uint8Array | undefined,
): boolean {
  return a !== undefined && b !== undefined && a.length === b.length &&
    a.every((byte, i) => byte === b[i]);
}

const encoder = new TextEncoder();

/** Every file that was there has its old content or its new one; what is new is whole. */
function fileFaults(
  { scenario: { words, world }, ran, whole, fault }: Disturbed,
): string[] {
  const faults: string[] = [];
  // A training that ends early draws what it has done.
  const picture = words[0] === "train" && words[words.indexOf("--plot") + 1];
  for (const [path, content] of Object.entries(world.files ?? {})) {
    const before = typeof content === "string"
      ? encoder.encode(content)
      : content;
    const now = ran.bytes[path];
    if (areEqual(now, before) || areEqual(now, whole.bytes[path])) continue;
    // Of a finished training.
    if (now === undefined && whole.bytes[path] === undefined) continue;
    // A report of what failed, or numbers of other kernels.
    const isReport = /\.(xml|html)$/.test(path) || path === picture ||
      fault.call === "memory";
    if (isReport && now !== undefined && isWhole(path, now)) continue;
    if (isGrowing(path) && now !== undefined && isWhole(path, now)) continue;
    // A watched file.
    if (world.changes?.some((each) => path in each)) continue;
    if (
      fault.mishap.kind !== "refused" && now !== undefined &&
      !areEqual(now, new Uint8Array()) && isWhole(path, now)
    ) continue;
    faults.push(`harmed: ${path}`);
  }
  for (const [path, bytes] of Object.entries(ran.bytes)) {
    if (path in (world.files ?? {})) continue;
    // What cannot be removed stays.
    if (fault.call === "remove" && /\.(tmp|lock)$/.test(path)) continue;
    const isKnown = path in whole.bytes || isGrowing(path);
    if (!isKnown) faults.push(`new file: ${path}`);
    else if (!isWhole(path, bytes)) faults.push(`half-written: ${path}`);
  }
  return faults;
}

/** Files that a training writes on its way. */
const isGrowing = (path: string) =>
  /\.checkpoint\.safetensors$|\.jsonl$/.test(path);

/** Whether a file ends where its format says. */
function isWhole(path: string, bytes: Uint8Array): boolean {
  if (path.endsWith(".jsonl")) return bytes.length === 0 || bytes.at(-1) === 10;
  const end = /\.(xml|html|svg)$/.exec(path)?.[1];
  if (end !== undefined) {
    const closing = { xml: "testsuites", html: "html", svg: "svg" }[end];
    return new TextDecoder().decode(bytes).trimEnd().endsWith(`</${closing}>`);
  }
  if (!path.endsWith(".safetensors")) return true;
  const length = Number(
    new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true),
  );
  const header = JSON.parse(
    new TextDecoder().decode(bytes.subarray(8, 8 + length)),
  );
  const { __metadata__: _, ...tensors } = header;
  const ends = Object.values(tensors).map((each) =>
    (each as { data_offsets: number[] }).data_offsets[1]
  );
  return bytes.length === 8 + length + Math.max(0, ...ends);
}

/** A message says what failed: the file, or the output. */
function messageFaults(
  { fault: { call, mishap }, ran: { status, error, out }, subject }: Disturbed,
): string[] {
  const all = error + out;
  const faults: string[] = [];
  if (/^\s+at .*:\d+:\d+/m.test(all)) faults.push("a stack trace");
  if (all.includes("a fault of nabla")) faults.push("a fault of nabla");
  if (/\bundefined\b|\[object /.test(error)) faults.push("undefined");
  if (status !== 2) return faults;
  const path = subject.replace(/\.[0-9a-f]{8}\.tmp$|\.lock$/, "");
  const isNamed = named[call]?.test(all) ?? all.includes(path);
  if (all === "" || (mishap.kind === "refused" && !isNamed)) {
    faults.push(`does not name ${subject}: ${JSON.stringify(all.slice(-300))}`);
  }
  return faults;
}

/** How calls are named that are about no file. */
const named: Readonly<Record<string, RegExp>> = {
  out: /the output/,
  data: /the output/,
  readInput: /standard input/,
  readKey: /a key/,
  allocate: /memory|allocat|room/,
  memory: /memory|allocat|room/,
  worker: /worker|thread/,
  "startProgram.read": /talk to/,
  "startProgram.write": /talk to/,
};

export function nameOf({ call, number, mishap }: Fault): string {
  return `${call} ${number}: ${
    mishap.kind === "refused" ? mishap.refusal.name : mishap.kind
  }`;
}
