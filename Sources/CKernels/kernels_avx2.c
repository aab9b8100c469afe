// Eight lanes: AVX2, FMA and F16C. Understand/Kernels.md explains the kernels.
#if defined(__x86_64__)
#include <immintrin.h>

#include "ckernels.h"

#define CK_FMA 1
#define CK_BF16 0
#define CK_LANES 8
#define CK_TILE_ROWS 6
#define CK_NAME "avx2"
#define CK(name) ck_avx2_##name
#pragma clang attribute push(__attribute__((target("avx2,fma,f16c"))), apply_to = function)
#include "body/kernels.h"
#pragma clang attribute pop
#endif
