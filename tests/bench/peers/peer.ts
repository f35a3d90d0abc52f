/**
 * The libraries that train the same networks, each in processes of its own.
 *
 * @module
 */

import { threadCount, threads } from "../machine.ts";
import type { BenchNetwork } from "../networks.ts";
import type { Order, Statement } from "./trainer.ts";

/** A library with a backend and some threads. */
export interface Peer {
  readonly name: string;
  readonly family: "nabla" | "JavaScript" | "PyTorch";
  /** The program that runs it, and its arguments before the order. */
  readonly command: readonly string[];
  readonly backend: string;
  readonly threads: number;
  /** How to get it where it is missing. */
  readonly remedy: string;
}

const threadCounts = threadCount > 1 ? [1, threadCount] : [1];

/** Those of ours, of JavaScript and of Python. */
export const peers: readonly Peer[] = [
  ...threadCounts.map((count) => nabla("auto", count)),
  ...threadCounts.map((count) => nabla("blas", count)),
  {
    name: "@jax-js/jax 0.1.25, wasm",
    family: "JavaScript",
    command: deno("jax.ts"),
    backend: "wasm",
    threads: 1,
    remedy: "deno cache npm:@jax-js/jax@0.1.25",
  },
  {
    name: "@tensorflow/tfjs 4.22.0, wasm",
    family: "JavaScript",
    command: deno("tensorflow.ts", "--allow-read"),
    backend: "wasm",
    threads: 1,
    remedy: "deno cache npm:@tensorflow/tfjs-backend-wasm@4.22.0",
  },
  {
    name: "@tensorflow/tfjs 4.22.0, cpu",
    family: "JavaScript",
    command: deno("tensorflow.ts"),
    backend: "cpu",
    threads: 1,
    remedy: "deno cache npm:@tensorflow/tfjs@4.22.0",
  },
  ...threadCounts.map((count): Peer => ({
    name: `PyTorch, ${threads(count)}`,
    family: "PyTorch",
    command: ["/usr/bin/python3", place("../peers_torch.py")],
    backend: "cpu",
    threads: count,
    remedy: "apt install python3-torch libopenblas0-openmp",
  })),
];

/** The command of a program that does nothing. */
export const emptyCommand: readonly string[] = deno("empty.ts");

/** Has a peer train a network in a process of its own. */
export async function ask(
  peer: Peer,
  network: BenchNetwork,
  signal: AbortSignal,
): Promise<Statement> {
  const named = { name: peer.name, network: network.name };
  const { code, stdout, stderr } = await run(
    [...peer.command, orderOf(peer, network, false)],
    signal,
  );
  const line = stdout.trim().split("\n").at(-1);
  if (code === 0 && line) return JSON.parse(line);
  const lines = stderr.trim().split("\n");
  // Deno's line comes before what stood in the source, Python's last.
  const why = lines.find((line) => line.startsWith("error: "))?.slice(7) ??
    lines.findLast((line) => /error|there is/i.test(line));
  return { ...named, missing: why ?? `exit status ${code}` };
}

/** Milliseconds from the start of a command to its end. */
export async function startOf(
  command: readonly string[],
  signal: AbortSignal,
): Promise<number | undefined> {
  const start = performance.now();
  const { code } = await run(command, signal);
  return code === 0 ? performance.now() - start : undefined;
}

/** What a peer is told. */
export function orderOf(
  { name, backend, threads }: Peer,
  network: BenchNetwork,
  isStart: boolean,
): string {
  const order: Order = { name, network, isStart, backend, threads };
  return JSON.stringify(order);
}

function nabla(backend: "auto" | "blas", count: number): Peer {
  const isAuto = backend === "auto";
  return {
    name: `nabla, ${isAuto ? "no permission" : "blas"}, ${threads(count)}`,
    family: "nabla",
    command: deno("nabla.ts", ...isAuto ? [] : ["--allow-ffi"]),
    backend,
    threads: count,
    remedy: isAuto ? "needs nothing" : "apt install libopenblas0-pthread",
  };
}

function deno(script: string, ...permissions: readonly string[]) {
  const options = ["--quiet", "--no-prompt", ...permissions];
  return ["deno", "run", ...options, place(script)];
}

function place(path: string): string {
  return new URL(path, import.meta.url).pathname;
}

async function run([program, ...args]: readonly string[], signal: AbortSignal) {
  const text = new TextDecoder();
  try {
    const { code, stdout, stderr } = await new Deno.Command(program, {
      args,
      env: { NO_COLOR: "1" },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
      signal,
    }).output();
    return { code, stdout: text.decode(stdout), stderr: text.decode(stderr) };
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return { code: 127, stdout: "", stderr: `there is no ${program}` };
  }
}
