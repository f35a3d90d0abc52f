// The line search against PyTorch's, place by place.
import { assert, assertEquals } from "@std/assert";
import {
  type LinePoint,
  searchLine,
} from "../../../lib/optimizers/line_search.ts";
import { reference, type SearchCase } from "./reference.ts";

/** The function and its derivative, as `evaluated` of the script. */
function evaluated(
  { kind, coefficients: c }: SearchCase,
  t: number,
): readonly [loss: number, slope: number] {
  if (kind === "polynomial") {
    let [f, d] = [0, 0];
    for (const each of c.toReversed()) {
      d = d * t + f;
      f = f * t + each;
    }
    return [f, d];
  }
  if (kind === "rational") {
    const below = t * t + c[0];
    return [-t / below, (t * t - c[0]) / (below * below)];
  }
  const [place, left, right] = c;
  return t < place
    ? [left * t, left]
    : [left * place + right * (t - place), right];
}

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(b), 1e-3);
}

for (const each of reference.searches) {
  const { kind, coefficients, first } = each;
  Deno.test(`from ${first} along the ${kind} of ${coefficients} the search goes where PyTorch does`, () => {
    const point = (): LinePoint => {
      const all = new Float64Array(1);
      return {
        distance: 0,
        loss: NaN,
        slope: NaN,
        gradient: { all, parts: [] },
      };
    };
    const places: number[] = [];
    const evaluate = (at: LinePoint, distance: number) => {
      [at.loss, at.slope] = evaluated(each, distance);
      at.distance = distance;
      at.gradient.all[0] = at.slope;
    };
    const start = point();
    evaluate(start, 0);
    const found = searchLine({
      start,
      points: [point(), point(), point()],
      size: 1,
      tolerance: 1e-9,
      evaluate(at, distance) {
        places.push(distance);
        evaluate(at, distance);
      },
    }, first);
    assertEquals(places.length, each.places.length);
    places.forEach((place, i) =>
      assert(near(place, each.places[i]), `place ${i} is ${place}`)
    );
    assert(near(found.distance, each.result));
    // Points are used again: what is found must still be of its place.
    const [loss, slope] = evaluated(each, found.distance);
    assertEquals(found.loss, loss);
    assertEquals(found.gradient.all[0], slope);
  });
}
