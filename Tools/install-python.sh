#!/usr/bin/env bash
# Puts the Python packages of the tools into .tools/python.
set -euo pipefail

cd "$(dirname "$0")/.."
Tools/fetch-pinned.sh Tools/requirements.txt .tools/python "the Python packages of the tools" \
    "check the network" --only-binary :all:
