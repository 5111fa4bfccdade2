#!/usr/bin/env bash
# Makes screenshots/*.png: the real program on the demo, in xterm on a display that nobody sees.
set -euo pipefail

cd "$(dirname "$0")/.."
Tools/install-packages.sh xvfb xterm xdotool imagemagick fonts-noto-cjk fonts-dejavu-core
state=$(mktemp -d)
export XDG_STATE_HOME=$state LANG=C.UTF-8 DISPLAY=:77
Xvfb "$DISPLAY" -screen 0 1280x800x24 -nolisten tcp >/dev/null 2>&1 &
display=$!
trap 'kill "$terminal" "$display" 2>/dev/null || true; rm -rf "$state"' EXIT
terminal=
for _ in $(seq 50); do xdotool getdisplaygeometry >/dev/null 2>&1 && break; sleep 0.1; done

echo "preparing the demo"
bin/pandora demo --no-console --keep >/dev/null
sleep 15 # the runs of the past hours end
xterm -u8 -geometry 120x36+0+0 -fa 'DejaVu Sans Mono' -fd 'Noto Sans Mono CJK SC' -fs 11 \
    -bg '#16181d' -fg '#d5d8dd' -e bin/pandora demo >/dev/null 2>&1 &
terminal=$!
window=
for _ in $(seq 100); do
    window=$(xdotool search --onlyvisible --class xterm 2>/dev/null | head -n 1) && [ -n "$window" ] && break
    sleep 0.1
done
mkdir -p screenshots
picture() { sleep 1.5; import -window "$window" "screenshots/$1.png"; echo "screenshots/$1.png"; }
keys() { xdotool key --delay 80 "$@"; }

xdotool windowfocus "$window"
sleep 4
keys 4
picture jobs
keys slash i n v o i c e Return Return Return
picture failed-run
keys r
picture rerun-plan
keys n Escape Escape Escape 0
picture overview
keys 1 Return bracketright bracketright
picture lineage
keys 1 i
picture schema
keys question
picture help
keys Escape q
wait "$terminal" || true
