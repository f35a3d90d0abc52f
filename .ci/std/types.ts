// Stand-ins for what our tests use of `@std/testing/types`.

/** Asserts at compile time that a type is `true`. */
export function assertType<_T extends true>(_expect: _T = true as _T) {}

/** `true` where two types are the same. */
export type IsExact<T, U> = (<G>() => G extends T ? 1 : 2) extends
  (<G>() => G extends U ? 1 : 2) ? true : false;
