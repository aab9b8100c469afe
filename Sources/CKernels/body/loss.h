// Losses over a row of the vocabulary, and the choice of its best words.
//
// x are the logits of a token, y its true word (`target`), p = softmax(x), ε the label smoothing and
// q = (1 − ε)·onehot(y) + ε/n. TeacherForcing.md in Sources/Seq2Seq/Seq2Seq.docc/Understand derives
// these equations.

// log Σ_k exp(x_k) = m + log Σ_k exp(x_k − m), where m is the greatest x_k.
static float CK(log_sum_exp)(long n, const float *x, float *most) {
  const float sum = CK(exp_sum)(n, x, most, 0);
  return *most + logf(sum);
}

// −Σ_k q_k log p_k, with log p_k = x_k − log Σ exp(x); `nll` becomes −log p_y. With a scale, x becomes
// scale · ∂loss/∂x.
static float CK(cross_entropy)(long n, float *x, long target, float smoothing, float scale,
                               float *nll) {
  const float chosen = x[target];
  vf total = {0};
  if (smoothing > 0) CK_FOR_VECTORS(n, total += vget(x + j, left);)
  float most;
  const float sum = CK(exp_sum)(n, x, &most, scale != 0 ? x : 0);
  const float log_sum = most + logf(sum);
  const float missed = log_sum - chosen;  // −log p_y
  float loss = missed;
  if (smoothing > 0) {
    const float mean = log_sum - vsum(total) / (float)n;    // −Σ_k log p_k / n
    loss = (1.0f - smoothing) * missed + smoothing * mean;  // −Σ_k q_k log p_k
  }
  *nll = missed;
  if (scale != 0) {  // dx = scale · (p − q): first scale · (p − ε/n), then at y the rest
    const float probability = scale / sum, share = scale * smoothing / (float)n;
    CK_FOR_VECTORS(n, vput(x + j, vget(x + j, left) * probability - share, left);)
    x[target] -= scale * (1.0f - smoothing);
  }
  return loss;
}

// Both rows' cross-entropies, and consistency · (KL(p₁‖p₂) + KL(p₂‖p₁)) / 2: p₁ = softmax(x) and
// p₂ = softmax(y) are two passes over one token. x and y become scale times their gradients. W of
// TeacherForcing.md is `consistency`.
static float CK(consistent_cross_entropy)(long n, float *x, float *y, long target,
                                          float smoothing, float consistency, float scale,
                                          float *nll) {
  float most;
  const float log_x = CK(log_sum_exp)(n, x, &most), log_y = CK(log_sum_exp)(n, y, &most);
  const float missed_x = log_x - x[target], missed_y = log_y - y[target];
  vf total = {0}, forward = {0}, backward = {0};
  CK_FOR_VECTORS(n, {
    const vf a = vget(x + j, left) - log_x, b = vget(y + j, left) - log_y;  // log p₁, log p₂
    const vf ratio = vkeep(a - b, left, 0.0f);
    total += vkeep(a + b, left, 0.0f);
    // Past the end a is -log Σ exp(x), whose exp may be infinite.
    forward += vkeep(vexp(a) * ratio, left, 0.0f);   // KL(p₁‖p₂) = Σ p₁ log(p₁/p₂)
    backward -= vkeep(vexp(b) * ratio, left, 0.0f);  // KL(p₂‖p₁)
  })
  const float to_y = vsum(forward), to_x = vsum(backward);
  const float even = smoothing / (float)n, half = consistency * 0.5f;
  // ∂KL(p₁‖p₂)/∂x = p₁ (log(p₁/p₂) − KL(p₁‖p₂)), ∂KL(p₂‖p₁)/∂x = p₁ − p₂; y likewise. In the code p
  // is p₁ and q is p₂.
  CK_FOR_VECTORS(n, {
    const vf a = vget(x + j, left) - log_x, b = vget(y + j, left) - log_y;
    const vf p = vexp(a), q = vexp(b), ratio = a - b;
    // dx = p₁ − q + W/2 · (p₁ (r − KL(p₁‖p₂)) + p₁ − p₂) with r = log p₁ − log p₂; the part of q at
    // y, 1 − ε, is subtracted below. dy likewise, with −r for r.
    const vf dx = p - even + (p * (ratio - to_y) + p - q) * half;
    const vf dy = q - even + (q * (-ratio - to_x) + q - p) * half;
    vput(x + j, dx * scale, left);
    vput(y + j, dy * scale, left);
  })
  x[target] -= scale * (1.0f - smoothing);  // dx_y −= 1 − ε, dy_y −= 1 − ε
  y[target] -= scale * (1.0f - smoothing);
  *nll = missed_x + missed_y;
  return (1.0f - smoothing) * *nll - even * vsum(total) + half * (to_y + to_x);
}

static long CK(top_k)(long n, const float *x, long first, long found, long k, int32_t *places,
                      float *values) {
  const float lowest = -__builtin_inff();
  CK_FOR_VECTORS(n, {
    const vf value = vkeep(vget(x + j, left), left, lowest);
    // Once k are found, a vector without a greater value is skipped.
    int any = found < k;
    if (!any) {
      const vi greater = value > vset(values[k - 1]);
      int32_t bits[CK_LANES];
      __builtin_memcpy(bits, &greater, sizeof greater);
      for (int l = 0; l < CK_LANES; l++) any |= bits[l];
    }
    if (any) {
      const long end = left < CK_LANES ? left : CK_LANES;
      for (long l = 0; l < end; l++) {
        const float candidate = x[j + l] == x[j + l] ? x[j + l] : lowest;
        if (found == k && !(candidate > values[k - 1])) continue;
        long place = found < k ? found++ : k - 1;
        for (; place > 0 && candidate > values[place - 1]; place--) {
          values[place] = values[place - 1];
          places[place] = places[place - 1];
        }
        values[place] = candidate;
        places[place] = (int32_t)(first + j + l);
      }
    }
  })
  return found;
}
