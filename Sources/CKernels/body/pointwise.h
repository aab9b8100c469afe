// Loops over the elements of a matrix. The articles Understand/ElmanRNN.md and Understand/LSTM.md
// derive the adjoints.

// Runs the statements once for each vector of [0, n): at `j`, with `left` elements from there on.
#define CK_FOR_VECTORS(n, ...)                                                     \
  for (long j = 0; j < (n); j += CK_LANES) {                                       \
    const long left = (n) - j;                                                     \
    __VA_ARGS__                                                                    \
  }

// y += x. What is read in several places has such a sum as its adjoint: dE[y] += dx of an embedding
// (Understand/EncoderDecoder.md).
static void CK(add)(long rows, long n, const float *x, long ldx, float *y, long ldy) {
  for (long i = 0; i < rows; i++, x += ldx, y += ldy)
    CK_FOR_VECTORS(n, vput(y + j, vget(y + j, left) + vget(x + j, left), left);)
}

// h = tanh(a) of an Elman RNN, whose a = W_ih x + W_hh h' + b is in x.
static void CK(apply_tanh)(long rows, long n, float *x, long ldx) {
  for (long i = 0; i < rows; i++, x += ldx)
    CK_FOR_VECTORS(n, vput(x + j, vtanh(vget(x + j, left)), left);)
}

// The adjoint of y = tanh(a): dy becomes da. y is h in an Elman RNN, s in the bridge, h̃ in the
// readout.
static void CK(scale_by_tanh_slope)(long rows, long n, const float *y, long ldy, float *dy,
                                    long lddy) {
  for (long i = 0; i < rows; i++, y += ldy, dy += lddy)
    CK_FOR_VECTORS(n, {
      const vf value = vget(y + j, left);
      vput(dy + j, vget(dy + j, left) * (1.0f - value * value), left);  // da = dy ⊙ (1 − y²)
    })
}

// sum += Σ_i x_i: the adjoint of a bias, db += Σ dy.
static void CK(sum_rows)(long rows, long n, const float *x, long ldx, float *sum) {
  const long beside = 4 * CK_LANES, whole = n - n % beside;
  for (long j = 0; j < whole; j += beside) {  // this many sums at once, since rows lie far apart
    vf total[4];
    for (int v = 0; v < 4; v++) total[v] = vload(sum + j + v * CK_LANES);
    for (long i = 0; i < rows; i++)
      for (int v = 0; v < 4; v++) total[v] += vload(x + i * ldx + j + v * CK_LANES);
    for (int v = 0; v < 4; v++) vstore(sum + j + v * CK_LANES, total[v]);
  }
  x += whole, sum += whole;
  CK_FOR_VECTORS(n - whole, {
    vf total = vget(sum + j, left);
    for (long i = 0; i < rows; i++) total += vget(x + i * ldx + j, left);
    vput(sum + j, total, left);
  })
}

// The pointwise parts of an LSTM, with the letters of Swift's LSTM.swift; c' is the cell state of
// the step before, zero where there is none.

static void CK(lstm_forward)(long rows, long n, float *gates, long ldg, const float *c_previous,
                             long ldcp, float *c, long ldc, float *h, long ldh) {
  for (long r = 0; r < rows; r++, gates += ldg, c += ldc, h += ldh) {
    CK_FOR_VECTORS(n, {
      const vf i = vsigmoid(vget(gates + j, left));          // i = σ(a_i)
      const vf f = vsigmoid(vget(gates + n + j, left));      // f = σ(a_f)
      const vf g = vtanh(vget(gates + 2 * n + j, left));     // g = tanh(a_g)
      const vf o = vsigmoid(vget(gates + 3 * n + j, left));  // o = σ(a_o)
      const vf before = c_previous ? vget(c_previous + r * ldcp + j, left) : (vf){0};  // c'
      const vf now = vfma(f, before, i * g);                 // c = f ⊙ c' + i ⊙ g
      vput(gates + j, i, left);
      vput(gates + n + j, f, left);
      vput(gates + 2 * n + j, g, left);
      vput(gates + 3 * n + j, o, left);
      vput(c + j, now, left);
      vput(h + j, o * vtanh(now), left);  // h = o ⊙ tanh(c)
    })
  }
}

static void CK(lstm_backward)(long rows, long n, float *gates, long ldg, const float *c_previous,
                              long ldcp, const float *c, long ldc, const float *dh, long lddh,
                              float *dc, long lddc) {
  for (long r = 0; r < rows; r++, gates += ldg, c += ldc, dh += lddh, dc += lddc) {
    CK_FOR_VECTORS(n, {
      const vf i = vget(gates + j, left);
      const vf f = vget(gates + n + j, left);
      const vf g = vget(gates + 2 * n + j, left);
      const vf o = vget(gates + 3 * n + j, left);
      const vf before = c_previous ? vget(c_previous + r * ldcp + j, left) : (vf){0};  // c'
      const vf u = vtanh(vget(c + j, left));                            // u = tanh(c)
      const vf dh_now = vget(dh + j, left);
      const vf d = vfma(dh_now * o, 1.0f - u * u, vget(dc + j, left));  // dc += dh ⊙ o ⊙ (1 − u²)
      vput(gates + j, d * g * i * (1.0f - i), left);                // da_i = dc ⊙ g ⊙ i ⊙ (1 − i)
      vput(gates + n + j, d * before * f * (1.0f - f), left);       // da_f = dc ⊙ c' ⊙ f ⊙ (1 − f)
      vput(gates + 2 * n + j, d * i * (1.0f - g * g), left);        // da_g = dc ⊙ i ⊙ (1 − g²)
      vput(gates + 3 * n + j, dh_now * u * o * (1.0f - o), left);   // da_o = dh ⊙ u ⊙ o ⊙ (1 − o)
      vput(dc + j, d * f, left);                                    // dc' = dc ⊙ f
    })
  }
}

// The highway layer of a deep transition, with the letters of Swift's DeepTransitionLSTM.swift, where
// x is m and y is h.

static void CK(highway_forward)(long rows, long n, float *a, long lda, const float *x, long ldx,
                                float *y, long ldy) {
  for (long r = 0; r < rows; r++, a += lda, x += ldx, y += ldy) {
    CK_FOR_VECTORS(n, {
      const vf m = vget(x + j, left);
      const vf z = vsigmoid(vget(a + j, left) - 2.0f);  // z = σ(a_z − 2)
      const vf v = vtanh(vget(a + n + j, left));        // v = tanh(a_v)
      vput(a + j, z, left);
      vput(a + n + j, v, left);
      vput(y + j, vfma(z, v - m, m), left);  // h = (1 − z) ⊙ m + z ⊙ v = m + z ⊙ (v − m)
    })
  }
}

static void CK(highway_backward)(long rows, long n, float *a, long lda, const float *x, long ldx,
                                 const float *dy, long lddy, float *dx, long lddx) {
  for (long r = 0; r < rows; r++, a += lda, x += ldx, dy += lddy, dx += lddx) {
    CK_FOR_VECTORS(n, {
      const vf z = vget(a + j, left);
      const vf v = vget(a + n + j, left);
      const vf d = vget(dy + j, left);
      const vf m = vget(x + j, left);
      vput(a + j, d * (v - m) * z * (1.0f - z), left);  // da_z = dh ⊙ (v − m) ⊙ z ⊙ (1 − z)
      vput(a + n + j, d * z * (1.0f - v * v), left);    // da_v = dh ⊙ z ⊙ (1 − v²)
      vput(dx + j, d * (1.0f - z), left);               // dm = dh ⊙ (1 − z)
    })
  }
}
