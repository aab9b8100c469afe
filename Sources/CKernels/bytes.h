// The product of bytes with VNNI, which both AVX-512 sets call.
#include <stdint.h>

void ck_vnni_product_int8(long m, long n, long k, const uint8_t *a, long lda,
                           const float *a_scales, const int8_t *panels, const float *b_scales,
                           const int32_t *b_sums, long first, long last, const float *bias,
                           int accumulate, float *c, long ldc);
