import { assert, assertEquals, assertThrows } from "@std/assert";
import { dropout, input, nn, pipeline } from "../../../mod.ts";

const many = 20_000;

function dropped(text: string, seed: number, runs = 1): number[] {
  const net = nn(text).bind({ seed });
  net.x.fill(1);
  for (let run = 0; run < runs; run++) net.forward();
  return [...net.y];
}

for (const p of [0.1, 0.5, 0.8]) {
  Deno.test(`dropout(${p}) drops that share, and the mean stays`, () => {
    const y = dropped(`input(${many}) -> dropout(${p})`, 1);
    const kept = 1 / (1 - p);
    assert(y.every((value) => value === 0 || value === kept));
    const share = y.filter((value) => value === 0).length / many;
    // Five standard deviations.
    const most = 5 * Math.sqrt(p * (1 - p) / many);
    assert(Math.abs(share - p) < most, `${share}`);
    const mean = y.reduce((sum, value) => sum + value, 0) / many;
    assert(Math.abs(mean - 1) < kept * most, `${mean}`);
  });
}

Deno.test("the same seed drops the same numbers, another seed and another run others", () => {
  const text = "input(100) -> dropout";
  assertEquals(dropped(text, 1), dropped(text, 1));
  const others = [dropped(text, 2), dropped(text, 1, 2)];
  for (const other of others) {
    assert(other.join() !== dropped(text, 1).join());
  }
  assertEquals(dropped(text, 1, 2), dropped(text, 1, 2));
});

Deno.test("two dropouts of a network drop other numbers", () => {
  const net = nn`input(200) -> add(dropout -> a: id, dropout -> b: id)`.bind();
  net.x.fill(1);
  net.forward();
  const [a, b] = ["a", "b"].map((name) =>
    net.values[net.network.values.findIndex((value) => value.name === name)]
  );
  assert(a.join() !== b.join());
});

Deno.test("backward drops what forward dropped", () => {
  const net = nn`input(3,4) -> dropout(0.4)`.bind({ batch: 5 });
  net.x.fill(2);
  for (let run = 0; run < 3; run++) {
    net.forward();
    net.dy.fill(2);
    net.backward();
    assertEquals([...net.dx], [...net.y]);
    net.backward();
    assertEquals([...net.dx], [...net.y]);
  }
});

Deno.test("in use nothing is dropped, and nothing drawn", () => {
  for (const name of ["dropout(0.9)", "dropout2d(0.9)"]) {
    const net = nn(`input(2,3) -> ${name}`).bind({ mode: "infer", batch: 2 });
    net.x.set(net.x.map((_, i) => i));
    net.forward();
    assertEquals([...net.y], [...net.x]);
    net.dy.set(net.x);
    net.backward();
    assertEquals([...net.dx], [...net.x]);
  }
});

Deno.test("dropout2d drops channels, in each example others", () => {
  const [batch, positions, channels] = [4, 6, 50];
  const net = nn`input(2,3,${channels}) -> dropout2d(0.3)`.bind({ batch });
  net.x.fill(1);
  net.forward();
  const masks = Array.from({ length: batch }, (_, b) => {
    const start = b * positions * channels;
    const rows = Array.from({ length: positions }, (_, row) => {
      const from = start + row * channels;
      return net.y.slice(from, from + channels).join();
    });
    assertEquals(new Set(rows).size, 1);
    return rows[0];
  });
  assertEquals(new Set(masks).size, batch);
  const dropped = net.y.filter((value) => value === 0).length / net.y.length;
  assert(Math.abs(dropped - 0.3) < 0.15, `${dropped}`);
});

Deno.test("with p = 1 all is dropped, with p = 0 nothing", () => {
  assertEquals(dropped("input(3) -> dropout(1)", 0), [0, 0, 0]);
  assertEquals(dropped("input(3) -> dropout(0)", 0), [1, 1, 1]);
  assertEquals(dropped("input(1,3) -> dropout2d(1)", 0), [0, 0, 0]);
});

Deno.test("p is a probability", () => {
  for (const p of [-0.1, 1.1, NaN]) {
    assertThrows(() => dropout(p), Error, "Cannot make dropout as p must be");
  }
});

Deno.test("dropout2d does not take a row", () => {
  assertThrows(
    () => nn`input(4) -> dropout2d`,
    Error,
    "`dropout` is for one row",
  );
  assertEquals(pipeline(input(4), dropout()).outputShape, [4]);
});

Deno.test("along other axes than those named numbers are dropped together", () => {
  for (const [axis, own, others] of [["0", 0, 1], ["[1]", 1, 0]] as const) {
    const net = nn(`input(40,30) -> dropout(0.4,axis=${axis})`).bind({
      batch: 2,
    });
    net.x.fill(3);
    net.forward();
    const at = (b: number, i: number, j: number) =>
      net.y[(b * 40 + i) * 30 + j];
    const rows = [0, 1].map((b) =>
      Array.from({ length: [40, 30][own] }, (_, row) => {
        const values = Array.from(
          { length: [40, 30][others] },
          (_, k) => own === 0 ? at(b, row, k) : at(b, k, row),
        );
        assertEquals(new Set(values).size, 1);
        return values[0];
      })
    );
    assertEquals(new Set(rows.flat()).size, 2);
    assert(rows[0].join() !== rows[1].join());
  }
});

Deno.test("dropout2d is dropout of its own numbers along the last axis", () => {
  const [a, b] = ["dropout2d(0.5)", "dropout(0.5,axis=-1)"].map((name) => {
    const net = nn(`input(3,2,7) -> h: ${name}`).bind({ batch: 3, seed: 4 });
    net.x.fill(1);
    net.forward();
    return [...net.y];
  });
  assertEquals(a, b);
});

Deno.test("dropout refuses an axis that is not there", () => {
  assertThrows(() => nn`input(3) -> dropout(axis=1)`, Error, "an axis 1");
});
