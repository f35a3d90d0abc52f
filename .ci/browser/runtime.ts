// Stands for dsl/cli/world/system/runtime.ts: a page opens no files by their names.

/** Says what a page has instead. */
export function loadSystem(): Promise<never> {
  const message = "a page opens no file by its name: give fromBytes its bytes";
  return Promise.reject(new TypeError(message));
}
