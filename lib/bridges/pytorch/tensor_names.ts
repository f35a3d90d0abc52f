import type { Examples } from "../../data/examples/examples.ts";

/** The names of the inputs in files of examples. */
export function inputNames({ inputs }: Examples): readonly string[] {
  return inputs?.map(({ name }) => name) ?? ["x"];
}

/** The names of the targets there. */
export function targetNames({ targets }: Examples): readonly string[] {
  return targets?.map(({ name }) => `${name}.target`) ?? ["target"];
}
