// Four lanes, on any machine: SSE2 on x86-64, NEON on arm64. Understand/Kernels.md explains the
// kernels.
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "ckernels.h"

#if defined(__aarch64__)
#define CK_FMA 1
#else
#define CK_FMA 0
#pragma clang fp contract(off)
#endif
#define CK_BF16 0
#define CK_LANES 4
#define CK_TILE_ROWS 6
#define CK_NAME "portable"
#define CK(name) ck_portable_##name
#include "body/kernels.h"
