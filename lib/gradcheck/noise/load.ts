/** What some outputs weigh in `Σ v·y`. */
export interface Load {
  /** `Σ|v·y|` */
  size: number;
  /** `Σ(v·σ)²`, with σ the deviation of an output relative to the largest of all. */
  squares: number;
  /** `Σ|v|` */
  weight: number;
}

export function noLoad(): Load {
  return { size: 0, squares: 0, weight: 0 };
}

export function addLoad(load: Load, v: number, y: number, share: number): void {
  load.size += Math.abs(v * y);
  load.squares += (v * share) ** 2;
  load.weight += Math.abs(v);
}

/** Makes a load as large as another in each part. */
export function includeLoad(load: Load, other: Load): void {
  load.size = Math.max(load.size, other.size);
  load.squares = Math.max(load.squares, other.squares);
  load.weight = Math.max(load.weight, other.weight);
}
