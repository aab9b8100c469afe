// Loops over the flat slabs of weights, gradients and moments, which Understand/AdamAndClipping.md
// explains.

// ‖g‖² = Σ g_i², for clipping by the global norm: gradient_scale = min(1, clip / ‖g‖).
static double CK(sum_squares)(long n, const float *x) {
  vd sum = {0};
  CK_FOR_VECTORS(n, {
    const vd value = __builtin_convertvector(vget(x + j, left), vd);
    sum += value * value;
  })
  double lane[CK_LANES];
  __builtin_memcpy(lane, &sum, sizeof sum);
  for (int width = CK_LANES / 2; width > 0; width /= 2)
    for (int i = 0; i < width; i++) lane[i] += lane[i + width];
  return lane[0];
}

static void CK(adam)(long n, float *w, float *g, float *m, float *v, ck_adam_step step) {
  const float rate = step.learning_rate / step.correction1;
  const float scale2 = 1.0f / step.correction2;
  const float kept = 1.0f - step.learning_rate * step.weight_decay;
  CK_FOR_VECTORS(n, {
    const vf gradient = vget(g + j, left) * step.gradient_scale;  // g, clipped
    // m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g²
    const vf first = vfma(vget(m + j, left), vset(step.beta1), gradient * (1.0f - step.beta1));
    const vf second =
        vfma(vget(v + j, left), vset(step.beta2), gradient * gradient * (1.0f - step.beta2));
    // w ← (1 − rate · decay) w − rate · (m / (1−β₁ᵗ)) / (√(v / (1−β₂ᵗ)) + ε)
    const vf size = __builtin_elementwise_sqrt(second * scale2) + step.epsilon;
    vput(m + j, first, left);
    vput(v + j, second, left);
    vput(w + j, vget(w + j, left) * kept - rate * first / size, left);
    vput(g + j, (vf){0}, left);
  })
}

// w̄ ← w̄ + (1 − β)(w − w̄), with share = 1 − β.
static void CK(average)(long n, const float *w, float *average, float share) {
  CK_FOR_VECTORS(n, {
    const vf before = vget(average + j, left);
    vput(average + j, vfma(vget(w + j, left) - before, vset(share), before), left);
  })
}

// g_i ← min(max(g_i, −bound), bound): clipping by value.
static void CK(clamp)(long n, float *x, float bound) {
  const vf most = vset(bound), least = vset(-bound);
  CK_FOR_VECTORS(n, {
    const vf value = vget(x + j, left);
    vput(x + j, vselect(value > most, most, vselect(value < least, least, value)), left);
  })
}
