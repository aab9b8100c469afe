// Factors of products, laid out as the product's loops read them: panels, transposes, and words of
// two bfloat16 values for two steps of k. Understand/Kernels.md explains the layouts.

#define CK_PANEL (2 * CK_LANES)

// What a word is: a float, or a pair of values that are neighbors in one row, or in two rows.
enum { CK_FLOATS, CK_PAIRS_ALONG, CK_PAIRS_ACROSS };

// How many steps of k a word holds.
#define CK_STEPS(pairs) ((pairs) ? 2 : 1)

// Row i of the words of `a`, which holds `rows` by `columns` values; words past them are zero.
CK_INLINE vf CK(words)(const int kind, long i, long rows, long columns, const float *a, long lda) {
  const long row = kind == CK_PAIRS_ACROSS ? 2 * i : i;
  if (row >= rows) return (vf){0};
  a += row * lda;
  const vf x = vget(a, columns);
  if (kind == CK_FLOATS) return x;
  if (kind == CK_PAIRS_ACROSS) return vpair(x, row + 1 < rows ? vget(a + lda, columns) : (vf){0});
  const vf y = columns > CK_LANES ? vget(a + CK_LANES, columns - CK_LANES) : (vf){0};
  return vpair_along(x, y);
}

// out[j][i] = word (i, j) of a square with CK_LANES words on a side, of which `a` holds `rows` by
// `columns` values; `width` of out's lanes are written. Each round interleaves the upper half of
// the rows with the lower; after log₂ CK_LANES rounds the rows have become columns.
CK_INLINE void CK(turn)(const int kind, long rows, long columns, const float *a, long lda,
                        long width, float *out, long ldo) {
  vf row[CK_LANES], next[CK_LANES];
#pragma clang loop unroll(full)
  for (int i = 0; i < CK_LANES; i++) row[i] = CK(words)(kind, i, rows, columns, a, lda);
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
  const long written = kind == CK_PAIRS_ALONG ? (columns + 1) / 2 : columns;
#pragma clang loop unroll(full)
  for (int j = 0; j < CK_LANES; j++)
    if (j < written) vput(out + j * ldo, row[j], width);
}

// Copies rows of B into panels, a few rows for all panels before the next few: where a cache line
// spans two panels, it is still in the cache for the second one.
CK_INLINE void CK(pack_rows)(const int pairs, long k, long n, const float *b, long ldb, long first,
                             long last, float *panels) {
  const int kind = pairs ? CK_PAIRS_ACROSS : CK_FLOATS;
  const long steps = CK_STEPS(pairs), words = (k + steps - 1) / steps, block = 4;
  for (long begun = 0; begun < words; begun += block) {
    const long end = begun + block < words ? begun + block : words;
    for (long p = first; p < last; p++) {
      const long column = p * CK_PANEL, width = n - column, second = width - CK_LANES;
      for (long i = begun; i < end; i++) {
        const float *row = b + steps * i * ldb + column;
        float *out = panels + (p * words + i) * CK_PANEL;
        const long rows = k - steps * i;
        vstore(out, CK(words)(kind, 0, rows, width, row, ldb));
        vstore(out + CK_LANES,
               second > 0 ? CK(words)(kind, 0, rows, second, row + CK_LANES, ldb) : (vf){0});
      }
    }
  }
}

CK_INLINE void CK(pack_of)(const int pairs, long k, long n, const float *b, long ldb,
                           int transposed, long first, long last, float *panels) {
  if (!transposed) {
    CK(pack_rows)(pairs, k, n, b, ldb, first, last, panels);
    return;
  }
  const long steps = CK_STEPS(pairs), words = (k + steps - 1) / steps;
  for (long p = first; p < last; p++) {
    float *out = panels + p * words * CK_PANEL;
    const long column = p * CK_PANEL;
    const long width = n - column < CK_PANEL ? n - column : CK_PANEL;
    for (long j = 0; j < CK_PANEL; j += CK_LANES) {
      for (long i = 0; i < words; i += CK_LANES)
        CK(turn)(pairs ? CK_PAIRS_ALONG : CK_FLOATS, width - j, k - steps * i,
                 b + (column + j) * ldb + steps * i, ldb, CK_LANES, out + i * CK_PANEL + j,
                 CK_PANEL);
    }
  }
}

static void CK(pack)(long k, long n, const float *b, long ldb, int transposed, long first,
                     long last, float *panels) {
  CK(pack_of)(0, k, n, b, ldb, transposed, first, last, panels);
}

static void CK(pack_bfloat16)(long k, long n, const float *b, long ldb, int transposed, long first,
                           long last, float *panels) {
  CK(pack_of)(1, k, n, b, ldb, transposed, first, last, panels);
}

CK_INLINE void CK(transpose_of)(const int pairs, long m, const float *a, long lda, long first,
                                long last, float *out, long ldo) {
  const long steps = CK_STEPS(pairs), words = (m + steps - 1) / steps;
  for (long j = first; j < last; j += CK_LANES) {
    for (long i = 0; i < words; i += CK_LANES)
      CK(turn)(pairs ? CK_PAIRS_ACROSS : CK_FLOATS, m - steps * i, last - j,
               a + steps * i * lda + j, lda, words - i, out + j * ldo + i, ldo);
  }
}

static void CK(transpose)(long m, const float *a, long lda, long first, long last, float *out,
                          long ldo) {
  CK(transpose_of)(0, m, a, lda, first, last, out, ldo);
}

static void CK(transpose_bfloat16)(long m, const float *a, long lda, long first, long last,
                                float *out, long ldo) {
  CK(transpose_of)(1, m, a, lda, first, last, out, ldo);
}

static void CK(pair)(long rows, long k, const float *a, long lda, float *out, long ldo) {
  const long words = (k + 1) / 2;
  for (long i = 0; i < rows; i++) {
    for (long t = 0; t < words; t += CK_LANES)
      vput(out + i * ldo + t,
           CK(words)(CK_PAIRS_ALONG, 0, 1, k - 2 * t, a + i * lda + 2 * t, lda), words - t);
  }
}
