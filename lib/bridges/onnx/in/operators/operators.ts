import type { OnnxOperator } from "../values/node_reading.ts";
import { activationOperators } from "./activations.ts";
import { convolutionOperators } from "./convolutions.ts";
import { elementwiseOperators } from "./elementwise.ts";
import { entryOperators } from "./entries.ts";
import { gatheringOperators } from "./gathering.ts";
import { normalizationsOperators } from "./normalizations.ts";
import { poolOperators } from "./pools.ts";
import { productsOperators } from "./products.ts";
import { recurrentOperators } from "./recurrent.ts";
import { reductionsOperators } from "./reductions.ts";
import { resizingOperators } from "./resizing.ts";
import { slicingOperators } from "./slicing.ts";
import { wiringOperators } from "./wiring.ts";

/** The operators of ONNX that are read, by name. */
export const operators: ReadonlyMap<string, OnnxOperator> = new Map(
  Object.entries({
    ...activationOperators,
    ...convolutionOperators,
    ...elementwiseOperators,
    ...entryOperators,
    ...gatheringOperators,
    ...normalizationsOperators,
    ...poolOperators,
    ...productsOperators,
    ...recurrentOperators,
    ...reductionsOperators,
    ...resizingOperators,
    ...slicingOperators,
    ...wiringOperators,
  }),
);
