/** Whether two values are the same in structure: NaN equals NaN, prototypes must be the same, key order does not matter, nor does what is not enumerable. */
export function equal(a: unknown, b: unknown): boolean {
  return compare(a, b, new Map());
}

function compare(
  a: unknown,
  b: unknown,
  seen: Map<unknown, Set<unknown>>,
): boolean {
  if (a === b || Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b)) return false;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  // A pair that is being compared already is equal unless something else differs.
  const partners = seen.get(a) ?? new Set();
  if (partners.has(b)) return true;
  seen.set(a, partners.add(b));

  if (a instanceof Date && b instanceof Date) {
    return Object.is(a.getTime(), b.getTime());
  }
  if (a instanceof RegExp && b instanceof RegExp) {
    return String(a) === String(b);
  }
  if (a instanceof Set && b instanceof Set) {
    return a.size === b.size &&
      [...a].every((x) => b.has(x) || [...b].some((y) => compare(x, y, seen)));
  }
  if (a instanceof Map && b instanceof Map) {
    return a.size === b.size &&
      [...a].every(([key, value]) =>
        [...b].some(([otherKey, other]) =>
          compare(key, otherKey, seen) && compare(value, other, seen)
        )
      );
  }
  if (a instanceof Error && b instanceof Error && a.message !== b.message) {
    return false;
  }
  if (Array.isArray(a) && Array.isArray(b) && a.length !== b.length) {
    return false;
  }
  const keys = enumerableKeys(a);
  return keys.length === enumerableKeys(b).length &&
    keys.every((key) =>
      Object.hasOwn(b, key) &&
      compare(Reflect.get(a, key), Reflect.get(b, key), seen)
    );
}

function enumerableKeys(object: object): PropertyKey[] {
  return Reflect.ownKeys(object).filter((key) =>
    Object.prototype.propertyIsEnumerable.call(object, key)
  );
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
