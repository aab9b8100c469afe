// Products of pairs by tiles, which dispatch.c puts into tables of their own.
#include <stdint.h>

void ck_amx_product_bfloat16(long m, long n, long k, const float *a, long lda, long step,
                          const float *panels, long first, long last, const float *bias,
                          int accumulate, float *c, long ldc);
float ck_amx_multiply_adds_pairs(long rounds);

// The same loops on a matrix unit emulated in plain C.
void ck_amx_emulated_product_bfloat16(long m, long n, long k, const float *a, long lda, long step,
                               const float *panels, long first, long last, const float *bias,
                               int accumulate, float *c, long ldc);
