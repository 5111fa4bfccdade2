#!/usr/bin/env bash
# Puts atheris, the fuzzer of Python, into .tools/atheris.
set -euo pipefail

cd "$(dirname "$0")/.."
Tools/fetch-pinned.sh Tools/requirements-fuzz.txt .tools/atheris atheris \
    "check the network, and that python3 is 3.11 on x86-64" --only-binary :all:
