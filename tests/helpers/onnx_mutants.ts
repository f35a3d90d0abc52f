/** Files of ONNX as nobody should make them: real ones with bytes changed. */
import type { Random } from "../../lib/base/random.ts";

/** A model with some of its bytes flipped, replaced, cut out, doubled, or taken from another. */
export function mutant(
  bytes: Uint8Array,
  other: Uint8Array,
  random: Random,
): Uint8Array {
  let made = bytes.slice();
  const changes = 1 + random.integer(2) * random.integer(4);
  for (let i = 0; i < changes; i++) {
    const at = random.integer(made.length);
    const length = 1 + random.integer(Math.min(16, made.length - at));
    switch (random.integer(7)) {
      case 0:
        made[at] ^= 1 << random.integer(8);
        break;
      case 1:
        made[at] = random.integer(256);
        break;
      case 2:
        // The largest of an integer or a length.
        made.fill(0xff, at, at + length);
        break;
      case 3:
        made = Uint8Array.from([
          ...made.subarray(0, at),
          ...made.subarray(at + length),
        ]);
        break;
      case 4:
        made = Uint8Array.from([
          ...made.subarray(0, at + length),
          ...made.subarray(at),
        ]);
        break;
      case 5: {
        const from = random.integer(Math.max(1, other.length - length));
        made.set(other.subarray(from, from + length), at);
        break;
      }
      default:
        made = made.slice(0, at);
    }
    if (made.length === 0) return made;
  }
  return made;
}
