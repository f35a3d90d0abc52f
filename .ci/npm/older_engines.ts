// What stands in the npm package for functions that Node 20 has not yet; the build
// puts these names in their place, so that no global is changed. Taken apart here, where
// the build would put them too.

const { groupBy } = Map;
const { withResolvers } = Promise;

export const mapGroupBy: typeof Map.groupBy = groupBy ??
  function <K, T>(
    items: Iterable<T>,
    keyOf: (item: T, index: number) => K,
  ): Map<K, T[]> {
    const groups = new Map<K, T[]>();
    let index = 0;
    for (const item of items) {
      const key = keyOf(item, index++);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
    return groups;
  };

export const promiseWithResolvers: <T>() => PromiseWithResolvers<T> =
  withResolvers?.bind(Promise) ??
    function <T>(): PromiseWithResolvers<T> {
      let resolve: PromiseWithResolvers<T>["resolve"] = () => {};
      let reject: PromiseWithResolvers<T>["reject"] = () => {};
      const promise = new Promise<T>((...both) => [resolve, reject] = both);
      return { promise, resolve, reject };
    };

export async function arrayFromAsync<T>(
  items: AsyncIterable<T> | Iterable<T | PromiseLike<T>>,
): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export async function promiseTry<T>(
  make: () => T | PromiseLike<T>,
): Promise<T> {
  return await make();
}
