/** How many typed arrays were made. */
export interface ArrayCount {
  /** While setting up. */
  readonly setUp: number;
  /** While taking 100 steps. */
  readonly steps: number;
}

const methods = ["slice", "subarray", "map", "filter"] as const;

/** Counts the arrays of floats that `setUp` makes, and those that 100 calls of what it returns make. */
export function countArrays(setUp: () => () => void): ArrayCount {
  let count = 0;
  const restore: (() => void)[] = [];
  for (const name of ["Float64Array", "Float32Array"] as const) {
    const original = globalThis[name];
    const counting = new Proxy(original, {
      construct(target, args) {
        count++;
        return Reflect.construct(target, args, target);
      },
    });
    Reflect.set(globalThis, name, counting);
    restore.push(() => Reflect.set(globalThis, name, original));
  }
  const shared = Object.getPrototypeOf(Float64Array.prototype);
  for (const name of methods) {
    const original = Reflect.get(shared, name);
    Reflect.set(shared, name, function (this: unknown, ...args: unknown[]) {
      count++;
      return Reflect.apply(original, this, args);
    });
    restore.push(() => Reflect.set(shared, name, original));
  }
  try {
    const step = setUp();
    const inSetUp = count;
    for (let i = 0; i < 100; i++) step();
    return { setUp: inSetUp, steps: count - inSetUp };
  } finally {
    for (const each of restore) each();
  }
}
