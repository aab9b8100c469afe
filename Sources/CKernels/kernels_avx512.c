// Sixteen lanes: AVX-512 F, VL, BW and DQ. Understand/Kernels.md explains the kernels.
#if defined(__x86_64__)
#include <immintrin.h>

#include "ckernels.h"

#define CK_FMA 1
#define CK_BF16 0
#define CK_LANES 16
#define CK_TILE_ROWS 14
#define CK_NAME "avx512"
#define CK(name) ck_avx512_##name
#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512vl,avx512bw,avx512dq,avx2,fma"))), apply_to = function)
#include "body/kernels.h"
#pragma clang attribute pop
#endif
