// Products of bytes where AVX-512 has an instruction for four of them (VNNI;
// Understand/Kernels.md). The other kernels are those of AVX-512.
#if defined(__x86_64__)
#include <immintrin.h>

#include "ckernels.h"

#define CK_FMA 1
#define CK_LANES 16
#define CK_TILE_ROWS 14
#define CK_BF16 0
#define CK_BYTE_DOTS 1
#define CK_BYTE_PRODUCT_LINKAGE
#define CK_PANEL (2 * CK_LANES)
#define CK(name) ck_vnni_##name
#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512vl,avx512bw,avx512dq,avx512vnni,avx2,fma"))), \
    apply_to = function)
#include "body/vector.h"
#include "body/bytes.h"
#pragma clang attribute pop
#endif
