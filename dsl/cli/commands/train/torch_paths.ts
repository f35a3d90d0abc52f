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

/** Where PyTorch works on the way to a network. */
export interface TorchWork {
  readonly program: string;
  /** The network as the program writes it. */
  readonly network: string;
  readonly checkpoint: string;
}

/** The files of a training by PyTorch, beside the network's place. */
export function torchWork(out: string): TorchWork {
  const stem = `${out.replace(/\.safetensors$/, "")}.torch`;
  const network = `${stem}.safetensors`;
  return {
    program: `${stem}.py`,
    network,
    checkpoint: `${network}.checkpoint.pt`,
  };
}
