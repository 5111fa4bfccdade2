#define _GNU_SOURCE
#include "CTerminal.h"
#include "OwnLocale.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

void ct_window_size(int descriptor, int *width, int *height) {
    struct winsize size = {0};
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) size = (struct winsize){0};
    *width = size.ws_col;
    *height = size.ws_row;
}

int ct_write_all(int descriptor, const void *bytes, size_t size) {
    const char *rest = bytes;
    while (size > 0) {
        ssize_t count = write(descriptor, rest, size);
        if (count > 0) {
            rest += count;
            size -= (size_t)count;
        } else if (errno == EAGAIN) {
            struct pollfd room = {.fd = descriptor, .events = POLLOUT};
            poll(&room, 1, -1);
        } else if (errno != EINTR) {
            return 0;
        }
    }
    return 1;
}

int ct_locale_open(void) {
    // Only the character type: a decimal comma from elsewhere would change what numbers look like.
    int is_set = setlocale(LC_CTYPE, "") != NULL;
    // The locale of a remote user is often not installed here, or not set at all; today's
    // terminals then still speak UTF-8. Another charset that was really chosen stays.
    if (!is_set || strncmp(nl_langinfo(CODESET), "ANSI_X3", 7) == 0) {
        if (!setlocale(LC_CTYPE, "C.UTF-8")) ct_own_locale_open();
    }
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}
