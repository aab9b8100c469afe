// Products on packed panels. A register tile holds up to CK_TILE_ROWS rows of C by one panel of two
// vectors; k runs inside, ascending, in blocks that keep a panel in cache. Between blocks C itself
// carries the sum, so blocks and tiles leave the chain of operations of an element as it is.

#define CK_PANEL (2 * CK_LANES)
#define CK_BLOCK_K 512

// out[j][i] = a[i][j] for a square of CK_LANES, of which a has `rows` by `columns`; `width` of out's
// lanes are written, those past `rows` as zero. Each round interleaves the upper half of the rows
// with the lower; after log₂ CK_LANES rounds rows have become columns.
CK_INLINE void CK(turn)(long rows, long columns, const float *a, long lda, long width, float *out,
                        long ldo) {
  vf row[CK_LANES], next[CK_LANES];
#pragma clang loop unroll(full)
  for (int i = 0; i < CK_LANES; i++) row[i] = i < rows ? vget(a + i * lda, columns) : (vf){0};
#pragma clang loop unroll(full)
  for (int round = 1; round < CK_LANES; round *= 2) {
#pragma clang loop unroll(full)
    for (int i = 0; i < CK_LANES / 2; i++) {
      next[2 * i] = vzip_low(row[i], row[i + CK_LANES / 2]);
      next[2 * i + 1] = vzip_high(row[i], row[i + CK_LANES / 2]);
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < CK_LANES; i++) row[i] = next[i];
  }
#pragma clang loop unroll(full)
  for (int j = 0; j < CK_LANES; j++)
    if (j < columns) vput(out + j * ldo, row[j], width);
}

static void CK(pack)(long k, long n, const float *b, long ldb, int transposed, long first,
                     long last, float *panels) {
  for (long p = first; p < last; p++) {
    float *out = panels + p * k * CK_PANEL;
    const long column = p * CK_PANEL;
    const long width = n - column < CK_PANEL ? n - column : CK_PANEL;
    if (transposed) {
      for (long j = 0; j < CK_PANEL; j += CK_LANES) {
        for (long i = 0; i < k; i += CK_LANES)
          CK(turn)(width - j, k - i, b + (column + j) * ldb + i, ldb, CK_LANES,
                   out + i * CK_PANEL + j, CK_PANEL);
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
  for (long j = first; j < last; j += CK_LANES) {
    for (long i = 0; i < m; i += CK_LANES)
      CK(turn)(m - i, last - j, a + i * lda + j, lda, m - i, out + j * ldo + i, ldo);
  }
}
