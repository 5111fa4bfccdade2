// The C library's allocator, whose settings Swift does not see.
#pragma once
#include <malloc.h>

// Makes what is freed go back to the system. An answer about ten thousand jobs takes 30 MiB while it is
// read; left alone, the allocator keeps that, once for every thread that ever read one. Pictures are below both
// thresholds: a page fault costs more than drawing its cells.
static inline void pandora_allocator_give_back(void) {
    mallopt(M_ARENA_MAX, 2);
    mallopt(M_MMAP_THRESHOLD, 512 * 1024);
    mallopt(M_TRIM_THRESHOLD, 1024 * 1024);
}
