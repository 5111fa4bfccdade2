#include "CTerminal.h"

/// Opens the UTF-8 locale that is in the program, for machines that have none that it can read: a static program reads
/// only those of its own C library. Returns whether it is open; it needs a place for a file while it is opened.
int ct_own_locale_open(void);
