// Vector types and the operations that the kernels are written in. Understand/Kernels.md explains
// them. Before a kernel set includes this file, it defines:
//   CK_LANES      floats in a vector
//   CK(name)      the name of a function in this set
//   CK_TILE_ROWS  rows of a product's register tile
//   CK_FMA        1 where multiply and add are one rounded operation in hardware
//   CK_BF16       1 where the hardware multiplies pairs of bfloat16 values
typedef float vf __attribute__((vector_size(CK_LANES * 4)));
typedef int32_t vi __attribute__((vector_size(CK_LANES * 4)));
typedef int16_t vs __attribute__((vector_size(CK_LANES * 4)));
typedef uint16_t vh __attribute__((vector_size(CK_LANES * 2)));
typedef uint8_t vb __attribute__((vector_size(CK_LANES)));
typedef uint32_t vu __attribute__((vector_size(CK_LANES * 4)));
typedef float vf_unaligned __attribute__((vector_size(CK_LANES * 4), aligned(4)));
typedef double vd __attribute__((vector_size(CK_LANES * 8)));

#define CK_INLINE static inline __attribute__((always_inline))

// x - 0 is x for every x, so this only broadcasts.
CK_INLINE vf vset(float x) { return x - (vf){0}; }
CK_INLINE vf vload(const float *p) { return *(const vf_unaligned *)p; }
CK_INLINE void vstore(float *p, vf v) { *(vf_unaligned *)p = v; }
CK_INLINE vf vselect(vi mask, vf a, vf b) { return (vf)((mask & (vi)a) | (~mask & (vi)b)); }

// a b + c, for vectors of any width.
#if CK_FMA
#define vfma(a, b, c) __builtin_elementwise_fma(a, b, c)
#else
#define vfma(a, b, c) ((a) * (b) + (c))
#endif

// The masked tail: `left` lanes are read, the others are 0; `left` lanes are written.
#if CK_LANES == 16
CK_INLINE vf vload_tail(const float *p, long left) {
  return (vf)_mm512_maskz_loadu_ps((__mmask16)((1u << left) - 1), p);
}
CK_INLINE void vstore_tail(float *p, vf v, long left) {
  _mm512_mask_storeu_ps(p, (__mmask16)((1u << left) - 1), (__m512)v);
}
#elif CK_LANES == 8
CK_INLINE __m256i tail_mask(long left) {
  const __m256i lane = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  return _mm256_cmpgt_epi32(_mm256_set1_epi32((int)left), lane);
}
CK_INLINE vf vload_tail(const float *p, long left) {
  return (vf)_mm256_maskload_ps(p, tail_mask(left));
}
CK_INLINE void vstore_tail(float *p, vf v, long left) {
  _mm256_maskstore_ps(p, tail_mask(left), (__m256)v);
}
#else
CK_INLINE vf vload_tail(const float *p, long left) {
  vf v = {0};
  __builtin_memcpy(&v, p, (unsigned long)left * 4);
  return v;
}
CK_INLINE void vstore_tail(float *p, vf v, long left) {
  __builtin_memcpy(p, &v, (unsigned long)left * 4);
}
#endif

CK_INLINE vf vget(const float *p, long left) {
  return left >= CK_LANES ? vload(p) : vload_tail(p, left);
}
CK_INLINE void vput(float *p, vf v, long left) {
  if (left >= CK_LANES) vstore(p, v);
  else vstore_tail(p, v, left);
}

// Interleaves the lower, or upper, halves of a and b lane by lane.
#if CK_LANES == 16
#define CK_ZIP(from) from, 16 + from, from + 1, 17 + from, from + 2, 18 + from, from + 3, 19 + from, \
      from + 4, 20 + from, from + 5, 21 + from, from + 6, 22 + from, from + 7, 23 + from
#elif CK_LANES == 8
#define CK_ZIP(from) from, 8 + from, from + 1, 9 + from, from + 2, 10 + from, from + 3, 11 + from
#else
#define CK_ZIP(from) from, 4 + from, from + 1, 5 + from
#endif
CK_INLINE vf vzip_low(vf a, vf b) { return __builtin_shufflevector(a, b, CK_ZIP(0)); }
CK_INLINE vf vzip_high(vf a, vf b) { return __builtin_shufflevector(a, b, CK_ZIP(CK_LANES / 2)); }
#undef CK_ZIP

// Every second lane of a, then of b.
#if CK_LANES == 16
#define CK_SECOND(from) from, from + 2, from + 4, from + 6, from + 8, from + 10, from + 12, from + 14, \
      from + 16, from + 18, from + 20, from + 22, from + 24, from + 26, from + 28, from + 30
#elif CK_LANES == 8
#define CK_SECOND(from) from, from + 2, from + 4, from + 6, from + 8, from + 10, from + 12, from + 14
#else
#define CK_SECOND(from) from, from + 2, from + 4, from + 6
#endif
CK_INLINE vf veven(vf a, vf b) { return __builtin_shufflevector(a, b, CK_SECOND(0)); }
CK_INLINE vf vodd(vf a, vf b) { return __builtin_shufflevector(a, b, CK_SECOND(1)); }
#undef CK_SECOND

