// exp, tanh and sigmoid on vectors, of which Understand/Kernels.md explains the lanes. Ranges and
// polynomials after Cephes (Moshier 1992), expf and tanhf; the bounds in ckernels.h are checked
// over the whole range by the tests.

// exp(x) = 2^n · e^r with n = round(x/ln 2), |r| ≤ ln(2)/2; ln 2 is split in two for an exact r.
CK_INLINE vf vexp(vf x) {
  const vf high = vset(88.72283f), low = vset(-87.33654f);
  const vi over = x > high, under = x < low;
  vf t = vselect(over, high, vselect(under, low, x));
  const vf magic = vset(12582912.0f);  // 1.5·2²³: adding it rounds to an integer
  vf n = vfma(t, vset(1.44269504088896341f), magic) - magic;
  vf r = vfma(n, vset(-0.693359375f), t);
  r = vfma(n, vset(2.12194440e-4f), r);
  vf p = vset(1.9875691500e-4f);
  p = vfma(p, r, vset(1.3981999507e-3f));
  p = vfma(p, r, vset(8.3334519073e-3f));
  p = vfma(p, r, vset(4.1665795894e-2f));
  p = vfma(p, r, vset(1.6666665459e-1f));
  p = vfma(p, r, vset(5.0000001201e-1f));
  p = vfma(p, r * r, r) + 1.0f;
  // 2^n in two factors, since n may be 128. A NaN's n converts to anything; p is NaN then.
  const vi whole = __builtin_convertvector(vselect(n == n, n, (vf){0}), vi);
  const vi half = whole >> 1;
  p = p * (vf)((half + 127) << 23) * (vf)((whole - half + 127) << 23);
  p = vselect(under, (vf){0}, p);
  return vselect(over, vset(__builtin_inff()), p);
}

// Below 0.625 an odd polynomial keeps small arguments exact; above, 1 - 2/(e^2|x| + 1).
CK_INLINE vf vtanh(vf x) {
  const vi sign = (vi)x & INT32_MIN;
  const vf a = (vf)((vi)x & INT32_MAX);
  const vf z = x * x;
  vf p = vset(-5.70498872745e-3f);
  p = vfma(p, z, vset(2.06390887954e-2f));
  p = vfma(p, z, vset(-5.37397155531e-2f));
  p = vfma(p, z, vset(1.33314422036e-1f));
  p = vfma(p, z, vset(-3.33332819422e-1f));
  p = vfma(p * z, x, x);
  const vf q = 1.0f - 2.0f / (vexp(a + a) + 1.0f);
  return vselect(a < vset(0.625f), p, (vf)((vi)q | sign));
}

CK_INLINE vf vsigmoid(vf x) { return 1.0f / (1.0f + vexp(-x)); }
