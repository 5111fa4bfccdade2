#!/usr/bin/env bash
# Puts moto, whose server is an object store to test with, into .tools/moto.
set -euo pipefail

cd "$(dirname "$0")/.."
Tools/fetch-pinned.sh Tools/requirements-objects.txt .tools/moto "an object store for the tests" \
    "check the network; the wheels are those of Python 3.11 on x86-64" --only-binary :all:
