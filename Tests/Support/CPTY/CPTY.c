#define _GNU_SOURCE
#include "CPTY.h"

#include <errno.h>
#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>

static void become(const char *path, char *const arguments[], char *const environment[],
                   const cpty_session *session) {
    sigset_t all;
    sigemptyset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    for (int number = 1; number < 32; number++) signal(number, SIG_DFL);
    close(session->near_end);
    if (login_tty(session->far_end) == 0) execve(path, arguments, environment);
    _exit(127);
}

int cpty_spawn(const char *path, char *const arguments[], char *const environment[], int width,
               int height, cpty_session *session) {
    struct winsize size = {.ws_col = (unsigned short)width, .ws_row = (unsigned short)height};
    if (openpty(&session->near_end, &session->far_end, NULL, NULL, &size) != 0) return errno;
    // Other programs that are started meanwhile must not keep this terminal open.
    fcntl(session->near_end, F_SETFD, FD_CLOEXEC);
    fcntl(session->far_end, F_SETFD, FD_CLOEXEC);
    if (cpty_read_settings(session->far_end, &session->initial) != 0) return errno;
    session->process = fork();
    if (session->process < 0) return errno;
    if (session->process == 0) become(path, arguments, environment, session);
    return 0;
}

int cpty_resize(int descriptor, int width, int height) {
    struct winsize size = {.ws_col = (unsigned short)width, .ws_row = (unsigned short)height};
    return ioctl(descriptor, TIOCSWINSZ, &size);
}

int cpty_read_settings(int descriptor, cpty_settings *settings) {
    struct termios found;
    if (tcgetattr(descriptor, &found) != 0) return -1;
    *settings = (cpty_settings){found.c_iflag, found.c_oflag, found.c_cflag, found.c_lflag};
    return 0;
}

int cpty_poll_exit(pid_t process, int *value) {
    int status = 0;
    pid_t found = waitpid(process, &status, WNOHANG);
    if (found == 0) return 0;
    if (found < 0) return -1;
    *value = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
    return WIFEXITED(status) ? 1 : 2;
}
