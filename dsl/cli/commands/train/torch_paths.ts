/** What the files of a program begin with: its name without the ending. */
export function programStem(program: string): string {
  return program.replace(/\.py$/, "");
}

/** The file of weights that a program starts with. */
export function startPath(program: string): string {
  return `${programStem(program)}.start.safetensors`;
}

/** A file of examples, counted from 1. */
export function shardPath(
  program: string,
  kind: "data" | "validation" = "data",
  number = 1,
): string {
  return `${programStem(program)}.${kind}-${number}.safetensors`;
}
