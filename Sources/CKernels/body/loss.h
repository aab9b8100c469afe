// Losses over a row of the vocabulary, and the choice of its best words.

static float CK(log_sum_exp)(long n, const float *x, float *most) {
  const float sum = CK(exp_sum)(n, x, most, 0);
  return *most + logf(sum);
}

static float CK(cross_entropy)(long n, float *x, long target, float smoothing, float scale,
                               float *nll) {
  const float chosen = x[target];
  vf total = {0};
  if (smoothing > 0) CK_FOR_VECTORS(n, total += vget(x + j, left);)
  float most;
  const float sum = CK(exp_sum)(n, x, &most, scale != 0 ? x : 0);
  const float log_sum = most + logf(sum);
  const float missed = log_sum - chosen;
  float loss = missed;
  if (smoothing > 0) {
    const float mean = log_sum - vsum(total) / (float)n;
    loss = (1.0f - smoothing) * missed + smoothing * mean;
  }
  *nll = missed;
  if (scale != 0) {  // dx = scale·(p - q)
    const float probability = scale / sum, share = scale * smoothing / (float)n;
    CK_FOR_VECTORS(n, vput(x + j, vget(x + j, left) * probability - share, left);)
    x[target] -= scale * (1.0f - smoothing);
  }
  return loss;
}

static long CK(top_k)(long n, const float *x, long first, long found, long k, int32_t *places,
                      float *values) {
  const float lowest = -__builtin_inff();
  CK_FOR_VECTORS(n, {
    const vf value = vkeep(vget(x + j, left), left, lowest);
    // Once k are found, a vector without a greater one is passed over.
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
