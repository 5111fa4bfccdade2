#!/bin/bash
# Counts the instructions of a fixed script of the console and compares them with the number kept beside this
# file: seconds on shared machines say little, instructions say the same on each. Fails at more than 10 % above.
# UPDATE=1 keeps the new number.
set -euo pipefail
cd "$(dirname "$0")/.."
program=.build-release-static/release/ConsoleBenchmark
kept=Tools/instructions.txt
log=$(mktemp)
trap 'rm -f "$log"' EXIT
valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" script >/dev/null 2>"$log"
count=$(sed -n 's/.*Collected : \([0-9]*\).*/\1/p' "$log")
[ -n "$count" ] || { cat "$log"; exit 1; }
if [ "${UPDATE:-}" = 1 ] || [ ! -f "$kept" ]; then
  echo "$count" > "$kept"
  echo "$count instructions, kept"
  exit
fi
before=$(cat "$kept")
percent=$(( count * 100 / before - 100 ))
echo "$count instructions, $before kept: $percent %"
[ "$percent" -le 10 ] || { echo "the console does more than it did: find out why, or keep it with UPDATE=1"; exit 1; }
