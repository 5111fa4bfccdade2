#!/usr/bin/env bash
# Puts the duckdb command into .tools/, unpacked from the Python package that carries it.
set -euo pipefail

cd "$(dirname "$0")/.."
if ! command -v python3 >/dev/null || ! python3 -m pip --version >/dev/null 2>&1; then
    Tools/install-packages.sh python3 python3-pip
fi
echo "fetching the duckdb command"
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
if ! python3 -m pip download --quiet --no-deps --dest "$directory" duckdb-cli >"$directory/log" 2>&1; then
    tail -n 5 "$directory/log" >&2
    echo "cannot fetch duckdb-cli: check the network, or put a duckdb command at .tools/duckdb" >&2
    exit 1
fi
mkdir -p .tools
python3 - "$directory" <<'PYTHON'
import glob, sys, zipfile

with zipfile.ZipFile(glob.glob(sys.argv[1] + "/*.whl")[0]) as wheel:
    with open(".tools/duckdb.new", "wb") as target:
        target.write(wheel.read("duckdb_cli/duckdb"))
PYTHON
chmod 755 .tools/duckdb.new
.tools/duckdb.new -version >/dev/null
mv .tools/duckdb.new .tools/duckdb
