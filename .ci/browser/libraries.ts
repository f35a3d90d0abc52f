/** The modules that open libraries of the system and compute with them, as the store of kernels takes them. A page has `no_library.ts` instead. */
export const libraryModules: readonly string[] = [
  "lib/kernels/blas/blas.ts",
  "lib/kernels/blas/blas_kernels.ts",
  "lib/kernels/blas/blas_products.ts",
];
