// Chains that repeat are found without comparing each with each.
import { assert, assertEquals } from "@std/assert";
import { withBlocks } from "../../../dsl/importing/blocks.ts";
import type { Piece } from "../../../dsl/importing/pieces.ts";

/** Pieces that count how often their texts are read. */
function counted(texts: readonly string[]) {
  let reads = 0;
  const pieces = texts.map((text): Piece => ({
    steps: [],
    get text() {
      reads++;
      return text;
    },
  }));
  return { pieces, reads: () => reads };
}

const names = { fresh: (name: string) => name };

for (
  const chain of [
    ["relu"],
    ["relu", "tanh"],
    // The shortest chain that comes again at once, `fc fc`, is not the best one.
    ["fc(4)", "relu", "tanh", "fc(4)"],
  ]
) {
  const text = chain.join(" -> ");
  Deno.test(`a thousand times ${text} is read a few times`, () => {
    const { pieces, reads } = counted(
      Array.from({ length: 1000 }, () => chain).flat(),
    );
    const { lines: [[piece, ...more]], blocks } = withBlocks([pieces], names);
    assertEquals(
      piece.text,
      chain.length === 1 ? "relu*1000" : `(${text})*1000`,
    );
    assertEquals(more, []);
    assertEquals(blocks, []);
    assert(reads() < 20 * pieces.length, `${reads()} of ${pieces.length}`);
  });
}

Deno.test("what has a label is no part of a chain", () => {
  const { pieces } = counted(
    ["relu", "relu", "tanh"].flatMap((each) => [each]),
  );
  const [first, second, third] = pieces;
  const labelled = { ...second, label: "h" };
  const { lines } = withBlocks([[first, labelled, third]], names);
  assertEquals(lines, [[first, labelled, third]]);
});
