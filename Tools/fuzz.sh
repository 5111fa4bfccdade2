#!/usr/bin/env bash
# Runs libFuzzer over every fuzz target for a minute in all, or SECONDS_IN_ALL=n over those named as arguments.
#
# Begins with the inputs kept in the repository and with what earlier runs found worth keeping; a finding is a
# file, and the command that reads it again is printed.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${SECONDS_IN_ALL:-60}
build=.build-fuzz
kept=Tests/Measuring/FuzzTargetsTests/Corpus
program=$build/release/Fuzzer

# Every module is compiled with libFuzzer's counters and with AddressSanitizer; the library without a main is linked,
# since the program has one. The driver's own -sanitize=fuzzer would link one with a main.
library=$(swiftc -print-target-info | sed -n 's/.*"runtimeResourcePath" *: *"\(.*\)".*/\1/p')
library=$library/clang/lib/linux/libclang_rt.fuzzer_no_main-$(uname -m).a
[ -f "$library" ] || { echo "this Swift toolchain has no libFuzzer: '$library' is missing" >&2; exit 1; }
mkdir -p $build
echo "building the fuzz targets (a first build takes some minutes)"
if ! swift build -c release --scratch-path $build --product Fuzzer --sanitize address \
    -Xswiftc -Xfrontend -Xswiftc -sanitize=address,fuzzer \
    -Xlinker -u -Xlinker LLVMFuzzerRunDriver -Xlinker "$library" -Xlinker -lstdc++ -Xlinker -lm \
    >$build/build.log 2>&1; then
    # The linker names each symbol of AddressSanitizer.
    grep -v "Cannot export local symbol" $build/build.log | tail -n 30 >&2
    exit 1
fi

targets=("$@")
[ ${#targets[@]} -gt 0 ] || read -ra targets < <("$program" | sed 's/.*: //; s/--//g')
each=$(( (seconds + ${#targets[@]} - 1) / ${#targets[@]} ))
# At the end of a process the runtime of Swift still holds memory that no pointer shows.
export SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0
found=0
for target in "${targets[@]}"; do
    findings=$build/findings/$target
    corpus=$build/corpus/$target
    log=$build/$target.log
    mkdir -p "$findings" "$corpus"
    if "$program" "--$target" -max_total_time="$each" -timeout=5 -max_len=8192 -dict=$kept/tokens.dict \
        -artifact_prefix="$findings/" -print_final_stats=1 "$corpus" "$kept/$target" >"$log" 2>&1; then
        inputs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
        coverage=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)
        echo "$target: $inputs inputs in $each s, $coverage edges covered, no finding"
    else
        found=1
        grep -aE 'Fatal error|ERROR:|SUMMARY' "$log" || tail -n 20 "$log"
        file=$(sed -n 's/.*Test unit written to //p' "$log")
        echo "$target: a finding; read it again with: SWIFT_BACKTRACE=enable=no $program --$target $file"
    fi
done
exit $found
