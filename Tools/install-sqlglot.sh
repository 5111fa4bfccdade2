#!/usr/bin/env bash
# Puts sqlglot, which translates users' SQL, into .tools/sqlglot; does nothing where it is there already.
set -euo pipefail

cd "$(dirname "$0")/.."
requirements=Tools/requirements-sql.txt
target=.tools/sqlglot
mark=$target/.installed
if [ -f "$mark" ] && cmp -s "$requirements" "$mark"; then
    exit 0
fi
if ! command -v python3 >/dev/null || ! python3 -m pip --version >/dev/null 2>&1; then
    Tools/install-packages.sh python3 python3-pip
fi
echo "fetching sqlglot"
mkdir -p .tools
directory=$(mktemp -d .tools/sqlglot.XXXXXX)
trap 'rm -rf "$directory"' EXIT
if ! python3 -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary :all: \
    --target "$directory/packages" --requirement "$requirements" >"$directory/log" 2>&1; then
    tail -n 5 "$directory/log" >&2
    echo "cannot fetch sqlglot: check the network, or put the packages of $requirements into $target" >&2
    exit 1
fi
# Compiled here, since the translator writes no files while it runs.
python3 -m compileall -q "$directory/packages"
cp "$requirements" "$directory/packages/.installed"
rm -rf "$target"
mv "$directory/packages" "$target"
python3 -I -S -B Sources/Service/SparkSQL/translator --packages "$target" </dev/null
