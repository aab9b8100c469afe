// Products of rows and weights that are rounded to bytes, four steps of k per lane at a time. Sums
// are whole numbers, so neither order nor instruction set changes them. Understand/Kernels.md
// explains int8.

CK_INLINE vi CK(load_bytes)(const int8_t *p) {
  vi v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}

#if CK_BYTE_DOTS
// sum += Σ four of a (0 … 255) times four of b (-127 … 127), in every lane.
#define CK_BYTE_OPERANDS(b) const vi b##_whole = (b)
#define CK_ADD_BYTE_DOTS(sum, a, b) \
  (vi)_mm512_dpbusd_epi32((__m512i)(sum), _mm512_set1_epi32((int)(a)), (__m512i)b##_whole)
#else
// Bytes 0 and 2 of a lane, and 1 and 3, as two 16-bit numbers each, whose products are added in
// pairs.
CK_INLINE vi CK(even_bytes)(vi b) { return (vi)(((vs)b << 8) >> 8); }
CK_INLINE vi CK(odd_bytes)(vi b) { return (vi)((vs)b >> 8); }
CK_INLINE vi CK(pair_sums)(vi a, vi b) {
#if CK_LANES == 16
  return (vi)_mm512_madd_epi16((__m512i)a, (__m512i)b);
#elif CK_LANES == 8
  return (vi)_mm256_madd_epi16((__m256i)a, (__m256i)b);
#elif defined(__SSE2__)
  return (vi)_mm_madd_epi16((__m128i)a, (__m128i)b);
#else
  return ((a << 16) >> 16) * ((b << 16) >> 16) + (a >> 16) * (b >> 16);
#endif
}
#define CK_BYTE_OPERANDS(b) \
  const vi b##_even = CK(even_bytes)(b), b##_odd = CK(odd_bytes)(b)
#define CK_ADD_BYTE_DOTS(sum, a, b)                                                      \
  ((sum) + CK(pair_sums)((vi){0} + (int32_t)((a) & 0x00ff00ff), b##_even) +              \
   CK(pair_sums)((vi){0} + (int32_t)((a) >> 8 & 0x00ff00ff), b##_odd))
#endif

CK_INLINE void CK(byte_tile)(const int rows, long groups, const uint8_t *a, long lda,
                             const float *a_scales, const int8_t *panel, const float *b_scales,
                             const int32_t *b_sums, const float *bias, int accumulate, float *c,
                             long ldc, long width) {
  vi sum[CK_TILE_ROWS][2];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) sum[i][0] = sum[i][1] = (vi){0};
  for (long t = 0; t < groups; t++) {
    const vi b0 = CK(load_bytes)(panel + t * CK_PANEL * 4);
    const vi b1 = CK(load_bytes)(panel + t * CK_PANEL * 4 + CK_LANES * 4);
    CK_BYTE_OPERANDS(b0);
    CK_BYTE_OPERANDS(b1);
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      uint32_t x;
      __builtin_memcpy(&x, a + i * lda + t * 4, 4);
      sum[i][0] = CK_ADD_BYTE_DOTS(sum[i][0], x, b0);
      sum[i][1] = CK_ADD_BYTE_DOTS(sum[i][1], x, b1);
    }
  }
#pragma clang loop unroll(full)
  for (int half = 0; half < 2; half++) {
    const long left = width - half * CK_LANES;
    if (left <= 0) break;
    const vf scale = vload(b_scales + half * CK_LANES);
    const vi shift = CK(load_bytes)((const int8_t *)(b_sums + half * CK_LANES)) << 7;
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      float *out = c + i * ldc + half * CK_LANES;
      const float *start = accumulate ? out : bias ? bias + half * CK_LANES : bias;
      const vf whole = __builtin_convertvector(sum[i][half] - shift, vf);
      vput(out, vfma(whole * vset(a_scales[i]), scale, start ? vget(start, left) : (vf){0}), left);
    }
  }
}

#define CK_BYTE_TILE_CASE(R)                                                                 \
  case R:                                                                                    \
    CK(byte_tile)(R, groups, a, lda, a_scales, panel, b_scales, b_sums, bias, accumulate, c, \
                  ldc, width);                                                               \
    break;

static void CK(byte_tile_of)(long rows, long groups, const uint8_t *a, long lda,
                             const float *a_scales, const int8_t *panel, const float *b_scales,
                             const int32_t *b_sums, const float *bias, int accumulate, float *c,
                             long ldc, long width) {
  switch (rows) {
    CK_BYTE_TILE_CASE(1) CK_BYTE_TILE_CASE(2) CK_BYTE_TILE_CASE(3) CK_BYTE_TILE_CASE(4)
    CK_BYTE_TILE_CASE(5) CK_BYTE_TILE_CASE(6)
#if CK_TILE_ROWS > 6
    CK_BYTE_TILE_CASE(7) CK_BYTE_TILE_CASE(8) CK_BYTE_TILE_CASE(9) CK_BYTE_TILE_CASE(10)
    CK_BYTE_TILE_CASE(11) CK_BYTE_TILE_CASE(12) CK_BYTE_TILE_CASE(13) CK_BYTE_TILE_CASE(14)
#endif
  }
}

CK_BYTE_PRODUCT_LINKAGE void CK(product_int8)(long m, long n, long k, const uint8_t *a, long lda,
                                               const float *a_scales, const int8_t *panels,
                                               const float *b_scales, const int32_t *b_sums,
                                               long first, long last, const float *bias,
                                               int accumulate, float *c, long ldc) {
  if (m <= 0) return;
#if CK_LANES == 16 && !CK_BYTE_DOTS
  if (ck_has_byte_dots()) {
    ck_vnni_product_int8(m, n, k, a, lda, a_scales, panels, b_scales, b_sums, first, last, bias,
                          accumulate, c, ldc);
    return;
  }
#endif
  const long groups = (k + 3) / 4;
  const long tiles = (m + CK_TILE_ROWS - 1) / CK_TILE_ROWS;
  for (long p = first; p < last; p++) {
    const long column = p * CK_PANEL;
    const long width = n - column < CK_PANEL ? n - column : CK_PANEL;
    for (long tile = 0; tile < tiles; tile++) {
      const long row = tile * m / tiles, rows = (tile + 1) * m / tiles - row;
      CK(byte_tile_of)(rows, groups, a + row * lda, lda, a_scales + row,
                       panels + p * groups * 4 * CK_PANEL, b_scales + column, b_sums + column,
                       bias ? bias + column : bias, accumulate, c + row * ldc + column, ldc, width);
    }
  }
}
