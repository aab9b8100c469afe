// The loops that carry the arithmetic: C over float pointers, without allocation, threads or state.
//
// Every function exists once as source (body/) and is compiled for several instruction sets; a
// `ck_kernels` table holds the functions of one set. Rules that hold for all of them:
//
// - Matrices are row-major; `ld…` is the distance between two rows, in floats, and at least the
//   width.
// - How an output element is computed depends only on the length of its own reduction: never on how
//   many other rows or columns there are, on alignment, or on threads. Equal inputs give equal bits
//   within one instruction set.
// - Tails are masked vectors. Nothing is read or written outside the stated shapes.
// - Pointers do not alias unless a function says that they may. NaN and infinity pass through.
// - Error bounds: exp within 2 ulp, tanh within 3 ulp, sigmoid within 3 ulp of the exact value where
//   the result is a normal number; exp returns 0 below -87.3 and infinity above 88.7.
#ifndef CKERNELS_H
#define CKERNELS_H

#include <stdint.h>

#pragma clang assume_nonnull begin

/// Names one stream of random numbers: equal keys give equal numbers on every machine.
typedef struct ck_random_key {
  uint64_t seed;
  uint64_t update;  ///< below 2^56
  uint8_t site;     ///< what the numbers are for
} ck_random_key;

typedef struct ck_adam_step {
  float gradient_scale;  ///< clipping: g is multiplied by this first
  float learning_rate;
  float beta1, beta2, epsilon;
  float correction1, correction2;  ///< 1 - beta^t
  float weight_decay;              ///< the fraction of w that a step of rate 1 removes
} ck_adam_step;

