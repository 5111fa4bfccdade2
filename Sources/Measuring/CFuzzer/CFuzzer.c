#include "CFuzzer.h"

typedef int (*callback)(const uint8_t *bytes, size_t count);

// Weak, since only the build of `make fuzz` links libFuzzer; every other build links the program as well.
__attribute__((weak)) int LLVMFuzzerRunDriver(int *count, char ***arguments, callback read);

// libFuzzer hands its callback no context.
static int chosen;
static cfuzzer_reader chosen_reader;

static int read_input(const uint8_t *bytes, size_t count) {
    chosen_reader(chosen, bytes, count);
    return 0;
}

int cfuzzer_run(int count, char **arguments, int target, cfuzzer_reader reader) {
    if (!LLVMFuzzerRunDriver) return -1;
    chosen = target;
    chosen_reader = reader;
    return LLVMFuzzerRunDriver(&count, &arguments, read_input);
}
