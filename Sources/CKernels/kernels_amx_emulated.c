// AMX's instructions in plain C, four columns wide, so that the loops over tiles
// (Understand/Kernels.md) are tested on every machine. A tile that is used with a wrong shape, or
// without one, turns the sums into NaN.
#include <math.h>
#include <string.h>

#include "tiles.h"

#define CK_LANES 4
#define CK(name) ck_amx_emulated_##name

typedef struct {
  long rows[8];
  float words[8][16][16];
} ck_tiles;

static _Thread_local ck_tiles tiles;

static void shape(long rows0, long rows1) {
  for (int t = 0; t < 8; t++) {
    tiles.rows[t] = t >= 6 ? 16 : t == 2 || t == 3 || t == 5 ? rows1 : rows0;
    memset(tiles.words[t], 0, sizeof tiles.words[t]);
  }
}

// Words in a row of a tile: steps of k in A's tiles, columns in the others.
static long width(int t) { return t == 4 || t == 5 ? 16 : CK_LANES; }

static void load(int t, const float *p, long distance) {
  for (long i = 0; i < tiles.rows[t]; i++)
    memcpy(tiles.words[t][i], p + i * distance, (size_t)width(t) * 4);
}

static void store(int t, float *p, long distance) {
  for (long i = 0; i < tiles.rows[t]; i++)
    memcpy(p + i * distance, tiles.words[t][i], (size_t)width(t) * 4);
}

static float half_of(float word, int second) {
  uint32_t bits;
  memcpy(&bits, &word, 4);
  bits = second ? bits & 0xFFFF0000 : bits << 16;
  memcpy(&word, &bits, 4);
  return word;
}

static void add_dots(int c, int a, int b) {
  const int fits = tiles.rows[c] == tiles.rows[a] && tiles.rows[c] > 0;
  for (long i = 0; i < tiles.rows[c]; i++) {
    for (long j = 0; j < CK_LANES; j++) {
      float sum[2] = {0, 0};
      for (long t = 0; t < 16; t++)
        for (int second = 0; second < 2; second++)
          sum[second] = fmaf(half_of(tiles.words[a][i][t], second),
                             half_of(tiles.words[b][t][j], second), sum[second]);
      tiles.words[c][i][j] += fits ? sum[0] + sum[1] : NAN;
    }
  }
}

#define CK_TILE_SHAPES(rows0, rows1) shape(rows0, rows1)
#define CK_TILE_LOAD(t, p, distance) load(t, p, distance)
#define CK_TILE_STORE(t, p, distance) store(t, p, distance)
#define CK_TILE_ZERO(t) memset(tiles.words[t], 0, sizeof tiles.words[t])
#define CK_TILE_ADD_DOTS(c, a, b) add_dots(c, a, b)
#define CK_TILE_RELEASE() shape(0, 0)
#include "body/tiles.h"
