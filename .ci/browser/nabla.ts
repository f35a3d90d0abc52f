// What a page imports, in one file. The kernels have compiled when it is there.
import { areCompiled } from "./compiled.ts";

export * from "../../mod.ts";
export * from "../../define.ts";
export * from "../../data.ts";
export * from "../../text.ts";
export * from "../../plots.ts";

await areCompiled;
