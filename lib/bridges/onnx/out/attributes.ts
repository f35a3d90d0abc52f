import type { OnnxAttribute } from "../model.ts";

/** What stands in an attribute of a node. */
export const int = (value: number): OnnxAttribute => ({ type: "int", value });
export const float = (value: number): OnnxAttribute => ({
  type: "float",
  value,
});
export const word = (value: string): OnnxAttribute => ({
  type: "string",
  value,
});
export const ints = (value: readonly number[]): OnnxAttribute => ({
  type: "ints",
  value: [...value],
});
export const texts = (value: readonly string[]): OnnxAttribute => ({
  type: "strings",
  value: [...value],
});
/** The numbers of the types that `Cast` goes to. */
export const types = {
  float: int(1),
  int32: int(6),
  int64: int(7),
  bool: int(9),
};
