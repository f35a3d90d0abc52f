import type { System } from "./contract.ts";
import { loadSystem } from "./runtime.ts";

/** The runtime that this runs in, for the command line; a library that waited for it could not be required by older code. */
export const system: System = await loadSystem();
