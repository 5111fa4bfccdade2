// zlib, with its macros as functions, since Swift does not import macros that take arguments.
#pragma once
#include <zlib.h>

// 15 bits of window, and 16 for gzip's own header and checksum.
static inline int pandora_inflate_init(z_stream *stream) { return inflateInit2(stream, 15 + 16); }

static inline int pandora_deflate_init(z_stream *stream) {
    return deflateInit2(stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}
