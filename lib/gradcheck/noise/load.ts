/** The weight of some outputs in `Σ v·y`. */
export interface Load {
  /** `Σ|v·y|` */
  size: number;
  /** `Σ(v·y)²` */
  squares: number;
  /** `Σ|v|` */
  weight: number;
  /** `Σv²` */
  weightSquares: number;
}

export function noLoad(): Load {
  return { size: 0, squares: 0, weight: 0, weightSquares: 0 };
}

export function addLoad(load: Load, v: number, y: number): void {
  const part = Math.abs(v * y);
  load.size += part;
  load.squares += part * part;
  load.weight += Math.abs(v);
  load.weightSquares += v * v;
}

/** Makes a load as large as another in each part. */
export function includeLoad(load: Load, other: Load): void {
  load.size = Math.max(load.size, other.size);
  load.squares = Math.max(load.squares, other.squares);
  load.weight = Math.max(load.weight, other.weight);
  load.weightSquares = Math.max(load.weightSquares, other.weightSquares);
}
