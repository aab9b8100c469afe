#include "cdefaultmodel.h"

// `#embed` belongs to C23; clang accepts it under any standard, with a warning.
#pragma clang diagnostic ignored "-Wc23-extensions"

#if defined(__has_embed)
static const unsigned char bytes[] = {
#embed "../../models/default.safetensors"
};
long default_model_count(void) { return sizeof bytes; }
#else
static const unsigned char bytes[1];
long default_model_count(void) { return 0; }
#endif

const unsigned char *default_model_bytes(void) { return bytes; }
