import { assert, assertEquals } from "@std/assert";
import { fromBytes } from "../../../data.ts";
import { examplesOf } from "../../../lib/data/examples/examples.ts";
import {
  adam,
  DataError,
  nn,
  readNetwork,
  type SavedNetwork,
  saveParameters,
} from "../../../mod.ts";
import { bytesOf, stateAfter } from "../../helpers/network_files.ts";

const text = "fc(2,2) -> dropout(0.5) -> tanh -> fc(1) -> mse";
const network = nn(text);
const data = examplesOf([1, 2, 3, 4], {
  inputShape: [2],
  target: [1, 0],
  targetShape: [1],
});
const state = await stateAfter(3, network, data, {
  batch: 1,
  optimizer: (parameters) => adam(parameters),
});
const description = {
  text,
  normalization: { offset: [1], scale: [2] },
  training: { seed: 3, weights: "a" },
};
const saved = {
  network,
  description,
  parameters: state.parameters,
};

/** All that a file says, without the network's functions. */
function contents(
  { network, parameters, description, state }: SavedNetwork,
): unknown {
  const { parameters: own, ...rest } = state ?? {};
  return {
    description,
    tensors: saveParameters(parameters, network),
    state: rest,
    own: own && saveParameters(own, network),
  };
}

const read = (bytes: Uint8Array) => readNetwork(fromBytes("f", bytes));

for (
  const [kind, whole] of [
    ["network", saved],
    ["checkpoint", { ...saved, state }],
  ] as const
) {
  Deno.test(`a ${kind} with any one of its bits flipped is refused, or is the same`, async () => {
    const bytes = bytesOf(whole);
    const before = Deno.inspect(contents(await read(bytes)), { depth: 9 });
    const header = 8 + Number(new DataView(bytes.buffer).getBigUint64(0, true));
    let same = 0;
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      const other = bytes.slice();
      other[bit >> 3] ^= 1 << (bit & 7);
      try {
        const after = contents(await read(other));
        assertEquals(Deno.inspect(after, { depth: 9 }), before, `bit ${bit}`);
        assert(bit < 8 * header, `bit ${bit} is one of a number`);
        same++;
      } catch (error) {
        assert(error instanceof DataError, `bit ${bit}: ${error}`);
      }
    }
    // Bits in the name of the checksum: without one, a file is read as before.
    assert(same <= 8 * "nabla.checksum".length, `${same} are the same`);
  });
}
