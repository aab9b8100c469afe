// Gated recurrent units, pointwise parts. r, z, n are the gates' names in Swift's GRU.swift and
// GRUBefore.swift, which hold the equations; h' is the state of the step before, zero where there
// is none.

static void CK(gru_forward)(long rows, long n, float *x, long ldx, float *u, long ldu, int fresh,
                            const float *bias, const float *h_previous, long ldhp, float *h,
                            long ldh) {
  for (long row = 0; row < rows; row++, x += ldx, u += ldu, h += ldh) {
    CK_FOR_VECTORS(n, {
      const vf ur = fresh ? (vf){0} : vget(u + j, left);
      const vf uz = fresh ? (vf){0} : vget(u + n + j, left);
      const vf un = fresh ? (vf){0} : vget(u + 2 * n + j, left);
      const vf before = h_previous ? vget(h_previous + row * ldhp + j, left) : (vf){0};
      const vf r = vsigmoid(vget(x + j, left) + ur);
      const vf z = vsigmoid(vget(x + n + j, left) + uz);
      const vf q = un + vget(bias + j, left);
      const vf c = vtanh(vfma(r, q, vget(x + 2 * n + j, left)));
      vput(x + j, r, left);
      vput(x + n + j, z, left);
      vput(x + 2 * n + j, c, left);
      vput(u + 2 * n + j, q, left);
      vput(h + j, vfma(z, before - c, c), left);
    })
  }
}

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
      const vf dc = d * (1.0f - z) * (1.0f - c * c);  // of n's pre-activation
      const vf dz = d * (before - c) * z * (1.0f - z);
      const vf dr = dc * q * r * (1.0f - r);
      vput(x + j, dr, left);
      vput(x + n + j, dz, left);
      vput(x + 2 * n + j, dc, left);
      vput(u + j, dr, left);
      vput(u + n + j, dz, left);
      vput(u + 2 * n + j, dc * r, left);
      if (dh_previous) {
        float *back = dh_previous + row * lddhp + j;
        vput(back, vfma(d, z, vget(back, left)), left);
      }
    })
  }
}

static void CK(gru_reset)(long rows, long n, float *gates, long ldg, const float *h_previous,
                          long ldhp) {
  for (long row = 0; row < rows; row++, gates += ldg) {
    CK_FOR_VECTORS(n, {
      const vf before = h_previous ? vget(h_previous + row * ldhp + j, left) : (vf){0};
      const vf r = vsigmoid(vget(gates + j, left));
      vput(gates + j, r, left);
      vput(gates + n + j, vsigmoid(vget(gates + n + j, left)), left);
      vput(gates + 3 * n + j, r * before, left);
    })
  }
}

static void CK(gru_blend)(long rows, long n, float *gates, long ldg, const float *h_previous,
                          long ldhp, float *h, long ldh) {
  for (long row = 0; row < rows; row++, gates += ldg, h += ldh) {
    CK_FOR_VECTORS(n, {
      const vf before = h_previous ? vget(h_previous + row * ldhp + j, left) : (vf){0};
      const vf c = vtanh(vget(gates + 2 * n + j, left));
      vput(gates + 2 * n + j, c, left);
      vput(h + j, vfma(vget(gates + n + j, left), before - c, c), left);
    })
  }
}

static void CK(gru_blend_backward)(long rows, long n, float *gates, long ldg,
                                   const float *h_previous, long ldhp, const float *dh, long lddh,
                                   float *dh_previous, long lddhp) {
  for (long row = 0; row < rows; row++, gates += ldg, dh += lddh) {
    CK_FOR_VECTORS(n, {
      const vf z = vget(gates + n + j, left);
      const vf c = vget(gates + 2 * n + j, left);
      const vf before = h_previous ? vget(h_previous + row * ldhp + j, left) : (vf){0};
      const vf d = vget(dh + j, left);
      vput(gates + n + j, d * (before - c) * z * (1.0f - z), left);
      vput(gates + 2 * n + j, d * (1.0f - z) * (1.0f - c * c), left);
      if (dh_previous) {
        float *back = dh_previous + row * lddhp + j;
        vput(back, vfma(d, z, vget(back, left)), left);
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
      vput(gates + j, d * before * r * (1.0f - r), left);
      if (dh_previous) {
        float *back = dh_previous + row * lddhp + j;
        vput(back, vfma(d, r, vget(back, left)), left);
      }
    })
  }
}
