#define _GNU_SOURCE
#include "CTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

static const int caught[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT};
enum { caught_count = sizeof caught / sizeof caught[0] };

static struct sigaction previous[caught_count];
static atomic_int read_end = -1;
static atomic_int write_end = -1;
static volatile sig_atomic_t is_told_to_end;

static void send_byte(unsigned char byte) {
    int saved = errno;
    int descriptor = atomic_load(&write_end);
    // A full pipe is as good as a written one: the loop wakes up in both cases.
    if (descriptor >= 0 && write(descriptor, &byte, 1) < 0) {}
    errno = saved;
}

static void on_signal(int number) {
    if (number == SIGTERM || number == SIGHUP) is_told_to_end = 1;
    send_byte((unsigned char)number);
}

static void catch_signal(int number, struct sigaction *old) {
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, old);
}

int ct_pipe_open(void) {
    int ends[2];
    if (atomic_load(&read_end) >= 0 || pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
    is_told_to_end = 0;
    atomic_store(&read_end, ends[0]);
    atomic_store(&write_end, ends[1]);
    for (int i = 0; i < caught_count; i++) catch_signal(caught[i], &previous[i]);
    return ends[0];
}

void ct_pipe_close(void) {
    if (atomic_load(&read_end) < 0) return;
    for (int i = 0; i < caught_count; i++) sigaction(caught[i], &previous[i], NULL);
    close(atomic_exchange(&write_end, -1));
    close(atomic_exchange(&read_end, -1));
}

void ct_pipe_wake(void) { send_byte(0); }

int ct_pipe_read(unsigned char *bytes, size_t size) {
    ssize_t count = read(atomic_load(&read_end), bytes, size);
    return count > 0 ? (int)count : 0;
}

void ct_stop(void) {
    // The caller redraws by itself; a caught SIGCONT would make it do so twice.
    signal(SIGCONT, SIG_DFL);
    // The others of the group first, so that a script around the program stops too.
    signal(SIGTSTP, SIG_IGN);
    kill(0, SIGTSTP);
    // Then this very thread, so that nothing runs on before the process stands still.
    signal(SIGTSTP, SIG_DFL);
    pthread_kill(pthread_self(), SIGTSTP);
    catch_signal(SIGTSTP, NULL);
    catch_signal(SIGCONT, NULL);
}

int ct_is_in_background(void) {
    pid_t group = tcgetpgrp(STDIN_FILENO);
    return group > 0 && group != getpgrp();
}

int ct_is_told_to_end(void) { return is_told_to_end; }

void ct_die(int number) {
    signal(number, SIG_DFL);
    raise(number);
}
