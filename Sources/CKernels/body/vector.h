// The vector vocabulary of the bodies. A kernel set defines before it includes this:
//   CK_LANES      floats in a vector
//   CK(name)      the name of a function in this set
//   CK_TILE_ROWS  rows of a product's register tile
//   CK_FMA        1 where multiply and add are one rounded operation in hardware
typedef float vf __attribute__((vector_size(CK_LANES * 4)));
typedef int32_t vi __attribute__((vector_size(CK_LANES * 4)));
typedef int16_t vs __attribute__((vector_size(CK_LANES * 4)));
typedef uint8_t vb __attribute__((vector_size(CK_LANES)));
typedef float vf_unaligned __attribute__((vector_size(CK_LANES * 4), aligned(4)));
typedef double vd __attribute__((vector_size(CK_LANES * 8)));

#define CK_INLINE static inline __attribute__((always_inline))

// x - 0 is x for every x, so this is a broadcast alone.
CK_INLINE vf vset(float x) { return x - (vf){0}; }
CK_INLINE vf vload(const float *p) { return *(const vf_unaligned *)p; }
CK_INLINE void vstore(float *p, vf v) { *(vf_unaligned *)p = v; }
CK_INLINE vf vselect(vi mask, vf a, vf b) { return (vf)((mask & (vi)a) | (~mask & (vi)b)); }

CK_INLINE vf vfma(vf a, vf b, vf c) {
#if CK_FMA
  return __builtin_elementwise_fma(a, b, c);
#else
  return a * b + c;
#endif
}

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

// The lower, or upper, halves of a and b, lane by lane in turn.
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

// Lanes are added in one fixed tree: the upper half onto the lower, again and again.
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
