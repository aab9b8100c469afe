// Products of pairs by tiles, beside the kernel sets.
#include <stdint.h>

void ck_amx_product_pairs(long m, long n, long k, const float *a, long lda, long step,
                          const float *panels, long first, long last, const float *bias,
                          int accumulate, float *c, long ldc);
float ck_amx_multiply_adds_pairs(long rounds);

// The same loops on a matrix unit that is only imagined.
void ck_imagined_product_pairs(long m, long n, long k, const float *a, long lda, long step,
                               const float *panels, long first, long last, const float *bias,
                               int accumulate, float *c, long ldc);
