// Layer normalization of rows. In the letters of Swift's NormalizedLSTM.swift x is a, x̂ is â and y
// is ã, of one gate. Understand/LSTM.md derives the adjoint.

// x becomes x̂ = (x - mean)/s, y = γ x̂ + β; *scale is 1/s.
CK_INLINE void CK(normalize_row)(long n, float *x, const float *gamma, const float *beta, float *y,
                                 float *scale) {
  vf total = {0}, squares = {0};
  CK_FOR_VECTORS(n, total += vget(x + j, left);)
  const float mean = vsum(total) / (float)n;
  CK_FOR_VECTORS(n, {
    const vf d = vkeep(vget(x + j, left) - mean, left, 0.0f);
    squares = vfma(d, d, squares);  // Σ (x − mean)²
  })
  const float factor = 1.0f / __builtin_sqrtf(vsum(squares) / (float)n + 1e-5f);  // 1/s
  CK_FOR_VECTORS(n, {
    const vf hat = (vget(x + j, left) - mean) * factor;  // x̂ = (x − mean)/s
    vput(x + j, hat, left);
    vput(y + j, vfma(hat, vget(gamma + j, left), vget(beta + j, left)), left);  // y = γ ⊙ x̂ + β
  })
  *scale = factor;
}

static void CK(normalize_gates)(long rows, long groups, long n, float *x, long ldx,
                                const float *gamma, const float *beta, float *y, long ldy,
                                float *scales, long lds) {
  for (long r = 0; r < rows; r++, x += ldx, y += ldy, scales += lds)
    for (long g = 0; g < groups; g++)
      CK(normalize_row)(n, x + g * n, gamma + g * n, beta + g * n, y + g * n, scales + g);
}

// x̂ becomes ∂loss/∂x; dgamma = dy ⊙ x̂.
static void CK(normalize_gates_backward)(long rows, long groups, long n, float *x, long ldx,
                                         const float *gamma, const float *dy, long lddy,
                                         const float *scales, long lds, float *dgamma, long ldg) {
  for (long r = 0; r < rows; r++, x += ldx, dy += lddy, scales += lds, dgamma += ldg)
    for (long g = 0; g < groups; g++) {
      float *hat = x + g * n;
      const float *d = dy + g * n;
      vf sum = {0}, along = {0};
      CK_FOR_VECTORS(n, {
        const vf e = vget(d + j, left) * vget(gamma + g * n + j, left);  // e = dx̂ = dy ⊙ γ
        sum += e;                                                        // Σ e
        along = vfma(e, vget(hat + j, left), along);                     // Σ e x̂
        vput(dgamma + g * n + j, vget(d + j, left) * vget(hat + j, left), left);  // dγ = dy ⊙ x̂
      })
      const float mean = vsum(sum) / (float)n, slope = vsum(along) / (float)n;
      CK_FOR_VECTORS(n, {
        const vf e = vget(d + j, left) * vget(gamma + g * n + j, left);
        // dx = (e − Σ e/n − x̂ Σ (e x̂)/n) / s
        vput(hat + j, (e - mean - vget(hat + j, left) * slope) * scales[g], left);
      })
    }
}