typedef struct ck_kernels {
  const char *name;
  long panel_columns;  ///< width of a packed panel

  // ---- products -------------------------------------------------------------------------------

  /// Copies panels [first, last) of B[k, n] into `panels`: panel p holds columns p·w … p·w+w-1 as
  /// [k][w], columns past n are zero. B(i, j) is b[i·ldb + j], or b[j·ldb + i] if `transposed`.
  void (*pack)(long k, long n, const float *b, long ldb, int transposed, long first, long last,
               float *panels);

  /// C[m, n] = start + A[m, k] B[k, n] for the columns of panels [first, last). start is C itself
  /// if `accumulate`, else bias[n] if given, else 0. One chain of fused (portable x86: rounded)
  /// multiply-adds per element, k ascending. A(i, t) is a[i·lda + t·step], so a matrix can be read
  /// as its transpose without a copy.
  void (*product)(long m, long n, long k, const float *a, long lda, long step, const float *panels,
                  long first, long last, const float *_Nullable bias, int accumulate, float *c,
                  long ldc);

  /// out = aᵀ for rows [first, last) of out; a has m rows.
  void (*transpose)(long m, const float *a, long lda, long first, long last, float *out, long ldo);

  /// As `product`, with panels of float16 values (IEEE 754 binary16), none of them denormal or
  /// infinite. Gives the same bits as panels of floats with these values.
  void (*product_float16)(long m, long n, long k, const float *a, long lda, const uint16_t *panels,
                         long first, long last, const float *_Nullable bias, int accumulate,
                         float *c, long ldc);

  // ---- products of bytes ----------------------------------------------------------------------

  /// Rounds each row to whole numbers, with scale = its greatest magnitude / 127: byte j is
  /// 128 + round(x[j] / scale). Rows are padded with 128 to a multiple of four, so `ldb` is at
  /// least 4⌈n/4⌉.
  void (*quantize_rows)(long rows, long n, const float *x, long ldx, uint8_t *bytes, long ldb,
                     float *scales);
  /// Likewise rounds each column of panels [first, last) of B[k, n], which is given as its
  /// transpose, to -127 … 127. Panel p holds columns p·w … p·w+w-1 as [⌈k/4⌉][w][4]; columns past
  /// n, and k past its end, are zero. `scales` and `sums` have one element for each column of all
  /// panels, padding included.
  void (*pack_int8)(long k, long n, const float *b, long ldb, long first, long last,
                     int8_t *panels, float *scales, int32_t *sums);
  /// C[m, n] = start + the product of rounded rows and rounded columns, start as in `product`. Sums
  /// over k are exact; k is at most 65,536.
  void (*product_int8)(long m, long n, long k, const uint8_t *a, long lda, const float *a_scales,
                        const int8_t *panels, const float *b_scales, const int32_t *b_sums,
                        long first, long last, const float *_Nullable bias, int accumulate,
                        float *c, long ldc);

  // ---- products of bfloat16 values --------------------------------------------------------------
  // A word has the size of a float and holds the values of two steps of k, the first in its lower
  // half, rounded to nearest even; an odd k is padded with zero. Row distances are in words.

  /// out[m, k/2] = words of A[m, k].
  void (*pair)(long m, long k, const float *a, long lda, float *out, long ldo);
  /// As `pack`, in panels of words, [k/2][w].
  void (*pack_bfloat16)(long k, long n, const float *b, long ldb, int transposed, long first,
                     long last, float *panels);
  /// As `product`, with A [m, k/2] and panels of words; `step` is 1. A word's second product is added
  /// before its first; each sum is rounded to float32, and denormal numbers count as zero. Matrix
  /// units add up the products of 16 words first, see body/tiles.h.
  void (*product_bfloat16)(long m, long n, long k, const float *a, long lda, long step,
                        const float *panels, long first, long last, const float *_Nullable bias,
                        int accumulate, float *c, long ldc);
  /// out = words of aᵀ for rows [first, last) of out.
  void (*transpose_bfloat16)(long m, const float *a, long lda, long first, long last, float *out,
                          long ldo);
  /// Whether the hardware multiplies pairs. Elsewhere each product and sum is a float32 operation,
  /// which gives the same bits where denormals are flushed.
  int has_bfloat16;

  // ---- pointwise ------------------------------------------------------------------------------

  /// y += x. Also the adjoint of a vector that is read in several places: dE[y] += dx.
  void (*add)(long rows, long n, const float *x, long ldx, float *y, long ldy);
  /// x = tanh(x).
  void (*apply_tanh)(long rows, long n, float *x, long ldx);
  /// dy becomes da = dy ⊙ (1 - y²), with y = tanh(a).
  void (*scale_by_tanh_slope)(long rows, long n, const float *y, long ldy, float *dy, long lddy);
  /// sum[j] += Σ x[i, j], rows ascending. The adjoint of a bias: db += Σ dy.
  void (*sum_rows)(long rows, long n, const float *x, long ldx, float *sum);
  /// y = x ⊙ mask; mask is 1/(1-p) where the random number of (key, first_row + i, j) is at least
  /// `threshold` = p·2³², else 0. y may be x. The adjoint is the same function with the same key:
  /// dx = dy ⊙ mask. The numbers are the same on every instruction set.
  void (*dropout)(long rows, long n, const float *x, long ldx, ck_random_key key, long first_row,
                  uint32_t threshold, float scale, float *y, long ldy);

  /// One LSTM step. `gates` [rows, 4n] holds pre-activations i, f, g, o and becomes the activated
  /// gates; c = f⊙c_previous + i⊙g, h = o⊙tanh(c). A missing c_previous counts as zero.
  void (*lstm_forward)(long rows, long n, float *gates, long ldg,
                       const float *_Nullable c_previous, long ldcp, float *c, long ldc, float *h,
                       long ldh);
  /// Its adjoint. `gates` are the activated ones and become the gradients of the pre-activations;
  /// dc holds ∂loss/∂c from the next step and becomes ∂loss/∂c_previous.
  void (*lstm_backward)(long rows, long n, float *gates, long ldg,
                        const float *_Nullable c_previous, long ldcp, const float *c, long ldc,
                        const float *dh, long lddh, float *dc, long lddc);

  /// A highway layer: `a` [rows, 2n] holds pre-activations and becomes z = σ(a_z - 2), v = tanh(a_v);
  /// y = (1-z)⊙x + z⊙v.
  void (*highway_forward)(long rows, long n, float *a, long lda, const float *x, long ldx, float *y,
                          long ldy);
  /// Its adjoint: z and v become the gradients of the pre-activations; dx = dy⊙(1-z), what flows
  /// past them.
  void (*highway_backward)(long rows, long n, float *a, long lda, const float *x, long ldx,
                           const float *dy, long lddy, float *dx, long lddx);

  /// Layer normalization of each of the `groups` of n columns of a row (Ba et al. 2016, eq. 4): x
  /// becomes x̂ = (x - mean)/s, y = γ⊙x̂ + β; scales [rows, groups] holds 1/s.
  void (*normalize_gates)(long rows, long groups, long n, float *x, long ldx, const float *gamma,
                          const float *beta, float *y, long ldy, float *scales, long lds);
  /// Its adjoint: x̂ becomes ∂loss/∂x; dgamma = dy⊙x̂, of each row.
  void (*normalize_gates_backward)(long rows, long groups, long n, float *x, long ldx,
                                   const float *gamma, const float *dy, long lddy,
                                   const float *scales, long lds, float *dgamma, long ldg);

  // ---- gated recurrent units --------------------------------------------------------------------

  /// One step with the reset gate after the product. `x` [rows, 3n] holds the input's part of r, z,
  /// n and becomes the activated gates; `u` [rows, 3n] holds the state's part (none if `fresh`,
  /// then it counts as zero), and its last third becomes q = that part + bias; n = tanh(x + r⊙q),
  /// h = (1-z)⊙n + z⊙h_previous. A missing h_previous counts as zero.
  void (*gru_forward)(long rows, long n, float *x, long ldx, float *u, long ldu, int fresh,
                      const float *bias, const float *_Nullable h_previous, long ldhp, float *h,
                      long ldh);
  /// Its adjoint: x and u become the gradients of both parts; all of u is written. Adds dh⊙z to
  /// dh_previous, if given.
  void (*gru_backward)(long rows, long n, float *x, long ldx, float *u, long ldu,
                       const float *_Nullable h_previous, long ldhp, const float *dh, long lddh,
                       float *_Nullable dh_previous, long lddhp);
  /// With the reset gate before the product, in `gates` [rows, 4n] of r, z, n, p: activates r and z,
  /// p = r⊙h_previous.
  void (*gru_reset)(long rows, long n, float *gates, long ldg, const float *_Nullable h_previous,
                    long ldhp);
  /// Then: activates n, h = (1-z)⊙n + z⊙h_previous.
  void (*gru_blend)(long rows, long n, float *gates, long ldg, const float *_Nullable h_previous,
                    long ldhp, float *h, long ldh);
  /// The adjoint of gru_blend: z and n become gradients. Adds dh⊙z to dh_previous, if given.
  void (*gru_blend_backward)(long rows, long n, float *gates, long ldg,
                             const float *_Nullable h_previous, long ldhp, const float *dh,
                             long lddh, float *_Nullable dh_previous, long lddhp);
  /// The adjoint of gru_reset, given dp: r becomes its gradient, p stays. Adds dp⊙r to dh_previous,
  /// if given.
  void (*gru_reset_backward)(long rows, long n, float *gates, long ldg,
                             const float *_Nullable h_previous, long ldhp, const float *dp,
                             long lddp, float *_Nullable dh_previous, long lddhp);

  // ---- attention: one query over the `s` source rows of its sentence ----------------------------

  /// scores[j] = q · rows[j].
  void (*dots)(long s, long n, const float *q, const float *rows, long ld, float *scores);
  /// scores[j] = v · tanh(q + rows[j]).
  void (*additive_scores)(long s, long n, const float *q, const float *rows, long ld,
                          const float *v, float *scores);
  /// Its adjoint: adds to drows, overwrites dq and dv.
  void (*additive_backward)(long s, long n, const float *q, const float *rows, long ld,
                            const float *v, const float *dscores, float *drows, long ldd,
                            float *dq, float *dv);
  /// x = softmax(x).
  void (*softmax)(long s, float *x);
  /// dx becomes α ⊙ (dα - Σ α dα), given dα in dx.
  void (*softmax_backward)(long s, const float *alpha, float *dx);
  /// out = Σ weights[j] rows[j], j ascending.
  void (*weighted_sum)(long s, long n, const float *weights, const float *rows, long ld,
                       float *out);
  /// rows[j] += weights[j] v.
  void (*add_outer)(long s, long n, const float *weights, const float *v, float *rows, long ld);

  // ---- loss -----------------------------------------------------------------------------------

  /// log Σ exp(x). Sets *most to the greatest of x, ignoring NaN.
  float (*log_sum_exp)(long n, const float *x, float *most);
  /// Cross-entropy of softmax(x) against (1-ε)·onehot(target) + ε/n. Returns it, sets *nll to -log
  /// p(target), and turns x into scale·∂loss/∂x unless scale is 0 (then x is unchanged).
  float (*cross_entropy)(long n, float *x, long target, float smoothing, float scale, float *nll);
  /// For two passes over one token, with logits x and y: the cross-entropy of each as above, plus
  /// consistency · (KL(p₁‖p₂) + KL(p₂‖p₁)) / 2 of their softmaxes p₁ and p₂. Returns the total,
  /// sets *nll to the sum of both rows' nll, and turns x and y into scale·∂loss/∂x and
  /// scale·∂loss/∂y.
  float (*consistent_cross_entropy)(long n, float *x, float *y, long target, float smoothing,
                                    float consistency, float scale, float *nll);
  /// The k greatest values of x and their places, counted from `first`; the greatest first, equal
  /// ones by place. `found` entries from earlier places are there already. Returns how many there
  /// are then: min(k, found + n). NaN counts as negative infinity.
  long (*top_k)(long n, const float *x, long first, long found, long k, int32_t *places,
                float *values);

  // ---- optimizer ------------------------------------------------------------------------------

  /// Σ x² in double.
  double (*sum_squares)(long n, const float *x);
  /// Adam (Kingma and Ba 2015, algorithm 1), w, m and v in place; g becomes zero for the next sum.
  /// Weight decay is decoupled from the gradient (Loshchilov and Hutter 2019, algorithm 2).
  void (*adam)(long n, float *w, float *g, float *m, float *v, ck_adam_step step);
  /// average += share · (w - average), with share = 1 - β.
  void (*average)(long n, const float *w, float *average, float share);
  /// x = min(max(x, -bound), bound); NaN stays.
  void (*clamp)(long n, float *x, float bound);

  // ---- measuring ------------------------------------------------------------------------------

  /// Multiply-adds on registers alone: an upper bound for the speed of products. The result has no
  /// meaning.
  float (*multiply_adds)(long rounds);
  long multiply_adds_per_round;
  /// The same with pairs: twice as many per round.
  float (*multiply_adds_pairs)(long rounds);
} ck_kernels;

