// A library of products that counts its calls and computes by plain loops. It takes
// row-major matrices alone.
static int batches, products;

int count_batches(void) { return __atomic_load_n(&batches, __ATOMIC_SEQ_CST); }
int count_products(void) { return __atomic_load_n(&products, __ATOMIC_SEQ_CST); }
void openblas_set_num_threads(int count) { (void)count; }

#define PRODUCTS(real, gemm, gemm_batch_strided)                               \
  static void multiply(real)(int ta, int tb, int m, int n, int k, real alpha,  \
      const real *a, int lda, const real *b, int ldb, real beta, real *y,      \
      int ldy) {                                                               \
    for (int i = 0; i < m; i++)                                                \
      for (int j = 0; j < n; j++) {                                            \
        double sum = 0;                                                        \
        for (int l = 0; l < k; l++)                                            \
          sum += (double)(ta == 112 ? a[l * lda + i] : a[i * lda + l]) *       \
                 (tb == 112 ? b[j * ldb + l] : b[l * ldb + j]);                \
        y[i * ldy + j] =                                                       \
            alpha * sum + (beta == 0 ? 0 : beta * y[i * ldy + j]);             \
      }                                                                        \
  }                                                                            \
  void gemm(int order, int ta, int tb, int m, int n, int k, real alpha,        \
      const real *a, int lda, const real *b, int ldb, real beta, real *y,      \
      int ldy) {                                                               \
    (void)order;                                                               \
    __atomic_fetch_add(&products, 1, __ATOMIC_SEQ_CST);                        \
    multiply(real)(ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, y, ldy);      \
  }                                                                            \
  void gemm_batch_strided(int order, int ta, int tb, int m, int n, int k,      \
      real alpha, const real *a, int lda, int next_a, const real *b, int ldb,  \
      int next_b, real beta, real *y, int ldy, int next_y, int count) {        \
    (void)order;                                                               \
    __atomic_fetch_add(&batches, 1, __ATOMIC_SEQ_CST);                         \
    for (int i = 0; i < count; i++)                                            \
      multiply(real)(ta, tb, m, n, k, alpha, a + (long)i * next_a, lda,        \
          b + (long)i * next_b, ldb, beta, y + (long)i * next_y, ldy);         \
  }
#define multiply(real) multiply_##real

PRODUCTS(float, cblas_sgemm, cblas_sgemm_batch_strided)
PRODUCTS(double, cblas_dgemm, cblas_dgemm_batch_strided)
