#!/usr/bin/env bash
# Runs the tests of the object store against a real server, moto's, on the loopback and a free port.
set -euo pipefail

cd "$(dirname "$0")/.."
Tools/install-moto.sh
directory=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$directory"' EXIT
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
PYTHONPATH=$PWD/.tools/moto python3 -m moto.server -H 127.0.0.1 -p "$port" >"$directory/log" 2>&1 &
server=$!
export PANDORA_TEST_OBJECTS=http://127.0.0.1:$port
python3 - "$PANDORA_TEST_OBJECTS/pandora" <<'PYTHON'
import sys, time, urllib.request

for attempt in range(100):
    try:
        urllib.request.urlopen(urllib.request.Request(sys.argv[1], method="PUT"))
        break
    except OSError:
        time.sleep(0.2)
else:
    sys.exit("the object store did not start")
PYTHON
swift test --skip-build --disable-xctest --filter "${1:-Object}"
