#define _GNU_SOURCE
#include "CTerminal.h"

#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

static const int crashes[] = {SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGQUIT};
enum { crash_count = sizeof crashes / sizeof crashes[0] };

static struct sigaction previous[crash_count];
static struct termios settings;
static char reset_text[256];
static size_t reset_length;
static int is_installed;
static int nowhere = -1;
static char signal_stack[65536];
static volatile sig_atomic_t has_reset;
static volatile sig_atomic_t is_lent;

// Other threads run until the process is gone: what they still paint must not reach the terminal after its reset.
static void restore_terminal(int input, int output) {
    // In the background the terminal is a shell's or an editor's, and changing its settings would stop this process.
    if (has_reset || ct_is_in_background()) return;
    has_reset = 1;
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDIN_FILENO);
    if (write(output, reset_text, reset_length) < 0) {}
    tcsetattr(input, TCSANOW, &settings);
}

static void on_crash(int number, siginfo_t *info, void *context) {
    // A key is for whoever has the terminal, who may not be in the foreground yet, or no more.
    if (number == SIGQUIT && is_lent && info->si_code == SI_KERNEL) return;
    int input = dup(STDIN_FILENO), output = dup(STDOUT_FILENO);
    restore_terminal(input, output);
    for (int i = 0; i < crash_count; i++) {
        if (crashes[i] != number) continue;
        sigaction(number, &previous[i], NULL);
        // Called and not raised again: the backtrace needs the place of the crash, and says it on the terminal.
        if (previous[i].sa_flags & SA_SIGINFO) {
            dup2(output, STDOUT_FILENO);
            previous[i].sa_sigaction(number, info, context);
            return;
        }
    }
    raise(number);
}

void ct_guard_install(const char *reset) {
    if (is_installed || tcgetattr(STDIN_FILENO, &settings) != 0) return;
    reset_length = strnlen(reset, sizeof reset_text);
    memcpy(reset_text, reset, reset_length);
    has_reset = is_lent = 0;
    if (nowhere < 0) nowhere = memfd_create("nowhere", MFD_CLOEXEC);
    // The stack itself may be what overflowed; what reports crashes may have brought another already.
    stack_t stack;
    if (sigaltstack(NULL, &stack) == 0 && (stack.ss_flags & SS_DISABLE)) {
        sigaltstack(&(stack_t){.ss_sp = signal_stack, .ss_size = sizeof signal_stack}, NULL);
    }
    struct sigaction action = {.sa_sigaction = on_crash, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < crash_count; i++) {
        sigaction(crashes[i], &action, &previous[i]);
        // What ends nothing needs no mending: a program that a script runs in the background has SIGQUIT ignored.
        if (previous[i].sa_handler == SIG_IGN) sigaction(crashes[i], &previous[i], NULL);
    }
    is_installed = 1;
}

void ct_guard_remove(void) {
    if (!is_installed) return;
    for (int i = 0; i < crash_count; i++) sigaction(crashes[i], &previous[i], NULL);
    is_installed = 0;
}

void ct_guard_lend(int is_to_others) { is_lent = is_to_others; }
