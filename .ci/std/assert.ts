// Stand-ins for what our tests use of `@std/assert`.
import { AssertionError } from "./assertion_error.ts";
import { equal } from "./equal.ts";

export { AssertionError, equal };

// deno-lint-ignore no-explicit-any -- an error class may have any constructor
type ErrorClass<E extends Error> = abstract new (...args: any[]) => E;

/** Asserts that a value is truthy. */
export function assert(value: unknown, message = ""): asserts value {
  if (!value) throw new AssertionError(message);
}

/** Asserts that two values are the same in structure. */
export function assertEquals<T>(actual: T, expected: T, message?: string) {
  if (equal(actual, expected)) return;
  throw failure(
    `Values are not equal\n    actual: ${show(actual)}\n  expected: ${
      show(expected)
    }`,
    message,
  );
}

/** Asserts that two values differ in structure. */
export function assertNotEquals<T>(actual: T, expected: T, message?: string) {
  if (!equal(actual, expected)) return;
  throw failure(`Values are equal: ${show(actual)}`, message);
}

/** Asserts that two values are the same, by `Object.is`. */
export function assertStrictEquals<T>(
  actual: unknown,
  expected: T,
  message?: string,
): asserts actual is T {
  if (Object.is(actual, expected)) return;
  throw failure(
    `Values are not the same\n    actual: ${show(actual)}\n  expected: ${
      show(expected)
    }`,
    message,
  );
}

/** Asserts that two numbers lie within `tolerance` of each other. Default: 10⁻⁷ of the expected one. */
export function assertAlmostEquals(
  actual: number,
  expected: number,
  tolerance?: number,
  message?: string,
) {
  if (Object.is(actual, expected)) return;
  const limit = tolerance ??
    (Number.isFinite(expected) ? Math.abs(expected * 1e-7) : 1e-7);
  if (Math.abs(expected - actual) <= limit) return;
  throw failure(
    `${actual} is not within ${limit} of ${expected}`,
    message,
  );
}

/** Asserts that a text contains another. */
export function assertStringIncludes(
  actual: string,
  expected: string,
  message?: string,
) {
  if (actual.includes(expected)) return;
  throw failure(`${show(actual)} does not contain ${show(expected)}`, message);
}

/** Asserts that a text matches a pattern. */
export function assertMatch(
  actual: string,
  expected: RegExp,
  message?: string,
) {
  if (expected.test(actual)) return;
  throw failure(`${show(actual)} does not match ${expected}`, message);
}

/** Asserts that a value is an instance of a class. */
export function assertInstanceOf<E extends Error>(
  actual: unknown,
  expected: ErrorClass<E>,
  message?: string,
): asserts actual is E {
  if (actual instanceof expected) return;
  throw failure(`${show(actual)} is not a ${expected.name}`, message);
}

/** Asserts that a function throws, perhaps a class of errors with a text in their message, and returns what it threw. */
export function assertThrows<E extends Error = Error>(
  attempt: () => unknown,
  errorClass?: ErrorClass<E>,
  messageIncludes?: string,
  message?: string,
): E {
  try {
    attempt();
  } catch (error) {
    return caught(error, errorClass, messageIncludes, message);
  }
  throw failure("Nothing was thrown", message);
}

/** Asserts that a promise is rejected, in the way of {@linkcode assertThrows}. */
export async function assertRejects<E extends Error = Error>(
  attempt: () => PromiseLike<unknown>,
  errorClass?: ErrorClass<E>,
  messageIncludes?: string,
  message?: string,
): Promise<E> {
  try {
    await attempt();
  } catch (error) {
    return caught(error, errorClass, messageIncludes, message);
  }
  throw failure("Nothing was rejected", message);
}

function caught<E extends Error>(
  error: unknown,
  errorClass: ErrorClass<E> | undefined,
  messageIncludes = "",
  message?: string,
): E {
  if (errorClass !== undefined && !(error instanceof errorClass)) {
    throw failure(`${show(error)} is not a ${errorClass.name}`, message);
  }
  if (!(error instanceof Error)) {
    throw failure(`${show(error)} is not an Error`, message);
  }
  if (!error.message.includes(messageIncludes)) {
    throw failure(
      `The message ${show(error.message)} does not contain ${
        show(messageIncludes)
      }`,
      message,
    );
  }
  return error as E;
}

function failure(what: string, message: string | undefined): AssertionError {
  return new AssertionError(
    message === undefined ? what : `${what}: ${message}`,
  );
}

function show(value: unknown): string {
  return Deno.inspect(value, { depth: 10, strAbbreviateSize: 10_000 });
}
