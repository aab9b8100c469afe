// One query over the source rows of its sentence. Everything a score or context is summed from
// belongs to that sentence alone.
//
// The letters are those of LuongAttention.md and BahdanauAttention.md in
// Sources/Seq2Seq/Seq2Seq.docc/Understand, which derive these equations. There a source position is
// j; here it is i, and j is a unit.

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

// score_i = s · k_i, with q = s and rows k_i; also dα_i = dc · h_i, with q = dc and rows h_i.
static void CK(dots)(long s, long n, const float *q, const float *rows, long ld, float *scores) {
  for (long i = 0; i < s; i++) scores[i] = CK(dot)(n, q, rows + i * ld);
}

// score_i = vᵀ t_i with t_i = tanh(q + k_i): q = W_a s, rows k_i = U_a h_i + b_a.
static void CK(additive_scores)(long s, long n, const float *q, const float *rows, long ld,
                                const float *v, float *scores) {
  for (long i = 0; i < s; i++) {
    const float *row = rows + i * ld;
    vf sum = {0};
    CK_FOR_VECTORS(n, {
      const vf t = vtanh(vget(q + j, left) + vget(row + j, left));  // t_i = tanh(q + k_i)
      sum = vfma(vget(v + j, left), t, sum);                        // score_i = Σ_j v_j t_ij
    })
    scores[i] = vsum(sum);
  }
}

// Its adjoint, given dscore: with da_i = dscore_i v ⊙ (1 − t_i²),
//
//     dv = Σ_i dscore_i t_i      dq = Σ_i da_i      dk_i += da_i
//
// t_i is computed again. A vector of units at a time, so that dq and dv stay in registers.
static void CK(additive_backward)(long s, long n, const float *q, const float *rows, long ld,
                                  const float *v, const float *dscores, float *drows, long ldd,
                                  float *dq, float *dv) {
  CK_FOR_VECTORS(n, {
    const vf query = vget(q + j, left), weight = vget(v + j, left);
    vf dquery = {0}, dweight = {0};
    for (long i = 0; i < s; i++) {
      const vf t = vtanh(query + vget(rows + i * ld + j, left));  // t_i = tanh(q + k_i)
      const vf d = vset(dscores[i]);
      const vf da = d * weight * (1.0f - t * t);  // da_i = dscore_i v ⊙ (1 − t_i²)
      dweight = vfma(d, t, dweight);              // dv += dscore_i t_i
      dquery += da;                               // dq += da_i
      vput(drows + i * ldd + j, vget(drows + i * ldd + j, left) + da, left);  // dk_i += da_i
    }
    vput(dq + j, dquery, left);
    vput(dv + j, dweight, left);
  })
}

// c = Σ_i α_i h_i; also ds = Σ_i dscore_i k_i.
static void CK(weighted_sum)(long s, long n, const float *weights, const float *rows, long ld,
                             float *out) {
  CK_FOR_VECTORS(n, {
    vf sum = {0};
    for (long i = 0; i < s; i++) sum = vfma(vset(weights[i]), vget(rows + i * ld + j, left), sum);
    vput(out + j, sum, left);
  })
}

// dh_i += α_i dc; also dk_i += dscore_i s.
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

// α_i = exp(x_i) / Σ_k exp(x_k), in place.
static void CK(softmax)(long s, float *x) {
  float most;
  const float scale = 1.0f / CK(exp_sum)(s, x, &most, x);
  CK_FOR_VECTORS(s, vput(x + j, vget(x + j, left) * scale, left);)
}

// Its adjoint, in place: dx_i = α_i (dα_i − Σ_k α_k dα_k). TeacherForcing.md derives it from the
// Jacobian ∂α_k/∂x_i = α_k (δ_ki − α_i).
static void CK(softmax_backward)(long s, const float *alpha, float *dx) {
  const float mean = CK(dot)(s, alpha, dx);  // Σ_k α_k dα_k
  CK_FOR_VECTORS(s, vput(dx + j, vget(alpha + j, left) * (vget(dx + j, left) - mean), left);)
}
