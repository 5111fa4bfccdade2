#!/usr/bin/env bash
# Puts an object store to test with into .tools/moto, each package held to its hash; does nothing where it is there.
set -euo pipefail

cd "$(dirname "$0")/.."
requirements=Tools/requirements-objects.txt
mark=.tools/moto/.installed
cmp -s "$requirements" "$mark" && exit 0
if ! python3 -m pip --version >/dev/null 2>&1; then
    Tools/install-packages.sh python3 python3-pip
fi
echo "fetching an object store for the tests"
mkdir -p .tools
directory=$(mktemp -d .tools/moto.XXXXXX)
trap 'rm -rf "$directory"' EXIT
if ! python3 -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary :all: \
    --target "$directory/packages" --requirement "$requirements" >"$directory/log" 2>&1; then
    tail -n 5 "$directory/log" >&2
    echo "cannot fetch moto: check the network; its wheels are those of Python 3.11 on x86-64" >&2
    exit 1
fi
cp "$requirements" "$directory/packages/.installed"
rm -rf .tools/moto
mv "$directory/packages" .tools/moto
