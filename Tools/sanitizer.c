// Linked into every program that Tools/sanitize.sh builds.
//
// A test starts programs with an environment of its own, often through tmux, ssh or a script. What the sanitizer is to
// do is therefore in the program, and not in TSAN_OPTIONS or ASAN_OPTIONS.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

#ifdef THREAD

const char *__tsan_default_options(void) { return "include=" OPTIONS; }

// The library of Swift's Mutex is not compiled with ThreadSanitizer. Programs lock and unlock a mutex that is free by
// themselves, which is seen; a thread that has to wait calls the library, which is not. Without these two functions every
// mutex that threads really compete for would be reported.
#define MUTEX __attribute__((swift_context)) void *mutex
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

void __tsan_acquire(void *address);
void __tsan_release(void *address);

__attribute__((swiftcall)) void lock_slow(uint32_t thread, MUTEX) __asm__(LOCK);
__attribute__((swiftcall)) void lock_slow(uint32_t thread, MUTEX) {
    __attribute__((swiftcall)) void (*lock)(uint32_t, MUTEX) = dlsym(RTLD_NEXT, LOCK);
    lock(thread, mutex);
    __tsan_acquire(mutex);
}

__attribute__((swiftcall)) void unlock_slow(MUTEX) __asm__(UNLOCK);
__attribute__((swiftcall)) void unlock_slow(MUTEX) {
    __attribute__((swiftcall)) void (*unlock)(MUTEX) = dlsym(RTLD_NEXT, UNLOCK);
    __tsan_release(mutex);
    unlock(mutex);
}

#else

const char *__asan_default_options(void) { return "include=" OPTIONS; }

#endif
