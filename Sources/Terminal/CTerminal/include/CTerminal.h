#ifndef CTERMINAL_H
#define CTERMINAL_H

#include <stddef.h>

// What must be C: code that runs in a signal handler, and calls with variable arguments.

/// Opens the pipe through which signals and wake-ups reach the event loop, and catches the signals
/// a terminal program lives with. Returns the end to poll, or -1.
int ct_pipe_open(void);
/// Gives the signals back to whoever had them, and closes the pipe.
void ct_pipe_close(void);
/// Makes the pipe readable. Safe on any thread and in a signal handler.
void ct_pipe_wake(void);
/// Takes what is in the pipe: one byte per event, a signal's number or 0 for a wake-up.
/// Returns how many; 0 where there is nothing.
int ct_pipe_read(unsigned char *bytes, size_t size);

/// Stops the whole process group as Ctrl-Z does, and returns when it is continued.
void ct_stop(void);
/// Whether the terminal belongs to another process group. Safe in a signal handler.
int ct_is_in_background(void);
/// Whether a signal to end came since the pipe was opened.
int ct_is_told_to_end(void);
/// Ends the process by a signal as if it had never been caught.
void ct_die(int signal_number);

/// Remembers the terminal's settings and, when the program crashes, restores them and writes
/// `reset` before the crash takes its course.
void ct_guard_install(const char *reset);
void ct_guard_remove(void);
/// Says whether another program has the terminal, whose Ctrl-\ is none of this one's.
void ct_guard_lend(int is_to_others);

/// The size of the terminal behind a descriptor in cells; 0 where it is unknown.
void ct_window_size(int descriptor, int *width, int *height);
/// Writes all of it, also where the descriptor does not block. False if the terminal is gone.
int ct_write_all(int descriptor, const void *bytes, size_t size);
/// Takes the character type from the environment, and UTF-8 where it names none that is known here.
/// Returns whether it is UTF-8 now.
int ct_locale_open(void);

#endif
