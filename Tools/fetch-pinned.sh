#!/usr/bin/env bash
# Puts the Python packages of a list into a directory, all or none, each held to its hash; does nothing where those of
# the list are there already.
#
# fetch-pinned.sh LIST DIRECTORY WHAT OTHERWISE [PIP-OPTION...]: WHAT is told meanwhile, OTHERWISE where it fails.
set -euo pipefail

cd "$(dirname "$0")/.."
list=$1 target=$2 what=$3 otherwise=$4
shift 4
if cmp -s "$list" "$target/.installed"; then
    exit 0
fi
if ! command -v python3 >/dev/null || ! python3 -m pip --version >/dev/null 2>&1; then
    Tools/install-packages.sh python3 python3-pip
fi
echo "fetching $what"
mkdir -p .tools
directory=$(mktemp -d "$PWD/.tools/fetched.XXXXXX")
trap 'rm -rf "$directory"' EXIT
mkdir "$directory/temporary"
# A source archive is unpacked more than once, which not every /tmp has room for.
if ! TMPDIR="$directory/temporary" python3 -m pip install --quiet --disable-pip-version-check --no-deps \
    --require-hashes "$@" --target "$directory/packages" --requirement "$list" >"$directory/log" 2>&1; then
    tail -n 5 "$directory/log" >&2
    echo "cannot fetch it: $otherwise" >&2
    exit 1
fi
cp "$list" "$directory/packages/.installed"
rm -rf "$target"
mv "$directory/packages" "$target"
