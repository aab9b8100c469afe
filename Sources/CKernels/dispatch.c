// Which kernel sets this machine has, and functions that are the same for all of them.
// Understand/Kernels.md explains the sets.
#include "bytes.h"
#include "ckernels.h"
#include "philox.h"
#include "tiles.h"

#include <pthread.h>
#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif
#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>
#endif

extern const ck_kernels ck_portable_table;
#if defined(__x86_64__)
extern const ck_kernels ck_avx2_table, ck_avx512_table, ck_avx512bf16_table;
#endif

// Sets that differ from another set in a few functions.
static ck_kernels amx_table, amx_emulated_table;
static ck_matrix_units matrix_units = CK_UNITS_ABSENT;
static pthread_once_t derived = PTHREAD_ONCE_INIT;

// AMX-BF16 (bit 22) and AMX-TILE (bit 24) of leaf 7. Linux saves a process's tiles only after the
// process has asked for it: ARCH_REQ_XCOMP_PERM for XTILEDATA, component 18.
static ck_matrix_units find_matrix_units(void) {
#if defined(__x86_64__)
  unsigned a, b, c, d;
  const unsigned wanted = 1u << 22 | 1u << 24;
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || (d & wanted) != wanted ||
      !ck_kernels_of(CK_AVX512_BF16))
    return CK_UNITS_ABSENT;
#if defined(__linux__)
  if (syscall(SYS_arch_prctl, 0x1023, 18) == 0) return CK_UNITS_READY;
#endif
  return CK_UNITS_REFUSED;
#else
  return CK_UNITS_ABSENT;
#endif
}

static void derive_tables(void) {
  amx_emulated_table = ck_portable_table;
  amx_emulated_table.name = "emulated matrix units";
  amx_emulated_table.product_bfloat16 = ck_amx_emulated_product_bfloat16;
  matrix_units = find_matrix_units();
#if defined(__x86_64__)
  amx_table = ck_avx512bf16_table;
  amx_table.name = "amx";
  amx_table.product_bfloat16 = ck_amx_product_bfloat16;
  amx_table.multiply_adds_pairs = ck_amx_multiply_adds_pairs;
#endif
}

ck_matrix_units ck_find_matrix_units(void) {
  pthread_once(&derived, derive_tables);
  return matrix_units;
}

const ck_kernels *ck_kernels_of(ck_kernel_set set) {
  switch (set) {
    case CK_PORTABLE:
      return &ck_portable_table;
#if defined(__x86_64__)
    case CK_AVX2:
      return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                     __builtin_cpu_supports("f16c")
                 ? &ck_avx2_table
                 : 0;
    case CK_AVX512:
      return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
                     __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq")
                 ? &ck_avx512_table
                 : 0;
    case CK_AVX512_BF16:
      return __builtin_cpu_supports("avx512bf16") && ck_kernels_of(CK_AVX512)
                 ? &ck_avx512bf16_table
                 : 0;
    case CK_AMX:
      return ck_find_matrix_units() == CK_UNITS_READY ? &amx_table : 0;
#endif
    case CK_AMX_EMULATED:
      ck_find_matrix_units();
      return &amx_emulated_table;
    default:
      return 0;
  }
}

int ck_has_byte_dots(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx512vnni");
#else
  return 0;
#endif
}

void ck_random_words(ck_random_key key, uint32_t row, uint32_t block, uint32_t words[4]) {
  uint32_t key0 = (uint32_t)key.seed, key1 = (uint32_t)(key.seed >> 32);
  uint32_t x[4] = {block, row, (uint32_t)key.update,
                   (uint32_t)(key.update >> 32) << 8 | key.site};
  for (int round = 0; round < 10; round++) {
    const uint64_t p0 = (uint64_t)x[0] * CK_PHILOX_M0, p1 = (uint64_t)x[2] * CK_PHILOX_M1;
    const uint32_t y0 = (uint32_t)(p1 >> 32) ^ x[1] ^ key0;
    const uint32_t y2 = (uint32_t)(p0 >> 32) ^ x[3] ^ key1;
    x[0] = y0;
    x[1] = (uint32_t)p1;
    x[2] = y2;
    x[3] = (uint32_t)p0;
    key0 += CK_PHILOX_W0;
    key1 += CK_PHILOX_W1;
  }
  for (int i = 0; i < 4; i++) words[i] = x[i];
}

#if defined(__x86_64__)
// FTZ (bit 15) and DAZ (bit 6) of MXCSR.
uint64_t ck_flush_denormals(void) {
  const unsigned old = _mm_getcsr();
  if ((old & 0x8040) != 0x8040) _mm_setcsr(old | 0x8040);
  return old;
}
void ck_restore_denormals(uint64_t state) {
  if ((state & 0x8040) != 0x8040) _mm_setcsr((unsigned)state);
}
void ck_pause(void) { _mm_pause(); }
#elif defined(__aarch64__)
// FZ (bit 24) of FPCR.
uint64_t ck_flush_denormals(void) {
  uint64_t old;
  __asm__ volatile("mrs %0, fpcr" : "=r"(old));
  __asm__ volatile("msr fpcr, %0" : : "r"(old | (UINT64_C(1) << 24)));
  return old;
}
void ck_restore_denormals(uint64_t state) { __asm__ volatile("msr fpcr, %0" : : "r"(state)); }
void ck_pause(void) { __asm__ volatile("yield"); }
#else
uint64_t ck_flush_denormals(void) { return 0; }
void ck_restore_denormals(uint64_t state) { (void)state; }
void ck_pause(void) {}
#endif
