#!/usr/bin/env bash
# Runs the tests, and the programs that they start, under a sanitizer: Tools/sanitize.sh thread|address [FILTER].
#
# Each report is a file in .build-thread/reports or .build-address/reports, of whichever program; any report is a failure.
set -euo pipefail
cd "$(dirname "$0")/.."
case ${1:-} in thread | address) kind=$1 ;; *) echo "usage: Tools/sanitize.sh thread|address [FILTER]" >&2; exit 64 ;; esac
filter=${2:-}
build=.build-$kind
reports=$PWD/$build/reports
options=$PWD/$build/options

mkdir -p "$build" && rm -rf "$reports" && mkdir "$reports"
clang -c -Wall -Werror "-D${kind^^}" "-DOPTIONS=\"$options\"" Tools/sanitizer.c -o "$build/sanitizer.o"
flags=(--scratch-path "$build" --sanitize "$kind" -Xlinker "$PWD/$build/sanitizer.o")

# Programs that are started with a short PATH find what names the places in a report too.
echo "log_path=$reports/report exitcode=66 external_symbolizer_path=$(command -v llvm-symbolizer)" >"$options"
# The signals of a crash are the console's: it mends the terminal, and the tests look at what ended it.
echo "handle_segv=0 handle_sigbus=0 handle_sigfpe=0" >>"$options"
skipped=()
if [ "$kind" = thread ]; then
    # A child is forked while other threads run, and becomes another program at once.
    echo "die_after_fork=0" >>"$options"
    # ThreadSanitizer maps a file that it writes when a program starts: there is none under a limit on the size of files.
    skipped=(--skip "full disks and damaged stores")
else
    # At its end the runtime of Swift still holds memory that no pointer shows.
    echo "detect_leaks=0 strict_string_checks=1" >>"$options"
    # They measure memory, of which AddressSanitizer keeps what was freed.
    skipped=(--skip "under load nothing grows" --skip "random keys neither end the console")
fi

echo "building with the ${kind} sanitizer (a first build takes some minutes)"
swift build --build-tests "${flags[@]}" >"$build/build.log" 2>&1 || { tail -n 30 "$build/build.log" >&2; exit 1; }
echo "running the tests"
failed=0
SWIFT_BACKTRACE=enable=no swift test --skip-build --disable-xctest "${flags[@]}" "${skipped[@]}" \
    ${filter:+--filter "$filter"} || failed=1

found=$(find "$reports" -type f | wc -l)
echo "$found programs with reports of the $kind sanitizer"
[ "$found" = 0 ] || grep -hE '^SUMMARY' "$reports"/* | sort | uniq -c | sort -rn
[ "$failed$found" = 00 ]
