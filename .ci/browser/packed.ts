// Stands where the build puts what the file carries, in base64, without its zeros and
// repeats (deflate).

/** The kernels with relaxed vector instructions. */
export const relaxedKernels = "";

/** The kernels without them. */
export const simdKernels = "";

/** The script of the worker of `gradcheckAsync`. */
export const checker = "";
