// One query over the source rows of its sentence. Everything a score or context is summed from
// belongs to that sentence alone.

// A dot product keeps four vectors of partial sums; which element goes where depends on n alone.
CK_INLINE float CK(dot)(long n, const float *x, const float *y) {
  vf sum[4] = {{0}, {0}, {0}, {0}};
  long j = 0;
  for (; j + 4 * CK_LANES <= n; j += 4 * CK_LANES)
    for (int u = 0; u < 4; u++)
      sum[u] = vfma(vload(x + j + u * CK_LANES), vload(y + j + u * CK_LANES), sum[u]);
  for (; j < n; j += CK_LANES)
    sum[0] = vfma(vget(x + j, n - j), vget(y + j, n - j), sum[0]);
  return vsum((sum[0] + sum[1]) + (sum[2] + sum[3]));
}

static void CK(dots)(long s, long n, const float *q, const float *rows, long ld, float *scores) {
  for (long i = 0; i < s; i++) scores[i] = CK(dot)(n, q, rows + i * ld);
}

static void CK(additive_scores)(long s, long n, const float *q, const float *rows, long ld,
                                const float *v, float *scores) {
  for (long i = 0; i < s; i++) {
    const float *row = rows + i * ld;
    vf sum = {0};
    CK_FOR_VECTORS(n, {
      const vf t = vtanh(vget(q + j, left) + vget(row + j, left));
      sum = vfma(vget(v + j, left), t, sum);
    })
    scores[i] = vsum(sum);
  }
}

static void CK(additive_backward)(long s, long n, const float *q, const float *rows, long ld,
                                  const float *v, const float *dscores, float *drows, long ldd,
                                  float *dq, float *dv) {
  CK_FOR_VECTORS(n, {
    const vf query = vget(q + j, left), weight = vget(v + j, left);
    vf dquery = {0}, dweight = {0};
    for (long i = 0; i < s; i++) {
      const vf t = vtanh(query + vget(rows + i * ld + j, left));
      const vf d = vset(dscores[i]);
      const vf da = d * weight * (1.0f - t * t);
      dweight = vfma(d, t, dweight);
      dquery += da;
      vput(drows + i * ldd + j, vget(drows + i * ldd + j, left) + da, left);
    }
    vput(dq + j, dquery, left);
    vput(dv + j, dweight, left);
  })
}

static void CK(weighted_sum)(long s, long n, const float *weights, const float *rows, long ld,
                             float *out) {
  CK_FOR_VECTORS(n, {
    vf sum = {0};
    for (long i = 0; i < s; i++) sum = vfma(vset(weights[i]), vget(rows + i * ld + j, left), sum);
    vput(out + j, sum, left);
  })
}

static void CK(add_outer)(long s, long n, const float *weights, const float *v, float *rows,
                          long ld) {
  for (long i = 0; i < s; i++) {
    float *row = rows + i * ld;
    const vf w = vset(weights[i]);
    CK_FOR_VECTORS(n, vput(row + j, vfma(w, vget(v + j, left), vget(row + j, left)), left);)
  }
}

// max, then Σ exp(x - max) in lane order; the summands are left in `out`, which may be x, if given.
// NaN and +infinity give NaN.
CK_INLINE float CK(exp_sum)(long n, const float *x, float *greatest, float *out) {
  vf best = vset(-__builtin_inff());
  CK_FOR_VECTORS(n, {
    const vf value = vkeep(vget(x + j, left), left, -__builtin_inff());
    best = vselect(value > best, value, best);
  })
  const float most = vgreatest(best);
  vf sum = {0};
  CK_FOR_VECTORS(n, {
    const vf value = vexp(vget(x + j, left) - most);
    if (out) vput(out + j, value, left);
    sum += vkeep(value, left, 0.0f);
  })
  *greatest = most;
  return vsum(sum);
}

static void CK(softmax)(long s, float *x) {
  float most;
  const float scale = 1.0f / CK(exp_sum)(s, x, &most, x);
  CK_FOR_VECTORS(s, vput(x + j, vget(x + j, left) * scale, left);)
}

static void CK(softmax_backward)(long s, const float *alpha, float *dx) {
  const float mean = CK(dot)(s, alpha, dx);
  CK_FOR_VECTORS(s, vput(dx + j, vget(alpha + j, left) * (vget(dx + j, left) - mean), left);)
}
