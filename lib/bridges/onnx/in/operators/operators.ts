import type { Operator } from "../values/node_reading.ts";
import { elementwise } from "./elementwise.ts";
import { images } from "./images.ts";
import { normalizations } from "./normalizations.ts";
import { products } from "./products.ts";
import { recurrent } from "./recurrent.ts";
import { reductions } from "./reductions.ts";
import { slicing } from "./slicing.ts";
import { wiring } from "./wiring.ts";

/** The operators of ONNX that are read, by name. */
export const operators: ReadonlyMap<string, Operator> = new Map(
  Object.entries({
    ...elementwise,
    ...images,
    ...normalizations,
    ...products,
    ...recurrent,
    ...reductions,
    ...slicing,
    ...wiring,
  }),
);
