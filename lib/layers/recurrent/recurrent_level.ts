import type { Site } from "../../layer/layer.ts";
import type { Along } from "../../layer/second_order.ts";
import type { MovingProducts } from "../sequences/moving.ts";
import type { WayAlong } from "./recurrent_along.ts";
import type { RecurrentCell, Sequence } from "./recurrent_cell.ts";
import { bindDirection } from "./recurrent_direction.ts";
import type { DirectionPlace, Ends } from "./recurrent_place.ts";

/** One of the stacked layers, with its directions. */
export interface Level {
  /** The states of its directions side by side. */
  readonly output: Sequence;
  /** What each direction begins and ends with. */
  readonly ways: readonly Ends[];
  /** Reads what is below, writes the output. */
  forward(): void;
  /** Reads the output's gradient, writes that of what is below. */
  backward(): void;
  /** The same along a direction of its parameters and of what is below. */
  along(along: Along, below: Sequence, products: MovingProducts): LevelAlong;
}

/** A level along a direction; `output` are the changes. */
export type LevelAlong =
  & Pick<Level, "output" | "ways">
  & Pick<WayAlong, "tangent" | "second">;

/** Binds one or two directions. */
export function bindLevel(
  cell: RecurrentCell,
  site: Site,
  directions: readonly DirectionPlace[],
): Level {
  const [one, other] = directions.map((place) =>
    bindDirection(cell, site, place)
  );
  if (other === undefined) {
    return {
      ...one,
      output: one.states,
      ways: [one],
      along(along, changes, products) {
        const way = one.along(along, changes, products);
        return { ...way, output: way.states, ways: [way] };
      },
    };
  }
  const [{ below }] = directions;
  const sides = [one, other];
  const all = sideBySide(sides.map(({ states }) => states), below, site);
  return {
    output: all.output,
    ways: sides,
    forward() {
      for (let side = 0; side < 2; side++) {
        sides[side].forward();
        all.join(side);
      }
    },
    backward() {
      for (let side = 0; side < 2; side++) {
        all.divide(side);
        sides[side].backward();
        all.add(side);
      }
    },
    along(along, changesBelow, products) {
      const ways = sides.map((side) =>
        side.along(along, changesBelow, products)
      );
      const states = ways.map(({ states }) => states);
      const changes = sideBySide(states, changesBelow, site);
      return {
        output: changes.output,
        ways,
        tangent() {
          for (let side = 0; side < 2; side++) {
            ways[side].tangent();
            changes.join(side);
          }
        },
        second() {
          for (let side = 0; side < 2; side++) {
            all.divide(side);
            changes.divide(side);
            ways[side].second();
            all.add(side);
            changes.add(side);
          }
        },
      };
    },
  };
}

/** What two directions over the same sequence give together. */
function sideBySide(
  states: readonly Sequence[],
  below: Sequence,
  { kernels, scratch }: Site,
) {
  const [{ values, width }] = states;
  const rows = values.length / width;
  const outputs = 2 * width;
  const arrays = () => scratch(rows * outputs);
  const output = { values: arrays(), gradient: arrays(), width: outputs };
  const part = scratch(below.gradient.length);
  const { copyColumns } = kernels;
  return {
    output,
    /** The states of a side become columns of the output. */
    join(side: number) {
      const { values } = states[side];
      const start = side * width;
      copyColumns(output.values, outputs, start, values, width, 0, rows, width);
    },
    /** A side gets its columns of the gradient. */
    divide(side: number) {
      const { gradient: to } = states[side];
      const start = side * width;
      copyColumns(to, width, 0, output.gradient, outputs, start, rows, width);
    },
    /** Both write the gradient of what is below. */
    add(side: number) {
      if (side === 0) part.set(below.gradient);
      else kernels.addScaled(below.gradient, part, 1, part.length);
    },
  };
}
