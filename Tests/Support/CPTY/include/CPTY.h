#ifndef CPTY_H
#define CPTY_H

#include <sys/types.h>

/// The settings that a program may leave in disorder.
typedef struct {
    unsigned int input, output, control, local;
} cpty_settings;

/// A program on a pseudo terminal. The near end is where a user sits; the far end is kept open so
/// that the settings the program leaves behind can be read after it has ended.
typedef struct {
    pid_t process;
    int near_end;
    int far_end;
    /// As they were before the program could change them.
    cpty_settings initial;
} cpty_session;

/// Starts a program with the pseudo terminal as its controlling one; 0, or an error number.
int cpty_spawn(const char *path, char *const arguments[], char *const environment[], int width,
               int height, cpty_session *session);
int cpty_resize(int descriptor, int width, int height);
int cpty_read_settings(int descriptor, cpty_settings *settings);
/// Waits for a process that may not have ended: 0 still running, 1 exited with the code in
/// `value`, 2 ended by the signal in `value`, -1 no such process.
int cpty_poll_exit(pid_t process, int *value);

#endif
