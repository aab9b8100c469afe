// Products on packed panels. A register tile holds up to CK_TILE_ROWS rows of C by one panel of two
// vectors; k runs inside, ascending, in blocks that keep a panel in cache. Between blocks C itself
// carries the sum, so blocks and tiles leave the chain of operations of an element as it is.
//
// `kind` says what A and panels hold: floats, words of two bfloat16 values, or floats and halves; k
// counts words. It is a constant at every call, so each kind has loops of its own. `step` leads from
// a word of a row of A to the next: 1, or a row's distance where A is read turned.
enum { CK_OF_FLOATS, CK_OF_PAIRS, CK_OF_HALVES };

#define CK_BLOCK_K 512

CK_INLINE const void *CK(panel_at)(const int kind, const void *panels, long place) {
  return (const char *)panels + place * (kind == CK_OF_HALVES ? 2 : 4);
}
CK_INLINE vf CK(panel_load)(const int kind, const void *panel, long place) {
  const void *p = CK(panel_at)(kind, panel, place);
  return kind == CK_OF_HALVES ? vload_halves(p) : vload(p);
}

// `rows` and `vectors`, the panel's that hold columns, are constants at every call, so that the
// accumulators become registers.
CK_INLINE void CK(tile)(const int kind, const int rows, const int vectors, long k, const float *a,
                        long lda, long step, const void *panel, const float *bias, int accumulate,
                        float *c, long ldc, long width) {
  const long left = width < CK_LANES ? width : CK_LANES;
  const long right = width - left;
  vf sum[CK_TILE_ROWS][2];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
    const float *start = accumulate ? c + i * ldc : bias;
    sum[i][0] = start ? vget(start, left) : (vf){0};
    if (vectors > 1) sum[i][1] = start ? vget(start + CK_LANES, right) : (vf){0};
  }
  for (long t = 0; t < k; t++) {
    const vf b0 = CK(panel_load)(kind, panel, t * CK_PANEL);
    const vf b1 = vectors > 1 ? CK(panel_load)(kind, panel, t * CK_PANEL + CK_LANES) : b0;
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      const float *word = a + i * lda + t * step;
      const vf x = kind == CK_OF_PAIRS ? vset_pair(word) : vset(*word);
      sum[i][0] = kind == CK_OF_PAIRS ? vdot_pairs(x, b0, sum[i][0]) : vfma(x, b0, sum[i][0]);
      if (vectors > 1)
        sum[i][1] = kind == CK_OF_PAIRS ? vdot_pairs(x, b1, sum[i][1]) : vfma(x, b1, sum[i][1]);
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
    vput(c + i * ldc, sum[i][0], left);
    if (vectors > 1) vput(c + i * ldc + CK_LANES, sum[i][1], right);
  }
}

#define CK_TILE_CASE(R)                                                                     \
  case R:                                                                                   \
    CK(tile)(kind, R, vectors, k, a, lda, step, panel, bias, accumulate, c, ldc, width);    \
    break;

CK_INLINE void CK(tile_of)(const int kind, const int vectors, long rows, long k, const float *a,
                           long lda, long step, const void *panel, const float *bias,
                           int accumulate, float *c, long ldc, long width) {
  switch (rows) {
    CK_TILE_CASE(1) CK_TILE_CASE(2) CK_TILE_CASE(3) CK_TILE_CASE(4) CK_TILE_CASE(5) CK_TILE_CASE(6)
#if CK_TILE_ROWS > 6
    CK_TILE_CASE(7) CK_TILE_CASE(8) CK_TILE_CASE(9) CK_TILE_CASE(10) CK_TILE_CASE(11)
    CK_TILE_CASE(12) CK_TILE_CASE(13) CK_TILE_CASE(14)
#endif
  }
}

CK_INLINE void CK(product_of)(const int kind, long m, long n, long k, const float *a, long lda,
                              long step, const void *panels, long first, long last,
                              const float *bias, int accumulate, float *c, long ldc) {
  if (m <= 0) return;
  const long tiles = (m + CK_TILE_ROWS - 1) / CK_TILE_ROWS;
  long done = 0;
  do {
    const long block = k - done < CK_BLOCK_K ? k - done : CK_BLOCK_K;
    for (long p = first; p < last; p++) {
      const long column = p * CK_PANEL;
      const long width = n - column < CK_PANEL ? n - column : CK_PANEL;
      const void *panel = CK(panel_at)(kind, panels, (p * k + done) * CK_PANEL);
      for (long tile = 0; tile < tiles; tile++) {  // tiles of even height
        const long row = tile * m / tiles, rows = (tile + 1) * m / tiles - row;
        const float *corner = a + row * lda + done * step, *start = bias ? bias + column : bias;
        if (width > CK_LANES)
          CK(tile_of)(kind, 2, rows, block, corner, lda, step, panel, start,
                      accumulate || done > 0, c + row * ldc + column, ldc, width);
        else
          CK(tile_of)(kind, 1, rows, block, corner, lda, step, panel, start,
                      accumulate || done > 0, c + row * ldc + column, ldc, width);
      }
    }
    done += block;
  } while (done < k);
}

static void CK(product)(long m, long n, long k, const float *a, long lda, long step,
                        const float *panels, long first, long last, const float *bias,
                        int accumulate, float *c, long ldc) {
  CK(product_of)(CK_OF_FLOATS, m, n, k, a, lda, step, panels, first, last, bias, accumulate, c, ldc);
}

static void CK(product_pairs)(long m, long n, long k, const float *a, long lda, long step,
                              const float *panels, long first, long last, const float *bias,
                              int accumulate, float *c, long ldc) {
  CK(product_of)(CK_OF_PAIRS, m, n, (k + 1) / 2, a, lda, step, panels, first, last, bias, accumulate,
                 c, ldc);
}

static void CK(product_halves)(long m, long n, long k, const float *a, long lda,
                               const uint16_t *panels, long first, long last, const float *bias,
                               int accumulate, float *c, long ldc) {
  CK(product_of)(CK_OF_HALVES, m, n, k, a, lda, 1, panels, first, last, bias, accumulate, c, ldc);
}
