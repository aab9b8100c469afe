// The machine's peak: chains of multiply-adds that never leave the registers, enough of them to
// hide the latency of one. The products of Understand/Kernels.md are measured against it.

#define CK_PEAK_CHAINS (CK_LANES == 16 ? 24 : 12)

CK_INLINE float CK(multiply_adds_of)(const int pairs, long rounds) {
  vf chain[CK_PEAK_CHAINS];
  for (int i = 0; i < CK_PEAK_CHAINS; i++) chain[i] = vset(1e-3f * (float)i);
  const vf factor = vset(0.999f), term = vset(1e-3f);
  for (long r = 0; r < rounds; r++) {
#pragma clang loop unroll(full)
    for (int i = 0; i < CK_PEAK_CHAINS; i++) {
      chain[i] = pairs ? vdot_pairs(factor, term, chain[i]) : vfma(chain[i], factor, term);
    }
  }
  vf sum = {0};
  for (int i = 0; i < CK_PEAK_CHAINS; i++) sum += chain[i];
  return vsum(sum);
}

static float CK(multiply_adds)(long rounds) { return CK(multiply_adds_of)(0, rounds); }
static float CK(multiply_adds_pairs)(long rounds) { return CK(multiply_adds_of)(1, rounds); }
