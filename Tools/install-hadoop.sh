#!/usr/bin/env bash
# Puts the jars of Hadoop, which come in a package of an earlier Spark, into .tools/hadoop.
set -euo pipefail

cd "$(dirname "$0")/.."
Tools/fetch-pinned.sh Tools/requirements-hadoop.txt .tools/hadoop "Hadoop (about 210 MB)" \
    "check the network" --no-cache-dir --no-compile
