#!/usr/bin/env bash
# Makes screenshots/*.png and on-call.gif: the real program on the demo, in xterm on a display that nobody sees.
set -euo pipefail

cd "$(dirname "$0")/.."
Tools/install-packages.sh xvfb xterm xdotool imagemagick fonts-noto-cjk fonts-dejavu-core
state=$(mktemp -d)
export XDG_STATE_HOME=$state XDG_CACHE_HOME=$state XDG_CONFIG_HOME=$state LANG=C.UTF-8 DISPLAY=:77
Xvfb "$DISPLAY" -screen 0 1280x800x24 -nolisten tcp >/dev/null 2>&1 &
display=$!
terminal=
finish() {
    [ -n "$terminal" ] && kill "$terminal" 2>/dev/null
    service=$(sed -n 's/.*"pid":\([0-9]*\).*/\1/p' "$state/pandora/demo/pandorad.lock" 2>/dev/null)
    [ -n "$service" ] && kill "$service" 2>/dev/null
    kill "$display" 2>/dev/null
    rm -rf "$state" || true
}
trap finish EXIT
for _ in $(seq 50); do xdotool getdisplaygeometry >/dev/null 2>&1 && break; sleep 0.1; done

# Opens the console in a window of so many cells; what follows is for the console.
open() {
    local size=$1
    shift
    xterm -u8 -tn xterm-256color -geometry "$size+0+0" -fa 'DejaVu Sans Mono' -fd 'Noto Sans Mono CJK SC' -fs 11 \
        -bg "${background:-#16181d}" -fg "${foreground:-#d5d8dd}" \
        -e bin/pandora demo --keep "$@" >/dev/null 2>&1 &
    terminal=$!
    window=
    for _ in $(seq 100); do
        window=$(xdotool search --onlyvisible --class xterm 2>/dev/null | head -n 1) && [ -n "$window" ] && break
        sleep 0.1
    done
    sleep 4
    for _ in $(seq 50); do
        xdotool windowfocus "$window" 2>/dev/null || true
        [ "$(xdotool getwindowfocus 2>/dev/null)" = "$window" ] && return
        sleep 0.1
    done
    echo "the terminal's window gets no keys" >&2
    exit 1
}
close() {
    keys Escape Escape Escape Escape q
    for _ in $(seq 100); do
        kill -0 "$terminal" 2>/dev/null || break
        sleep 0.1
    done
    kill "$terminal" 2>/dev/null || true
    wait "$terminal" || true
    terminal=
}
keys() { xdotool key --delay 80 "$@"; }
# The text's few colours need no more than a palette.
picture() {
    sleep 1.5
    import -window "$window" -strip -colors 96 "png8:screenshots/$1.png"
    echo "screenshots/$1.png"
}

# A frame of the recording, that stays for so many hundredths of a second.
frames=()
frame() {
    sleep 1
    local file
    file=$state/frame$((${#frames[@]} / 3)).png
    import -window "$window" -strip -colors 64 "png8:$file"
    frames+=(-delay "$1" "$file")
}

echo "preparing the demo"
bin/pandora demo --no-console --keep >/dev/null
sleep 15 # the runs of the past hours end
mkdir -p screenshots

open 120x36
keys 4
picture jobs
keys slash i n v o i c e Return Return Return
picture failed-run
keys r
picture rerun-plan
keys n Escape asterisk r
picture bulk-plan
keys Escape Escape Escape Escape slash m o n t h l y Return S
picture parameters
keys Escape Escape 0
picture overview
keys 8
picture all-runs
keys o
picture order
keys Escape 9
picture requests
keys 1 Return bracketright
picture data
keys bracketright bracketright bracketright
picture lineage
keys 1 i
picture schema
keys question
picture help
close

open 120x36 --lang zh
keys 4 j j j j j j j
picture chinese
close
background=black foreground=white open 120x36 --theme contrast
keys 4 j j j j j j j
picture contrast
close
open 80x24
keys 4 j j j j j j j
picture small
close

# What fails, why, what has changed, the repair, the night.
open 110x32
keys 4
frame 200
keys 0
frame 250
keys Down Down Down Down
frame 120
keys Return
frame 300
keys equal
frame 400
rm "$state/pandora/demo/buckets/shop-logs/invoices/2026-坏数据.json"
keys Escape Escape 0 A
frame 350
keys y
frame 100
frame 250
keys Escape T
frame 200
keys t
frame 300
keys question
frame 300
close
convert -loop 0 "${frames[@]}" -layers optimize screenshots/on-call.gif
echo "screenshots/on-call.gif"
