#ifndef CNCURSES_SHIM_H
#define CNCURSES_SHIM_H

// The wide-character functions; and functions instead of macros, which Swift cannot call.
#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
// wcwidth is declared for X/Open only.
#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700
#endif

#include <ncurses.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <term.h>
#include <wchar.h>

// What follows wraps what Swift does not import: macros with casts, and variables of ncurses and
// of the C library, which are shared mutable state to the Swift compiler.

static inline SCREEN *cn_newterm(const char *type) { return newterm(type, stdout, stdin); }
// Whether leaving the full screen brings back what was on the terminal before.
static inline bool cn_has_alternate_screen(void) {
    return exit_ca_mode != NULL && *exit_ca_mode != '\0';
}
static inline WINDOW *cn_screen(void) { return stdscr; }
static inline int cn_colors(void) { return COLORS; }

static inline attr_t cn_bold(void) { return A_BOLD; }
static inline attr_t cn_dim(void) { return A_DIM; }
static inline attr_t cn_underline(void) { return A_UNDERLINE; }
static inline attr_t cn_reverse(void) { return A_REVERSE; }

/// Writes one grapheme, as the scalars of one ncurses cell; false where ncurses refuses it.
static inline int cn_put(WINDOW *window, int y, int x, const uint32_t *scalars, int count,
                         attr_t attributes, int pair) {
    wchar_t text[CCHARW_MAX + 1];
    if (count < 1 || count > CCHARW_MAX) return 0;
    for (int i = 0; i < count; i++) text[i] = (wchar_t)scalars[i];
    text[count] = 0;
    cchar_t cell;
    // The pair goes through the last argument: the short one holds no more than 255 pairs.
    if (setcchar(&cell, text, attributes, 0, &pair) == ERR) return 0;
    return mvwadd_wchnstr(window, y, x, &cell, 1) != ERR;
}

static inline int cn_max_scalars(void) { return CCHARW_MAX; }
static inline int cn_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

/// The bytes of a character of which more are to come.
typedef struct {
    mbstate_t state;
    int count;
} cn_character;

/// Reads one key without waiting: 0 nothing, 1 a scalar, 2 a key code. Bytes that are no character are U+FFFD.
///
/// Not by wget_wch: after one such byte it drops the next 144 and then returns a single letter, as if it were typed.
static inline int cn_read(WINDOW *window, cn_character *pending, uint32_t *value) {
    for (int input; (input = wgetch(window)) != ERR;) {
        int is_code = input > 0xFF;
        if (!is_code) {
            wchar_t wide = 0;
            char byte = (char)input;
            size_t size = mbrtowc(&wide, &byte, 1, &pending->state);
            if (size == (size_t)-2) {
                pending->count++;
                continue;
            }
            if (size != (size_t)-1) {
                *pending = (cn_character){0};
                *value = (uint32_t)wide;
                return 1;
            }
        }
        // What ends a character too early is read again, as the first of what follows.
        int was_pending = pending->count > 0;
        *pending = (cn_character){0};
        if (was_pending) ungetch(input);
        *value = is_code && !was_pending ? (uint32_t)input : 0xFFFD;
        return is_code && !was_pending ? 2 : 1;
    }
    return 0;
}

/// What the mouse did; kinds are press, release, wheel up, wheel down, in this order from 1.
typedef struct {
    int x, y, kind, button;
} cn_mouse_event;

static inline mmask_t cn_mouse_mask(void) {
    return BUTTON1_PRESSED | BUTTON1_RELEASED | BUTTON2_PRESSED | BUTTON2_RELEASED
        | BUTTON3_PRESSED | BUTTON3_RELEASED | BUTTON4_PRESSED | BUTTON5_PRESSED;
}

static inline int cn_read_mouse(cn_mouse_event *result) {
    MEVENT event;
    if (getmouse(&event) == ERR) return 0;
    const mmask_t pressed[] = {BUTTON1_PRESSED, BUTTON2_PRESSED, BUTTON3_PRESSED};
    const mmask_t released[] = {BUTTON1_RELEASED, BUTTON2_RELEASED, BUTTON3_RELEASED};
    *result = (cn_mouse_event){.x = event.x, .y = event.y, .kind = 0, .button = 0};
    if (event.bstate & BUTTON4_PRESSED) result->kind = 3;
    if (event.bstate & BUTTON5_PRESSED) result->kind = 4;
    for (int i = 0; i < 3; i++) {
        if (event.bstate & pressed[i]) { result->kind = 1; result->button = i; }
        if (event.bstate & released[i]) { result->kind = 2; result->button = i; }
    }
    return result->kind != 0;
}

/// The bytes of a capability of the terminal in use; NULL where it has none of this name.
static inline const char *cn_capability(const char *name) {
    const char *text = tigetstr(name);
    return text == (const char *)-1 ? NULL : text;
}

/// What the descriptions of this machine say of a type of terminal.
typedef struct {
    int colours, has_alternate_screen, can_place_cursor;
} cn_description;

/// Reads the description of a type without opening a screen; false where there is none.
static inline int cn_read_description(const char *type, cn_description *result) {
    int problem = 0;
    if (setupterm(type, 1, &problem) == ERR) return 0;
    int colours = tigetnum("colors");
    *result = (cn_description){
        .colours = colours > 0 ? colours : 0,
        .has_alternate_screen = cn_has_alternate_screen(),
        .can_place_cursor = cn_capability("cup") != NULL,
    };
    del_curterm(cur_term);
    return 1;
}

#endif
