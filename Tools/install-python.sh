#!/usr/bin/env bash
# Puts the Python packages of requirements.txt into .tools/python, once, each held to its hash.
set -euo pipefail

cd "$(dirname "$0")/.."
mark=.tools/python/requirements.txt
cmp -s Tools/requirements.txt $mark && exit 0
if ! python3 -m pip --version >/dev/null 2>&1; then
    Tools/install-packages.sh python3 python3-pip
fi
echo "installing the Python packages of the tools"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
rm -rf .tools/python
if ! python3 -m pip install --quiet --no-deps --only-binary :all: --require-hashes --target .tools/python \
    --requirement Tools/requirements.txt >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    echo "cannot install the packages of Tools/requirements.txt: check the network" >&2
    exit 1
fi
cp Tools/requirements.txt $mark
