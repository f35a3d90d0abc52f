/** Thrown where an assertion does not hold. */
export class AssertionError extends Error {
  /** Says what does not hold. */
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "AssertionError";
  }
}
