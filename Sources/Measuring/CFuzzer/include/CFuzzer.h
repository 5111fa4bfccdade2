#ifndef CFUZZER_H
#define CFUZZER_H

#include <stddef.h>
#include <stdint.h>

/// Reads one input for the target of a number; ends the process where that shows a fault.
typedef void (*cfuzzer_reader)(int target, const uint8_t *bytes, size_t count);

/// Runs libFuzzer on one target with its own arguments; returns its exit code, or -1 where the program was
/// linked without it.
int cfuzzer_run(int count, char **arguments, int target, cfuzzer_reader reader);

#endif
