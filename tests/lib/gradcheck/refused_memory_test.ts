// What the engine refuses while it checks a layer is no verdict on the layer.
import { assert, assertEquals } from "@std/assert";
import { gradcheck, isRefusal, nn } from "../../../mod.ts";
import { onFaultyMachine } from "../../reliability/faults/faulty_machine.ts";

const texts = [
  "fc(2,3) -> softmax",
  "fc(2,3) -> cross_entropy",
  "fc(2,3) -> cosine",
  "input(3) -> embedding(4,2) -> lstm(3)",
  "input(4) -> reshape(2,2,1) -> upsample(2)",
  "input(4,4,1) -> conv(3,2) -> relu -> flatten -> fc(2)",
];

/** Lets the nth array be refused; what came of the check, and whether it was. */
async function checkedWith(text: string, nth: number) {
  let count = 0;
  const outcome = await onFaultyMachine((call) => {
    if (call !== "allocate" || ++count !== nth) return undefined;
    throw new RangeError("Array buffer allocation failed");
    // deno-lint-ignore require-await
  }, async () => {
    try {
      return gradcheck(nn(text)).verdict;
    } catch (error) {
      return isRefusal(error, "machine") || error instanceof RangeError
        ? "refused"
        : `${error}`;
    }
  });
  return { outcome, isMet: count >= nth };
}

for (const text of texts) {
  Deno.test(`memory that is refused is no verdict on ${text}`, async () => {
    const { outcome: whole } = await checkedWith(text, Infinity);
    let refused = 0;
    for (let nth = 1;; nth += 1 + (nth >> 3)) {
      const { outcome, isMet } = await checkedWith(text, nth);
      if (!isMet) break;
      if (outcome === "refused") refused++;
      else assertEquals(outcome, whole, `array ${nth}`);
    }
    assert(refused > 20);
  });
}
