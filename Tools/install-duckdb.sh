#!/usr/bin/env bash
# Puts the duckdb command and its extensions into .tools/, unpacked from the Python packages that carry them, each held
# to its hash; does nothing where those of this version are there already.
set -euo pipefail

cd "$(dirname "$0")/.."
requirements=Tools/requirements-duckdb.txt
mark=.tools/duckdb-extensions/.installed
if [ -x .tools/duckdb ] && [ -f "$mark" ] && cmp -s "$requirements" "$mark"; then
    exit 0
fi
if ! command -v python3 >/dev/null || ! python3 -m pip --version >/dev/null 2>&1; then
    Tools/install-packages.sh python3 python3-pip
fi
echo "fetching the duckdb command and its extensions"
mkdir -p .tools
directory=$(mktemp -d .tools/duckdb.XXXXXX)
trap 'rm -rf "$directory"' EXIT
if ! python3 -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary :all: \
    --dest "$directory" --requirement "$requirements" >"$directory/log" 2>&1; then
    tail -n 5 "$directory/log" >&2
    echo "cannot fetch duckdb: check the network, or put a duckdb command at .tools/duckdb" >&2
    exit 1
fi
python3 - "$directory" <<'PYTHON'
import glob, os, sys, zipfile

directory = sys.argv[1]
# DuckDB finds the function that begins an extension by the file's name: those of the databases are called so.
names = {"httpfs": "httpfs", "mysql": "mysql_scanner", "postgres": "postgres_scanner"}


def unpack(package, ending, target):
    with zipfile.ZipFile(glob.glob(f"{directory}/{package}-*.whl")[0]) as wheel:
        member = next(name for name in wheel.namelist() if name.endswith(ending))
        with open(target, "wb") as file:
            file.write(wheel.read(member))


os.mkdir(directory + "/extensions")
unpack("duckdb_cli", "/duckdb", directory + "/duckdb")
for package, name in names.items():
    extension = ".duckdb_extension"
    unpack(f"duckdb_extension_{package}", extension, f"{directory}/extensions/{name}{extension}")
PYTHON
chmod 755 "$directory/duckdb"
for file in "$directory"/extensions/*.duckdb_extension; do
    "$directory/duckdb" -c "LOAD '$file'" >/dev/null
done
cp "$requirements" "$directory/extensions/.installed"
rm -rf .tools/duckdb-extensions
mv "$directory/duckdb" .tools/duckdb
mv "$directory/extensions" .tools/duckdb-extensions
