// All functions of one kernel set, and its table. Understand/Kernels.md explains kernel sets.
#include <math.h>

#include "../bytes.h"
#include "../philox.h"
#include "vector.h"
#include "functions.h"
#include "pack.h"
#include "product.h"
#include "pointwise.h"
#include "rounding.h"
#define CK_BYTE_DOTS 0
#define CK_BYTE_PRODUCT_LINKAGE static
#include "bytes.h"
#include "gru.h"
#include "dropout.h"
#include "attention.h"
#include "loss.h"
#include "normalize.h"
#include "optimizer.h"
#include "peak.h"

const ck_kernels CK(table) = {
  .name = CK_NAME,
  .panel_columns = CK_PANEL,
  .pack = CK(pack),
  .product = CK(product),
  .transpose = CK(transpose),
  .product_float16 = CK(product_float16),
  .quantize_rows = CK(quantize_rows),
  .pack_int8 = CK(pack_int8),
  .product_int8 = CK(product_int8),
  .pair = CK(pair),
  .pack_bfloat16 = CK(pack_bfloat16),
  .product_bfloat16 = CK(product_bfloat16),
  .transpose_bfloat16 = CK(transpose_bfloat16),
  .has_bfloat16 = CK_BF16,
  .add = CK(add),
  .apply_tanh = CK(apply_tanh),
  .scale_by_tanh_slope = CK(scale_by_tanh_slope),
  .sum_rows = CK(sum_rows),
  .dropout = CK(dropout),
  .lstm_forward = CK(lstm_forward),
  .lstm_backward = CK(lstm_backward),
  .highway_forward = CK(highway_forward),
  .highway_backward = CK(highway_backward),
  .gru_forward = CK(gru_forward),
  .gru_backward = CK(gru_backward),
  .gru_reset = CK(gru_reset),
  .gru_blend = CK(gru_blend),
  .gru_blend_backward = CK(gru_blend_backward),
  .gru_reset_backward = CK(gru_reset_backward),
  .dots = CK(dots),
  .additive_scores = CK(additive_scores),
  .additive_backward = CK(additive_backward),
  .softmax = CK(softmax),
  .softmax_backward = CK(softmax_backward),
  .weighted_sum = CK(weighted_sum),
  .add_outer = CK(add_outer),
  .log_sum_exp = CK(log_sum_exp),
  .cross_entropy = CK(cross_entropy),
  .consistent_cross_entropy = CK(consistent_cross_entropy),
  .top_k = CK(top_k),
  .sum_squares = CK(sum_squares),
  .normalize_gates = CK(normalize_gates),
  .normalize_gates_backward = CK(normalize_gates_backward),
  .adam = CK(adam),
  .average = CK(average),
  .clamp = CK(clamp),
  .multiply_adds = CK(multiply_adds),
  .multiply_adds_pairs = CK(multiply_adds_pairs),
  .multiply_adds_per_round = CK_PEAK_CHAINS * CK_LANES,
};