/// CK_AVX512_BF16 is CK_AVX512 with hardware for pairs; CK_AMX is that with matrix units for them;
/// CK_AMX_EMULATED is CK_PORTABLE with the loops of CK_AMX, for tests.
typedef enum ck_kernel_set {
  CK_PORTABLE = 0,
  CK_AVX2 = 1,
  CK_AVX512 = 2,
  CK_AVX512_BF16 = 3,
  CK_AMX = 4,
  CK_AMX_EMULATED = 5
} ck_kernel_set;

/// Units that multiply small matrices of bfloat16 (AMX).
typedef enum ck_matrix_units {
  CK_UNITS_ABSENT = 0,
  CK_UNITS_REFUSED = 1,  ///< the system does not let this process use them
  CK_UNITS_READY = 2
} ck_matrix_units;

/// Looks for them at the first call, and asks the system to let this process use them.
ck_matrix_units ck_find_matrix_units(void);

/// The functions of a set, or NULL where this machine or build lacks it.
const ck_kernels *_Nullable ck_kernels_of(ck_kernel_set set);

/// Whether this machine multiplies bytes in hardware, which the AVX-512 sets then do.
int ck_has_byte_dots(void);

/// 4 random words for one counter: Philox 4×32-10 (Salmon et al. 2011). Dropout's number for element
/// e of a row is word e/16 mod 4 of block 16·(e/64) + e mod 16.
void ck_random_words(ck_random_key key, uint32_t row, uint32_t block, uint32_t words[_Nonnull 4]);

/// Makes this thread treat denormal numbers as zero; returns the old state for `ck_restore…`.
uint64_t ck_flush_denormals(void);
void ck_restore_denormals(uint64_t state);
/// Tells the core that this thread spins.
void ck_pause(void);

#pragma clang assume_nonnull end
#endif