// bfloat16 is the upper half of a float32. This rounds x to the nearest one, ties to even, in the
// upper half of a word; NaN stays NaN.
CK_INLINE vu vround_bf16(vf x) {
  const vu bits = (vu)x;
  const vu rounded = bits + 0x7FFF + (bits >> 16 & 1);
  return (vu)vselect(x == x, (vf)rounded, (vf)(bits | 0x400000)) & 0xFFFF0000;
}
// vpair: words of two bfloat16 values, the first in the lower half. vpair_along: words of
// neighboring values, those of x, then those of y.
#if CK_BF16
// The hardware turns denormal numbers into zero, as its products do.
CK_INLINE vf vpair_along(vf x, vf y) { return (vf)_mm512_cvtne2ps_pbh((__m512)y, (__m512)x); }
CK_INLINE vf vpair(vf first, vf second) {
  const vs both = (vs)vpair_along(first, second);
  return (vf)__builtin_shufflevector(both, both, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7,
                                     23, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}
#else
CK_INLINE vf vpair(vf first, vf second) {
  return (vf)(vround_bf16(first) >> 16 | vround_bf16(second));
}
CK_INLINE vf vpair_along(vf x, vf y) { return vpair(veven(x, y), vodd(x, y)); }
#endif
// Broadcasts one word unchanged.
CK_INLINE vf vset_pair(const float *word) {
  uint32_t bits;
  __builtin_memcpy(&bits, word, sizeof bits);
  return (vf)((vu){0} + bits);
}
// sum + the product of the second values, then + that of the first. Products are exact, so only the
// sums round, as they do in AVX-512-BF16, which treats denormal numbers as zero.
CK_INLINE vf vdot_pairs(vf a, vf b, vf sum) {
#if CK_BF16
  return (vf)_mm512_dpbf16_ps((__m512)sum, (__m512bh)a, (__m512bh)b);
#else
  sum = vfma((vf)((vu)a & 0xFFFF0000), (vf)((vu)b & 0xFFFF0000), sum);
  return vfma((vf)((vu)a << 16), (vf)((vu)b << 16), sum);
#endif
}

// Loads float16 values (IEEE 754 binary16) as floats; none of them is denormal or infinite.
CK_INLINE vf vload_float16(const uint16_t *p) {
#if CK_LANES == 16
  return (vf)_mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *)p));
#elif CK_LANES == 8
  return (vf)_mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)p));
#else
  vh halves;
  __builtin_memcpy(&halves, p, sizeof halves);
  const vu bits = __builtin_convertvector(halves, vu);
  // Moves exponent and fraction to their places in a float, whose bias is greater by 112.
  const vf magnitude = (vf)((bits & 0x7FFF) << 13) * 0x1p112f;
  return (vf)((vu)magnitude | (bits & 0x8000) << 16);
#endif
}

// Lanes are added in one fixed tree: the upper half to the lower, again and again.
CK_INLINE float vsum(vf v) {
  float lane[CK_LANES];
  __builtin_memcpy(lane, &v, sizeof v);
  for (int width = CK_LANES / 2; width > 0; width /= 2)
    for (int i = 0; i < width; i++) lane[i] += lane[i + width];
  return lane[0];
}
CK_INLINE float vgreatest(vf v) {
  float lane[CK_LANES];
  __builtin_memcpy(lane, &v, sizeof v);
  float best = lane[0];
  for (int i = 1; i < CK_LANES; i++) best = lane[i] > best ? lane[i] : best;
  return best;
}
// Keeps `left` lanes and puts `other` into the rest.
CK_INLINE vf vkeep(vf v, long left, float other) {
  if (left >= CK_LANES) return v;
  vi lane;
  for (int i = 0; i < CK_LANES; i++) lane[i] = i;
  return vselect(lane < ((vi){0} + (int32_t)left), v, vset(other));
}

// Half a vector: where few columns are left, most cores multiply two of them in the time of one
// whole vector.
typedef float vn __attribute__((vector_size(CK_LANES * 2)));
typedef uint32_t vnu __attribute__((vector_size(CK_LANES * 2)));

CK_INLINE vn vlower(vf v) {
  vn half;
  __builtin_memcpy(&half, &v, sizeof half);
  return half;
}
CK_INLINE vf vwiden(vn half) {
  vf v = {0};
  __builtin_memcpy(&v, &half, sizeof half);
  return v;
}
CK_INLINE vn vdot_pairs_lower(vn a, vn b, vn sum) {
#if CK_BF16
  return (vn)_mm256_dpbf16_ps((__m256)sum, (__m256bh)a, (__m256bh)b);
#else
  sum = vfma((vn)((vnu)a & 0xFFFF0000), (vn)((vnu)b & 0xFFFF0000), sum);
  return vfma((vn)((vnu)a << 16), (vn)((vnu)b << 16), sum);
#endif
}
