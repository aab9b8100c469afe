// Gated recurrent units, pointwise parts, with the letters of Swift's GRU.swift and
// OriginalGRU.swift, which hold the equations; h' is the state of the step before, zero where there
// is none. The gate n is `c` here, since n is the number of units. Understand/GRU.md derives the
// adjoints.

// The reset gate after the product. x is a, from the input; u = W_hh h'.

static void CK(gru_forward)(long rows, long n, float *x, long ldx, float *u, long ldu, int fresh,
                            const float *bias, const float *h_previous, long ldhp, float *h,
                            long ldh) {
  for (long row = 0; row < rows; row++, x += ldx, u += ldu, h += ldh) {
    CK_FOR_VECTORS(n, {
      const vf ur = fresh ? (vf){0} : vget(u + j, left);
      const vf uz = fresh ? (vf){0} : vget(u + n + j, left);
      const vf un = fresh ? (vf){0} : vget(u + 2 * n + j, left);
      const vf before = h_previous ? vget(h_previous + row * ldhp + j, left) : (vf){0};  // h'
      const vf r = vsigmoid(vget(x + j, left) + ur);              // r = σ(a_r + u_r)
      const vf z = vsigmoid(vget(x + n + j, left) + uz);          // z = σ(a_z + u_z)
      const vf q = un + vget(bias + j, left);                     // q = u_n + b_q
      const vf c = vtanh(vfma(r, q, vget(x + 2 * n + j, left)));  // n = tanh(a_n + r ⊙ q)
      vput(x + j, r, left);
      vput(x + n + j, z, left);
      vput(x + 2 * n + j, c, left);
      vput(u + 2 * n + j, q, left);
      vput(h + j, vfma(z, before - c, c), left);  // h = (1 − z) ⊙ n + z ⊙ h' = n + z ⊙ (h' − n)
    })
  }
}

// Its adjoint: x becomes da, u becomes du. du_r = da_r and du_z = da_z, since r and z read only the
// sums a_r + u_r and a_z + u_z.
static void CK(gru_backward)(long rows, long n, float *x, long ldx, float *u, long ldu,
                             const float *h_previous, long ldhp, const float *dh, long lddh,
                             float *dh_previous, long lddhp) {
  for (long row = 0; row < rows; row++, x += ldx, u += ldu, dh += lddh) {
    CK_FOR_VECTORS(n, {
      const vf r = vget(x + j, left);
      const vf z = vget(x + n + j, left);
      const vf c = vget(x + 2 * n + j, left);
      const vf q = vget(u + 2 * n + j, left);
      const vf before = h_previous ? vget(h_previous + row * ldhp + j, left) : (vf){0};
      const vf d = vget(dh + j, left);
      const vf dc = d * (1.0f - z) * (1.0f - c * c);    // da_n = dh ⊙ (1 − z) ⊙ (1 − n²)
      const vf dz = d * (before - c) * z * (1.0f - z);  // da_z = dh ⊙ (h' − n) ⊙ z ⊙ (1 − z)
      const vf dr = dc * q * r * (1.0f - r);            // da_r = da_n ⊙ q ⊙ r ⊙ (1 − r)
      vput(x + j, dr, left);
      vput(x + n + j, dz, left);
      vput(x + 2 * n + j, dc, left);
      vput(u + j, dr, left);
      vput(u + n + j, dz, left);
      vput(u + 2 * n + j, dc * r, left);  // du_n = dq = da_n ⊙ r
      if (dh_previous) {
        float *back = dh_previous + row * lddhp + j;
        vput(back, vfma(d, z, vget(back, left)), left);  // dh' += dh ⊙ z
      }
    })
  }
}

// The reset gate before the product: r, z and p here, then the product W_hn p, then n and h in
// gru_blend.
static void CK(gru_reset)(long rows, long n, float *gates, long ldg, const float *h_previous,
                          long ldhp) {
  for (long row = 0; row < rows; row++, gates += ldg) {
    CK_FOR_VECTORS(n, {
      const vf before = h_previous ? vget(h_previous + row * ldhp + j, left) : (vf){0};
      const vf r = vsigmoid(vget(gates + j, left));  // r = σ(a_r + W_hr h')
      vput(gates + j, r, left);
      vput(gates + n + j, vsigmoid(vget(gates + n + j, left)), left);  // z = σ(a_z + W_hz h')
      vput(gates + 3 * n + j, r * before, left);                       // p = r ⊙ h'
    })
  }
}

static void CK(gru_blend)(long rows, long n, float *gates, long ldg, const float *h_previous,
                          long ldhp, float *h, long ldh) {
  for (long row = 0; row < rows; row++, gates += ldg, h += ldh) {
    CK_FOR_VECTORS(n, {
      const vf before = h_previous ? vget(h_previous + row * ldhp + j, left) : (vf){0};
      const vf c = vtanh(vget(gates + 2 * n + j, left));  // n = tanh(a_n + W_hn p)
      vput(gates + 2 * n + j, c, left);
      vput(h + j, vfma(vget(gates + n + j, left), before - c, c), left);  // h = n + z ⊙ (h' − n)
    })
  }
}

// The adjoints in reverse order: of n and z here, then dp = da_n W_hn, then of r.
static void CK(gru_blend_backward)(long rows, long n, float *gates, long ldg,
                                   const float *h_previous, long ldhp, const float *dh, long lddh,
                                   float *dh_previous, long lddhp) {
  for (long row = 0; row < rows; row++, gates += ldg, dh += lddh) {
    CK_FOR_VECTORS(n, {
      const vf z = vget(gates + n + j, left);
      const vf c = vget(gates + 2 * n + j, left);
      const vf before = h_previous ? vget(h_previous + row * ldhp + j, left) : (vf){0};
      const vf d = vget(dh + j, left);
      // da_z = dh ⊙ (h' − n) ⊙ z ⊙ (1 − z), da_n = dh ⊙ (1 − z) ⊙ (1 − n²)
      vput(gates + n + j, d * (before - c) * z * (1.0f - z), left);
      vput(gates + 2 * n + j, d * (1.0f - z) * (1.0f - c * c), left);
      if (dh_previous) {
        float *back = dh_previous + row * lddhp + j;
        vput(back, vfma(d, z, vget(back, left)), left);  // dh' += dh ⊙ z
      }
    })
  }
}

static void CK(gru_reset_backward)(long rows, long n, float *gates, long ldg,
                                   const float *h_previous, long ldhp, const float *dp, long lddp,
                                   float *dh_previous, long lddhp) {
  for (long row = 0; row < rows; row++, gates += ldg, dp += lddp) {
    CK_FOR_VECTORS(n, {
      const vf r = vget(gates + j, left);
      const vf before = h_previous ? vget(h_previous + row * ldhp + j, left) : (vf){0};
      const vf d = vget(dp + j, left);
      vput(gates + j, d * before * r * (1.0f - r), left);  // da_r = dp ⊙ h' ⊙ r ⊙ (1 − r)
      if (dh_previous) {
        float *back = dh_previous + row * lddhp + j;
        vput(back, vfma(d, r, vget(back, left)), left);  // dh' += dp ⊙ r
      }
    })
  }
}
