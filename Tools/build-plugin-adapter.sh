#!/usr/bin/env bash
# Compiles the adapter that runs plugins and puts it, with its sources, into the jar that pandorad carries.
# Needs a JDK from 17 on; pandorad needs only a Java runtime.
set -euo pipefail
cd "$(dirname "$0")/../Sources/Service/PluginEngines"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
javac -g:lines -Xlint:all -Xlint:-options -Werror --release 8 -d "$work" Adapter/*.java
cp Adapter/*.java "$work/"
# The sources are in the jar, too, where a test compares them; times are left out, so that the same sources make the
# same jar.
python3 - "$work" <<'PYTHON'
import pathlib, sys, zipfile
with zipfile.ZipFile("PluginAdapter.jar", "w") as jar:
    for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
        entry = zipfile.ZipInfo(path.name, (1980, 1, 1, 0, 0, 0))
        entry.compress_type = zipfile.ZIP_DEFLATED
        jar.writestr(entry, path.read_bytes())
PYTHON
echo "made Sources/Service/PluginEngines/PluginAdapter.jar"
