// Dropout from counters: y = x ⊙ mask, and its adjoint dx = dy ⊙ mask, which is the same function,
// since equal keys give equal masks (Understand/Kernels.md: "Randomness has no state"). 16 Philox
// counters give the 64 words of a group of 64 elements: word w of counter l belongs to element
// 16w + l, on every instruction set.

typedef uint64_t ck_wide __attribute__((vector_size(64)));  // 8 counters, low 32 bits of each lane
typedef uint32_t ck_words __attribute__((vector_size(64)));
typedef float ck_elements __attribute__((vector_size(64)));
typedef float ck_elements_unaligned __attribute__((vector_size(64), aligned(4)));

// Two groups of 8 counters, whose chains of multiplications run side by side.
CK_INLINE void CK(philox)(ck_wide x[2][4], uint32_t key0, uint32_t key1) {
  const ck_wide low = (ck_wide){0} + 0xFFFFFFFFu;
#pragma clang loop unroll(full)
  for (int round = 0; round < 10; round++) {
#pragma clang loop unroll(full)
    for (int half = 0; half < 2; half++) {
      ck_wide *c = x[half];
      const ck_wide p0 = c[0] * (ck_wide)((ck_wide){0} + CK_PHILOX_M0);
      const ck_wide p1 = c[2] * (ck_wide)((ck_wide){0} + CK_PHILOX_M1);
      c[0] = (p1 >> 32) ^ c[1] ^ ((ck_wide){0} + key0);
      c[1] = p1 & low;
      c[2] = (p0 >> 32) ^ c[3] ^ ((ck_wide){0} + key1);
      c[3] = p0 & low;
    }
    key0 += CK_PHILOX_W0;
    key1 += CK_PHILOX_W1;
  }
}

// y = x ⊙ mask for 64 elements: an element is kept where its word, of 16 counters, reaches the
// threshold.
CK_INLINE void CK(mask_group)(ck_wide c[2][4], uint32_t threshold, float scale, const float *x,
                              float *y) {
#pragma clang loop unroll(full)
  for (int w = 0; w < 4; w++) {
    const ck_words words =
      __builtin_shufflevector((ck_words)c[0][w], (ck_words)c[1][w], 0, 2, 4, 6, 8, 10, 12, 14, 16,
                              18, 20, 22, 24, 26, 28, 30);
    const ck_elements scaled = *(const ck_elements_unaligned *)(x + 16 * w) * scale;
    *(ck_elements_unaligned *)(y + 16 * w) =
      (ck_elements)((ck_words)scaled & (ck_words)(words >= threshold));
  }
}

static void CK(dropout)(long rows, long n, const float *x, long ldx, ck_random_key key,
                        long first_row, uint32_t threshold, float scale, float *y, long ldy) {
  const uint32_t key0 = (uint32_t)key.seed, key1 = (uint32_t)(key.seed >> 32);
  const uint32_t update0 = (uint32_t)key.update;
  const uint32_t update1 = (uint32_t)(key.update >> 32) << 8 | key.site;
  const ck_wide lane = {0, 1, 2, 3, 4, 5, 6, 7};
  for (long r = 0; r < rows; r++, x += ldx, y += ldy) {
    for (long start = 0; start < n; start += 64) {
      ck_wide c[2][4];
      for (int half = 0; half < 2; half++) {
        c[half][0] = lane + (uint64_t)(start / 4 + half * 8);
        c[half][1] = (ck_wide){0} + (uint32_t)(first_row + r);
        c[half][2] = (ck_wide){0} + update0;
        c[half][3] = (ck_wide){0} + update1;
      }
      CK(philox)(c, key0, key1);
      const unsigned long left = (unsigned long)(n - start);
      if (left >= 64) {
        CK(mask_group)(c, threshold, scale, x + start, y + start);
      } else {
        float group[64] = {0};
        __builtin_memcpy(group, x + start, left * 4);
        CK(mask_group)(c, threshold, scale, group, group);
        __builtin_memcpy(y + start, group, left * 4);
      }
    }
  }
}
