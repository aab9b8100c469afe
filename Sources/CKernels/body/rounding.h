// Rounding to bytes: each row, or column of a weight, is scaled by its own greatest magnitude.
// Understand/Kernels.md explains int8.

// The greatest |x|. *flaw becomes NaN where a value is not finite, else 0.
CK_INLINE float CK(greatest_magnitude)(long n, const float *x, float *flaw) {
  vf most = {0}, nothing = {0};
  CK_FOR_VECTORS(n, {
    const vf value = (vf)((vi)vget(x + j, left) & INT32_MAX);
    most = vselect(value > most, value, most);
    nothing = vfma(value, (vf){0}, nothing);
  })
  *flaw = vsum(nothing);
  return vgreatest(most);
}

// The factor that maps values up to `most` to whole numbers up to 127; 0 where `most` is too small
// to divide by.
CK_INLINE float CK(byte_scale)(float most) { return most > 1e-30f ? 127.0f / most : 0.0f; }

// round(x·scale) in lanes; adding 1.5·2²³ rounds to an integer, halves to even.
CK_INLINE vi CK(rounded)(vf x, vf scale) {
  const vf magic = vset(12582912.0f);
  const vf product = x * scale;  // rounded here; in one expression with the sum it would not be
  return (vi)(product + magic) - (vi)magic;
}

static void CK(quantize_rows)(long rows, long n, const float *x, long ldx, uint8_t *bytes, long ldb,
                           float *scales) {
  for (long i = 0; i < rows; i++) {
    float flaw;
    const float most = CK(greatest_magnitude)(n, x + i * ldx, &flaw);
    scales[i] = most / 127.0f + flaw;
    const vf scale = vset(flaw == 0 ? CK(byte_scale)(most) : 0.0f);
    uint8_t *out = bytes + i * ldb;
    CK_FOR_VECTORS(n, {
      const vi number = CK(rounded)(vget(x + i * ldx + j, left), scale) + 128;
      const vb whole = __builtin_convertvector(number, vb);
      __builtin_memcpy(out + j, &whole, left < CK_LANES ? (unsigned long)left : CK_LANES);
    })
    for (long j = n; j < (n + 3) / 4 * 4; j++) out[j] = 128;
  }
}

static void CK(pack_int8)(long k, long n, const float *b, long ldb, long first, long last,
                           int8_t *panels, float *scales, int32_t *sums) {
  const long groups = (k + 3) / 4;
  for (long p = first; p < last; p++) {
    for (long place = 0; place < CK_PANEL; place++) {
      int8_t *out = panels + p * groups * 4 * CK_PANEL + place * 4;
      const long column = p * CK_PANEL + place;
      const float *row = b + column * ldb;
      float flaw = 0;
      const float most = column < n ? CK(greatest_magnitude)(k, row, &flaw) : 0;
      const vf scale = vset(flaw == 0 ? CK(byte_scale)(most) : 0.0f);
      int32_t sum = 0;
      // Rounds a piece of the column in order, then copies it in groups of four, a panel's width
      // apart.
      for (long start = 0; start < groups * 4; start += 256) {
        uint8_t piece[256] = {0};
        const long count = groups * 4 - start < 256 ? groups * 4 - start : 256;
        const long values = column >= n ? 0 : k - start < count ? k - start : count;
        CK_FOR_VECTORS(values, {
          const vb whole = __builtin_convertvector(CK(rounded)(vget(row + start + j, left), scale), vb);
          __builtin_memcpy(piece + j, &whole, left < CK_LANES ? (unsigned long)left : CK_LANES);
        })
        for (long i = 0; i < count; i++) sum += (int8_t)piece[i];
        for (long i = 0; i < count; i += 4)
          __builtin_memcpy(out + (start + i) * CK_PANEL, piece + i, 4);
      }
      scales[column] = most / 127.0f + flaw;
      sums[column] = sum;
    }
  }
}
