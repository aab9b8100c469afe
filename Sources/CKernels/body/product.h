// Products on packed panels. A register tile holds up to CK_TILE_ROWS rows of C by one panel of two
// vectors; k runs in the innermost loop, ascending, in blocks that keep a panel in cache. Between
// blocks C itself carries the sum, so blocks and tiles do not change an element's chain of
// operations. Understand/Kernels.md explains the tiles, and derives the adjoints of a layer's y = x
// Wᵀ + b, which are products too: dx = dy W, dW += dyᵀ x.
//
// `kind` says what A and panels hold: floats, words of two bfloat16 values, or floats and halves; k
// counts words. It is a constant at every call, so each kind has loops of its own. `step` is the
// distance from a word of a row of A to the next: 1, or the distance between rows where A is read
// as its transpose.
enum { CK_OF_FLOATS, CK_OF_PAIRS, CK_OF_FLOAT16 };

#define CK_BLOCK_K 512
#define CK_LINE 16  // floats of a cache line

CK_INLINE const void *CK(panel_at)(const int kind, const void *panels, long place) {
  return (const char *)panels + place * (kind == CK_OF_FLOAT16 ? 2 : 4);
}
CK_INLINE vf CK(panel_load)(const int kind, const void *panel, long place) {
  const void *p = CK(panel_at)(kind, panel, place);
  return kind == CK_OF_FLOAT16 ? vload_float16(p) : vload(p);
}
CK_INLINE vf CK(multiply_add)(const int kind, vf x, vf b, vf sum) {
  return kind == CK_OF_PAIRS ? vdot_pairs(x, b, sum) : vfma(x, b, sum);
}

// What a tile prefetches while it multiplies, line by line: its share of the next panel, and the
// rows of A below. Tiles of fewer than sixteen lanes have no room for prefetches between their
// multiply-adds.
#define CK_FETCHES (CK_LANES == 16)

typedef struct {
  const char *panel, *rows;
  long panel_step, rows_step;
} CK(ahead);

// `rows`, and `vectors`, how many of the panel's vectors hold columns, are constants at every call,
// so that the accumulators become registers. `start` holds the rows that the sums start from.
CK_INLINE void CK(tile)(const int kind, const int rows, const int vectors, long k, const float *a,
                        long lda, long step, const void *panel, const float *start, long lds,
                        float *c, long ldc, long width, CK(ahead) ahead) {
  const long right = width - CK_LANES;
  vf sum[CK_TILE_ROWS][2];
  if (width == CK_PANEL) {
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      sum[i][0] = vload(start + i * lds);
      sum[i][1] = vload(start + i * lds + CK_LANES);
    }
  } else {
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      sum[i][0] = vectors > 1 ? vload(start + i * lds) : vget(start + i * lds, width);
      if (vectors > 1) sum[i][1] = vload_tail(start + i * lds + CK_LANES, right);
    }
  }
  for (long t = 0; t < k; t++) {
    if (CK_FETCHES) {
      __builtin_prefetch(ahead.panel + t * ahead.panel_step);
      __builtin_prefetch(ahead.panel + t * ahead.panel_step + 4 * CK_LINE);
      __builtin_prefetch(ahead.rows + t * ahead.rows_step);
    }
    const vf b0 = CK(panel_load)(kind, panel, t * CK_PANEL);
    const vf b1 = vectors > 1 ? CK(panel_load)(kind, panel, t * CK_PANEL + CK_LANES) : b0;
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      const float *word = a + i * lda + t * step;
      const vf x = kind == CK_OF_PAIRS ? vset_pair(word) : vset(*word);
      sum[i][0] = CK(multiply_add)(kind, x, b0, sum[i][0]);
      if (vectors > 1) sum[i][1] = CK(multiply_add)(kind, x, b1, sum[i][1]);
    }
  }
  if (width == CK_PANEL) {
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      vstore(c + i * ldc, sum[i][0]);
      vstore(c + i * ldc + CK_LANES, sum[i][1]);
    }
  } else {
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      if (vectors > 1) {
        vstore(c + i * ldc, sum[i][0]);
        vstore_tail(c + i * ldc + CK_LANES, sum[i][1], right);
      } else {
        vput(c + i * ldc, sum[i][0], width);
      }
    }
  }
}

// The same where the columns that are left fit into half a vector.
CK_INLINE void CK(narrow_tile)(const int kind, const int rows, long k, const float *a, long lda,
                               long step, const void *panel, const float *start, long lds, float *c,
                               long ldc, long width, CK(ahead) ahead) {
  vn sum[CK_TILE_ROWS];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) sum[i] = vlower(vload_tail(start + i * lds, width));
  for (long t = 0; t < k; t++) {
    if (CK_FETCHES) __builtin_prefetch(ahead.rows + t * ahead.rows_step);
    const vn b = vlower(CK(panel_load)(kind, panel, t * CK_PANEL));
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      const float *word = a + i * lda + t * step;
      sum[i] = kind == CK_OF_PAIRS ? vdot_pairs_lower(vlower(vset_pair(word)), b, sum[i])
                                   : vfma(vlower(vset(*word)), b, sum[i]);
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) vstore_tail(c + i * ldc, vwiden(sum[i]), width);
}

