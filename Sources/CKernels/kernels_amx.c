// The product of pairs on AMX (Understand/Kernels.md). The other kernels of this set are those of
// AVX-512-BF16.
#if defined(__x86_64__)
#include <immintrin.h>

#include "tiles.h"

#define CK_LANES 16
#define CK(name) ck_amx_##name

// The configuration of palette 1: bytes per row, and rows, of each tile.
typedef struct {
  uint8_t palette, start_row, reserved[14];
  uint16_t row_bytes[16];
  uint8_t rows[16];
} ck_tile_shapes;

static inline __attribute__((always_inline, target("amx-tile"))) void ck_shape_tiles(long rows0,
                                                                                     long rows1) {
  ck_tile_shapes shapes = {.palette = 1};
  for (int t = 0; t < 8; t++) {
    const long rows = t >= 6 ? 16 : t == 2 || t == 3 || t == 5 ? rows1 : rows0;
    shapes.rows[t] = (uint8_t)rows;
    shapes.row_bytes[t] = rows > 0 ? 64 : 0;
  }
  _tile_loadconfig(&shapes);
}

#define CK_TILE_SHAPES(rows0, rows1) ck_shape_tiles(rows0, rows1)
#define CK_TILE_LOAD(t, p, distance) _tile_loadd(t, p, (distance) * 4)
#define CK_TILE_STORE(t, p, distance) _tile_stored(t, p, (distance) * 4)
#define CK_TILE_ZERO(t) _tile_zero(t)
#define CK_TILE_ADD_DOTS(c, a, b) _tile_dpbf16ps(c, a, b)
#define CK_TILE_RELEASE() _tile_release()
#pragma clang attribute push(__attribute__((target("amx-tile,amx-bf16,avx512f"))), \
                             apply_to = function)
#include "body/tiles.h"

float ck_amx_multiply_adds_pairs(long rounds) {
  // A round is 24 vectors of 16: four instructions of 16 × 16 × 32 are 85⅓ rounds.
  CK_TILE_SHAPES(16, 16);  // all zero
  for (long done = 0; done < rounds * 3; done += 256) {
    CK_TILE_ADD_DOTS(0, 4, 6);
    CK_TILE_ADD_DOTS(1, 4, 7);
    CK_TILE_ADD_DOTS(2, 5, 6);
    CK_TILE_ADD_DOTS(3, 5, 7);
  }
  float sums[16][16];
  CK_TILE_STORE(0, sums, 16);
  CK_TILE_RELEASE();
  return sums[0][0];
}
#pragma clang attribute pop
#endif
