// The model that is built into the program, `models/default.safetensors`, as bytes.
#ifndef CDEFAULTMODEL_H
#define CDEFAULTMODEL_H

#pragma clang assume_nonnull begin

/// A safetensors file, unless the compiler could not embed it.
const unsigned char *default_model_bytes(void);

/// Its length; 0 where the compiler does not know `#embed`.
long default_model_count(void);

#pragma clang assume_nonnull end

#endif
