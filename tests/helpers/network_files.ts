/**
 * Files of networks, whole or with changes of what they say.
 *
 * @module
 */

import type { Examples } from "../../lib/data/examples/examples.ts";
import type { Network } from "../../lib/network/network.ts";
import {
  type NetworkToSave,
  type TrainOptions,
  type TrainProgress,
  trainSteps,
  writeNetwork,
} from "../../mod.ts";

/** The bytes of a network's file. */
export function bytesOf(saved: NetworkToSave): Uint8Array {
  const parts = [...writeNetwork(saved)];
  const all = new Uint8Array(parts.reduce((n, { length }) => n + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** What a file says, by name; texts that are JSON are read. */
// deno-lint-ignore no-explicit-any -- tests reach into any of it
export type Metadata = Record<string, any>;

/** A file that says something else of the same tensors, without a checksum. */
export function withMetadata(
  bytes: Uint8Array,
  change: (metadata: Metadata) => void,
): Uint8Array {
  const end = 8 + Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, end)));
  const { format, "nabla.checksum": _, ...texts } = header.__metadata__;
  const read: Metadata = {};
  for (const [name, text] of Object.entries(texts)) {
    read[name] = JSON.parse(String(text));
  }
  change(read);
  header.__metadata__ = { format };
  for (const [name, value] of Object.entries(read)) {
    header.__metadata__[name] = typeof value === "string"
      ? value
      : JSON.stringify(value);
  }
  const written = new TextEncoder().encode(JSON.stringify(header));
  const result = new Uint8Array(8 + written.length + bytes.length - end);
  new DataView(result.buffer).setBigUint64(0, BigInt(written.length), true);
  result.set(written, 8);
  result.set(bytes.subarray(end), 8 + written.length);
  return result;
}

/** The state of a training after so many steps. */
export async function stateAfter(
  count: number,
  network: Network,
  data: Examples,
  options: TrainOptions,
): Promise<ReturnType<TrainProgress["save"]>> {
  const steps = trainSteps(network, data, options);
  for (let i = 1;; i++) {
    const { done, value } = await steps.next();
    if (done) throw new Error("the training ended before");
    if (i === count) return value.save();
  }
}
