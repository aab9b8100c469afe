// The model that is built into the program: `default.safetensors` of this folder, as bytes.
//
// It is made from the model in `models/`, and made anew whenever that one changes:
//
//     s2s convert models/default.safetensors --output Sources/CDefaultModel/default.safetensors --force
#ifndef CDEFAULTMODEL_H
#define CDEFAULTMODEL_H

#pragma clang assume_nonnull begin

/// A safetensors file, unless the compiler could not embed it.
const unsigned char *default_model_bytes(void);

/// Its length; 0 where the compiler does not know `#embed`.
long default_model_count(void);

#pragma clang assume_nonnull end

#endif
