// Products on packed panels. A register tile holds up to CK_TILE_ROWS rows of C by one panel of two
// vectors; k runs inside, ascending, in blocks that keep a panel in cache. Between blocks C itself
// carries the sum, so blocks and tiles leave the chain of operations of an element as it is.

#define CK_PANEL (2 * CK_LANES)
#define CK_BLOCK_K 512

static void CK(pack)(long k, long n, const float *b, long ldb, int transposed, long first,
                     long last, float *panels) {
  for (long p = first; p < last; p++) {
    float *out = panels + p * k * CK_PANEL;
    const long column = p * CK_PANEL;
    const long width = n - column < CK_PANEL ? n - column : CK_PANEL;
    if (transposed) {
      // Eight columns at a time: their reads run along k, their writes share cache lines.
      for (long j0 = 0; j0 < CK_PANEL; j0 += 8) {
        for (long i = 0; i < k; i++) {
          for (long j = j0; j < j0 + 8; j++)
            out[i * CK_PANEL + j] = j < width ? b[(column + j) * ldb + i] : 0.0f;
        }
      }
    } else {
      for (long i = 0; i < k; i++) {
        const float *row = b + i * ldb + column;
        const long second = width > CK_LANES ? width - CK_LANES : 0;
        vstore(out + i * CK_PANEL, vget(row, width < CK_LANES ? width : CK_LANES));
        vstore(out + i * CK_PANEL + CK_LANES, second > 0 ? vget(row + CK_LANES, second) : (vf){0});
      }
    }
  }
}

// `rows` is a constant at every call, so that the accumulators become registers.
CK_INLINE void CK(tile)(const int rows, long k, const float *a, long lda, const float *panel,
                        const float *bias, int accumulate, float *c, long ldc, long width) {
  const long left = width < CK_LANES ? width : CK_LANES;
  const long right = width - left;
  vf sum[CK_TILE_ROWS][2];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
    const float *start = accumulate ? c + i * ldc : bias;
    sum[i][0] = start ? vget(start, left) : (vf){0};
    sum[i][1] = start && right > 0 ? vget(start + CK_LANES, right) : (vf){0};
  }
  for (long t = 0; t < k; t++) {
    const vf b0 = vload(panel + t * CK_PANEL);
    const vf b1 = vload(panel + t * CK_PANEL + CK_LANES);
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      const vf x = vset(a[i * lda + t]);
      sum[i][0] = vfma(x, b0, sum[i][0]);
      sum[i][1] = vfma(x, b1, sum[i][1]);
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
    vput(c + i * ldc, sum[i][0], left);
    if (right > 0) vput(c + i * ldc + CK_LANES, sum[i][1], right);
  }
}

#define CK_TILE_CASE(R)                                                           \
  case R:                                                                         \
    CK(tile)(R, k, a, lda, panel, bias, accumulate, c, ldc, width);               \
    break;

static void CK(tile_of)(long rows, long k, const float *a, long lda, const float *panel,
                        const float *bias, int accumulate, float *c, long ldc, long width) {
  switch (rows) {
    CK_TILE_CASE(1) CK_TILE_CASE(2) CK_TILE_CASE(3) CK_TILE_CASE(4) CK_TILE_CASE(5) CK_TILE_CASE(6)
#if CK_TILE_ROWS > 6
    CK_TILE_CASE(7) CK_TILE_CASE(8) CK_TILE_CASE(9) CK_TILE_CASE(10) CK_TILE_CASE(11)
    CK_TILE_CASE(12) CK_TILE_CASE(13) CK_TILE_CASE(14)
#endif
  }
}

static void CK(product)(long m, long n, long k, const float *a, long lda, const float *panels,
                        long first, long last, const float *bias, int accumulate, float *c,
                        long ldc) {
  if (m <= 0) return;
  const long tiles = (m + CK_TILE_ROWS - 1) / CK_TILE_ROWS;
  long done = 0;
  do {
    const long block = k - done < CK_BLOCK_K ? k - done : CK_BLOCK_K;
    for (long p = first; p < last; p++) {
      const long column = p * CK_PANEL;
      const long width = n - column < CK_PANEL ? n - column : CK_PANEL;
      const float *panel = panels + p * k * CK_PANEL + done * CK_PANEL;
      for (long tile = 0; tile < tiles; tile++) {  // tiles of even height
        const long row = tile * m / tiles, rows = (tile + 1) * m / tiles - row;
        CK(tile_of)(rows, block, a + row * lda + done, lda, panel, bias ? bias + column : bias,
                    accumulate || done > 0, c + row * ldc + column, ldc, width);
      }
    }
    done += block;
  } while (done < k);
}

static void CK(transpose)(long m, const float *a, long lda, long first, long last, float *out,
                          long ldo) {
  for (long j0 = first; j0 < last; j0 += 16) {
    const long j1 = j0 + 16 < last ? j0 + 16 : last;
    for (long i0 = 0; i0 < m; i0 += 16) {
      const long i1 = i0 + 16 < m ? i0 + 16 : m;
      for (long j = j0; j < j1; j++)
        for (long i = i0; i < i1; i++) out[j * ldo + i] = a[i * lda + j];
    }
  }
}