#define CK_TILE_CASE(R)                                                                            \
  case R:                                                                                          \
    if (vectors > 0)                                                                               \
      CK(tile)(kind, R, vectors, k, a, lda, step, panel, start, lds, c, ldc, width, ahead);        \
    else                                                                                           \
      CK(narrow_tile)(kind, R, k, a, lda, step, panel, start, lds, c, ldc, width, ahead);          \
    break;

CK_INLINE void CK(tile_of)(const int kind, const int vectors, long rows, long k, const float *a,
                           long lda, long step, const void *panel, const float *start, long lds,
                           float *c, long ldc, long width, CK(ahead) ahead) {
  switch (rows) {
    CK_TILE_CASE(1) CK_TILE_CASE(2) CK_TILE_CASE(3) CK_TILE_CASE(4) CK_TILE_CASE(5) CK_TILE_CASE(6)
#if CK_TILE_ROWS > 6
    CK_TILE_CASE(7) CK_TILE_CASE(8) CK_TILE_CASE(9) CK_TILE_CASE(10) CK_TILE_CASE(11)
    CK_TILE_CASE(12) CK_TILE_CASE(13) CK_TILE_CASE(14)
#endif
  }
}

// Prefetches the lines of C that a tile will write into the second-level cache.
CK_INLINE void CK(fetch_corner)(long rows, const float *c, long ldc) {
  for (long i = 0; i < rows; i++)
    for (long j = 0; j <= CK_PANEL; j += CK_LINE)
      __builtin_prefetch(c + i * ldc + (j < CK_PANEL ? j : CK_PANEL - 1), 1, 2);
}

CK_INLINE void CK(product_of)(const int kind, long m, long n, long k, const float *a, long lda,
                              long step, const void *panels, long first, long last,
                              const float *bias, int accumulate, float *c, long ldc) {
  static const float zeros[CK_PANEL];
  if (m <= 0) return;
  const long tiles = (m + CK_TILE_ROWS - 1) / CK_TILE_ROWS;
  const long share = CK_PANEL * (kind == CK_OF_FLOAT16 ? 2 : 4) / tiles;
  const int is_turned = step > 1;
  long done = 0;
  do {
    const long block = k - done < CK_BLOCK_K ? k - done : CK_BLOCK_K;
    for (long p = first; p < last; p++) {
      const long column = p * CK_PANEL;
      const long width = n - column < CK_PANEL ? n - column : CK_PANEL;
      const void *panel = CK(panel_at)(kind, panels, (p * k + done) * CK_PANEL);
      const long after = p + 1 < last ? (p + 1) * k + done : first * k + done + block;
      const char *panel_after = CK(panel_at)(kind, panels, after * CK_PANEL);
      for (long tile = 0; tile < tiles; tile++) {  // tiles of even height
        const long row = tile * m / tiles, end = (tile + 1) * m / tiles, rows = end - row;
        const float *corner = a + row * lda + done * step;
        float *out = c + row * ldc + column;
        const int goes_on = accumulate || done > 0;
        const float *start = goes_on ? out : bias ? bias + column : zeros;
        const long lds = goes_on ? ldc : 0;
        const int is_lowest = tile + 1 == tiles;
        const float *below = is_lowest ? a + done * step : corner + rows * lda;
        const CK(ahead) ahead = {
          .panel = panel_after + tile * block * share,
          .panel_step = share,
          .rows = (const char *)(below + (is_turned ? (rows - 1) * lda : 0)),
          .rows_step = 4 * (is_turned ? step : rows * lda / (block > 0 ? block : 1)),
        };
        if (is_lowest) CK(fetch_corner)(m / tiles, c + column + CK_PANEL, ldc);
        else CK(fetch_corner)((tile + 2) * m / tiles - end, out + rows * ldc, ldc);
        if (width > CK_LANES)
          CK(tile_of)(kind, 2, rows, block, corner, lda, step, panel, start, lds, out, ldc, width,
                      ahead);
        else if (width > CK_LANES / 2)
          CK(tile_of)(kind, 1, rows, block, corner, lda, step, panel, start, lds, out, ldc, width,
                      ahead);
        else
          CK(tile_of)(kind, 0, rows, block, corner, lda, step, panel, start, lds, out, ldc, width,
                      ahead);
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

static void CK(product_bfloat16)(long m, long n, long k, const float *a, long lda, long step,
                              const float *panels, long first, long last, const float *bias,
                              int accumulate, float *c, long ldc) {
  CK(product_of)(CK_OF_PAIRS, m, n, (k + 1) / 2, a, lda, step, panels, first, last, bias, accumulate,
                 c, ldc);
}

static void CK(product_float16)(long m, long n, long k, const float *a, long lda,
                               const uint16_t *panels, long first, long last, const float *bias,
                               int accumulate, float *c, long ldc) {
  CK(product_of)(CK_OF_FLOAT16, m, n, k, a, lda, 1, panels, first, last, bias, accumulate, c, ldc);
}
