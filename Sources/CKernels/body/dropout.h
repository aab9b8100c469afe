// Dropout from counters. 16 Philox counters give the 64 words of a group of 64 elements: word w of
// counter l belongs to element 16w + l, on every instruction set.

typedef uint64_t ck_wide __attribute__((vector_size(64)));  // 8 counters, low 32 bits of each lane

CK_INLINE void CK(philox)(ck_wide x[4], uint32_t key0, uint32_t key1) {
  const ck_wide low = (ck_wide){0} + 0xFFFFFFFFu;
  for (int round = 0; round < 10; round++) {
    const ck_wide p0 = x[0] * (ck_wide)((ck_wide){0} + CK_PHILOX_M0);
    const ck_wide p1 = x[2] * (ck_wide)((ck_wide){0} + CK_PHILOX_M1);
    const ck_wide y0 = (p1 >> 32) ^ x[1] ^ ((ck_wide){0} + key0);
    const ck_wide y2 = (p0 >> 32) ^ x[3] ^ ((ck_wide){0} + key1);
    x[0] = y0;
    x[1] = p1 & low;
    x[2] = y2;
    x[3] = p0 & low;
    key0 += CK_PHILOX_W0;
    key1 += CK_PHILOX_W1;
  }
}

static void CK(dropout)(long rows, long n, const float *x, long ldx, ck_random_key key,
                        long first_row, uint32_t threshold, float scale, float *y, long ldy) {
  const uint32_t key0 = (uint32_t)key.seed, key1 = (uint32_t)(key.seed >> 32);
  const uint32_t update0 = (uint32_t)key.update;
  const uint32_t update1 = (uint32_t)(key.update >> 32) << 8 | key.site;
  for (long r = 0; r < rows; r++, x += ldx, y += ldy) {
    for (long group = 0; group * 64 < n; group++) {
      uint32_t words[64];
      for (int half = 0; half < 2; half++) {
        ck_wide c[4];
        for (int l = 0; l < 8; l++) c[0][l] = (uint64_t)(group * 16 + half * 8 + l);
        c[1] = (ck_wide){0} + (uint32_t)(first_row + r);
        c[2] = (ck_wide){0} + update0;
        c[3] = (ck_wide){0} + update1;
        CK(philox)(c, key0, key1);
        for (int w = 0; w < 4; w++)
          for (int l = 0; l < 8; l++) words[w * 16 + half * 8 + l] = (uint32_t)c[w][l];
      }
      const long start = group * 64, end = start + 64 < n ? start + 64 : n;
      for (long j = start; j < end; j++)
        y[j] = words[j - start] >= threshold ? x[j] * scale : 0.0f;
    }
  }
}
