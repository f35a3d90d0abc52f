import { createDigest } from "../bytes/digest.ts";
import { formatCount } from "../base/words.ts";
import type { Values } from "../base/values.ts";
import type { Block, Examples } from "../data/examples/examples.ts";
import { contentSetting } from "./run_identity.ts";

/** Examples whose numbers are remembered, as a digest, when they are read. */
export interface FingerprintedExamples {
  /** The same examples. */
  readonly examples: Examples;
  /** A text that tells them from others, by all their numbers. Streamed ones are read for it if nobody has read them to the end. */
  fingerprint(): Promise<string>;
}

/** Watches examples as they are read, so that a stream need not be read once more. */
export function fingerprinted(all: Examples): FingerprintedExamples {
  const isStream = all.memory === undefined;
  let found: string | undefined;

  async function* blocks(): AsyncGenerator<Block> {
    const reading = blockDigest();
    for await (const block of all.blocks()) {
      reading.add(block);
      yield block;
    }
    found = reading.text("stream");
  }

  async function read(): Promise<string> {
    const reading = blockDigest();
    for await (const block of all.blocks()) reading.add(block);
    return reading.text(isStream ? "stream" : "memory");
  }

  return {
    examples: isStream ? { ...all, blocks } : all,
    async fingerprint() {
      found ??= await read();
      // Files keep it: it is the same in all languages.
      const what = `${formatCount(all.length)} example${
        all.length === 1 ? "" : "s"
      }${isStream ? " of a stream" : ""}`;
      return contentSetting(what, found);
    },
  };
}

/** A digest of examples that does not depend on how they are divided in blocks. */
function blockDigest() {
  const [inputs, targets] = [createDigest(), createDigest(1)];
  const bytes = ({ buffer, byteOffset, byteLength }: Values) =>
    new Uint8Array(buffer, byteOffset, byteLength);
  return {
    add({ x, target }: Block) {
      inputs.add(bytes(x));
      targets.add(bytes(target));
    },
    /** How they are kept decides on their order in an epoch. */
    text(kind: "memory" | "stream"): string {
      const both = createDigest();
      both.addText(kind);
      both.addText(inputs.text());
      both.addText(targets.text());
      return both.text();
    },
  };
}
