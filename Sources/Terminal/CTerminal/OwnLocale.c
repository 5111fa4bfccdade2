#define _GNU_SOURCE
#include "OwnLocale.h"

#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#pragma clang diagnostic ignored "-Wc23-extensions"

// Of the C library that this is built with, whose static functions read no other version's.
#if defined(__has_embed)
#if __has_embed("../../../.tools/locale/LC_CTYPE.z")
// By Tools/pack-locale.py: the size in four bytes, then the types in a sixth of their size.
#define HAS_LOCALE 1
#define IS_PACKED 1
static const unsigned char character_types[] = {
#embed "../../../.tools/locale/LC_CTYPE.z"
};
#elif __has_embed("/usr/lib/locale/C.utf8/LC_CTYPE")
#define HAS_LOCALE 1
static const unsigned char character_types[] = {
#embed "/usr/lib/locale/C.utf8/LC_CTYPE"
};
#endif
#endif

#ifdef HAS_LOCALE

#ifdef IS_PACKED

static int write_types(int file) {
    const unsigned char *head = character_types;
    uLongf size = (uLongf)head[0] << 24 | (uLongf)head[1] << 16 | (uLongf)head[2] << 8 | head[3];
    unsigned char *types = malloc(size);
    if (!types) return 0;
    int is_written = uncompress(types, &size, head + 4, sizeof character_types - 4) == Z_OK
        && ct_write_all(file, types, size);
    free(types);
    return is_written;
}

#else

static int write_types(int file) { return ct_write_all(file, character_types, sizeof character_types); }

#endif

static int write_file(const char *path) {
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) return 0;
    int is_written = write_types(file);
    return close(file) == 0 && is_written;
}

/// Opens the locale out of a folder that is removed again: the C library has read it by then.
static int open_in(const char *place) {
    char root[4096], folder[4120], file[4140];
    if (!place || snprintf(root, sizeof root, "%s/pandora-XXXXXX", place) >= (int)sizeof root) return 0;
    if (!mkdtemp(root)) return 0;
    snprintf(folder, sizeof folder, "%s/C.utf8", root);
    snprintf(file, sizeof file, "%s/LC_CTYPE", folder);
    int is_open = 0;
    if (mkdir(folder, 0700) == 0 && write_file(file)) {
        const char *path = getenv("LOCPATH");
        char *previous = path ? strdup(path) : NULL;
        setenv("LOCPATH", root, 1);
        is_open = setlocale(LC_CTYPE, "C.UTF-8") != NULL;
        if (previous) setenv("LOCPATH", previous, 1);
        else unsetenv("LOCPATH");
        free(previous);
    }
    unlink(file);
    rmdir(folder);
    rmdir(root);
    return is_open;
}

int ct_own_locale_open(void) {
    const char *places[] = {getenv("XDG_RUNTIME_DIR"), getenv("TMPDIR"), "/dev/shm", "/tmp", getenv("HOME"), "."};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (open_in(places[i])) return 1;
    }
    return 0;
}

#else

int ct_own_locale_open(void) { return 0; }

#endif
