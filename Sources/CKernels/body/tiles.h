// The product of pairs on a matrix unit: tiles of 16 rows of 16 words (AMX). Understand/Kernels.md
// explains it. The left factor and the panels have the layout of the other products, which is also
// the one that the unit needs: a tile of B is 16 words of k by a vector's width of columns. The
// file that includes this one defines CK_LANES, the columns of such a tile, and
//   CK_TILE_SHAPES(rows0, rows1)    from here on tiles have rows0 and rows1 rows; all become zero
//   CK_TILE_LOAD(t, p, distance), CK_TILE_STORE(t, p, distance), CK_TILE_ZERO(t)
//   CK_TILE_ADD_DOTS(c, a, b)       c += a b
//   CK_TILE_RELEASE()
// Tiles 0 to 3 hold C, two by two; 4 and 5 hold A, 6 and 7 hold B. Distances are in words.
//
// The unit sums the first values of 16 words, and separately the second ones, before it adds both
// to C. The bits differ from those of the chain that `product_bfloat16` computes elsewhere, so this
// is a kernel set of its own. Here too a row's bits depend on that row alone.

#define CK_TILE_SIDE 16
#define CK_PANEL (2 * CK_LANES)

// A block of C, two tiles high and a panel wide, of which rows0 + rows1 rows and `width` columns
// exist.
static void CK(tile_block)(long rows0, long rows1, long words, const float *a, long lda,
                           const float *panel, const float *bias, int accumulate, float *c, long ldc,
                           long width) {
  const long rows = rows0 + rows1;
  float block[2 * CK_TILE_SIDE][CK_PANEL];  // C where the panel is not full
  const int whole = width == CK_PANEL;
  float *out = whole ? c : block[0];
  const long ldo = whole ? ldc : CK_PANEL;
  if (accumulate || bias) {
    const float *start = accumulate ? c : bias;
    long distance = accumulate ? ldc : 0;
    if (!whole) {
      for (long i = 0; i < rows; i++)
        for (long j = 0; j < CK_PANEL; j++)
          block[i][j] = j < width ? start[i * distance + j] : 0;
      start = block[0];
      distance = CK_PANEL;
    }
    CK_TILE_LOAD(0, start, distance);
    CK_TILE_LOAD(1, start + CK_LANES, distance);
    if (rows1 > 0) {
      CK_TILE_LOAD(2, start + rows0 * distance, distance);
      CK_TILE_LOAD(3, start + rows0 * distance + CK_LANES, distance);
    }
  } else {
    CK_TILE_ZERO(0);
    CK_TILE_ZERO(1);
    if (rows1 > 0) {
      CK_TILE_ZERO(2);
      CK_TILE_ZERO(3);
    }
  }
  float last_a[2 * CK_TILE_SIDE][CK_TILE_SIDE], last_b[CK_TILE_SIDE][CK_PANEL];
  for (long t = 0; t < words; t += CK_TILE_SIDE) {
    const float *left = a + t, *right = panel + t * CK_PANEL;
    long distance = lda;
    const long rest = words - t;
    if (rest < CK_TILE_SIDE) {  // padded with zeros
      for (long i = 0; i < rows; i++)
        for (long j = 0; j < CK_TILE_SIDE; j++) last_a[i][j] = j < rest ? left[i * lda + j] : 0;
      for (long i = 0; i < CK_TILE_SIDE; i++)
        for (long j = 0; j < CK_PANEL; j++) last_b[i][j] = i < rest ? right[i * CK_PANEL + j] : 0;
      left = last_a[0];
      right = last_b[0];
      distance = CK_TILE_SIDE;
    }
    CK_TILE_LOAD(6, right, CK_PANEL);
    CK_TILE_LOAD(7, right + CK_LANES, CK_PANEL);
    CK_TILE_LOAD(4, left, distance);
    CK_TILE_ADD_DOTS(0, 4, 6);
    CK_TILE_ADD_DOTS(1, 4, 7);
    if (rows1 > 0) {
      CK_TILE_LOAD(5, left + rows0 * distance, distance);
      CK_TILE_ADD_DOTS(2, 5, 6);
      CK_TILE_ADD_DOTS(3, 5, 7);
    }
  }
  CK_TILE_STORE(0, out, ldo);
  CK_TILE_STORE(1, out + CK_LANES, ldo);
  if (rows1 > 0) {
    CK_TILE_STORE(2, out + rows0 * ldo, ldo);
    CK_TILE_STORE(3, out + rows0 * ldo + CK_LANES, ldo);
  }
  if (!whole)
    for (long i = 0; i < rows; i++)
      for (long j = 0; j < width; j++) c[i * ldc + j] = block[i][j];
}

// Blocks of 32 rows first, all with the same tile shapes, then the rows that are left. `step` is 1.
void CK(product_bfloat16)(long m, long n, long k, const float *a, long lda, long step,
                       const float *panels, long first, long last, const float *bias,
                       int accumulate, float *c, long ldc) {
  (void)step;
  const long words = (k + 1) / 2, side = 2 * CK_TILE_SIDE;
  for (long begun = 0; begun < m;) {
    const long blocks = m - begun < side ? 1 : (m - begun) / side;
    const long rows = m - begun < side ? m - begun : side;
    const long rows0 = rows < CK_TILE_SIDE ? rows : CK_TILE_SIDE, rows1 = rows - rows0;
    CK_TILE_SHAPES(rows0, rows1);
    for (long p = first; p < last; p++) {
      const long column = p * CK_PANEL;
      const long width = n - column < CK_PANEL ? n - column : CK_PANEL;
      for (long block = 0; block < blocks; block++) {
        const long row = begun + block * side;
        CK(tile_block)(rows0, rows1, words, a + row * lda, lda, panels + p * words * CK_PANEL,
                       bias ? bias + column : bias, accumulate, c + row * ldc + column, ldc, width);
      }
    }
    begun += blocks * rows;
  }
  CK_TILE_RELEASE();
}
