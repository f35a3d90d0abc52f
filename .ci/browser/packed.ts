// Stands where the build puts what the file carries, in base64, without its zeros and
// repeats (deflate).

/** Both builds of the kernels: with relaxed vector instructions, and without. */
export const kernels = "";

/** How long each is. */
export const kernelLengths: readonly number[] = [];

/** The script of the worker of `gradcheckAsync`. */
export const checker = "";
