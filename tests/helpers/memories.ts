/** The bytes of each WebAssembly memory that is made while something runs, in order. Plain kernels make none; every other network makes one, larger the more threads it may have. */
export async function memoriesOf(
  run: () => Promise<unknown>,
): Promise<number[]> {
  const made: WebAssembly.Memory[] = [];
  const { Memory } = WebAssembly;
  WebAssembly.Memory = class extends Memory {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      super(descriptor);
      made.push(this);
    }
  };
  try {
    await run();
  } finally {
    WebAssembly.Memory = Memory;
  }
  return made.map(({ buffer }) => buffer.byteLength);
}

/** Runs something in an engine without shared memory. */
export async function withoutMemory<T>(run: () => Promise<T>): Promise<T> {
  const { Memory } = WebAssembly;
  WebAssembly.Memory = class extends Memory {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      super(descriptor);
      throw new TypeError("there is no shared memory");
    }
  };
  try {
    return await run();
  } finally {
    WebAssembly.Memory = Memory;
  }
}
