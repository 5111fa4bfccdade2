#!/usr/bin/env python3
"""Changes the window's size at random over ssh in tmux, while keys are pressed.

It fails where the console ends, where its picture does not come to the size of the window, where a repaint gives
another picture, or where the terminal it leaves is not as it was.
"""
import argparse
import os
import random
import shutil
import sys
import tempfile
import time

from localservice import ROOT
from remoteconsole import Failure, RemoteConsole, wait_for


def check_picture(console, columns, rows):
    """The frame ends at the window's edges, and a repaint changes nothing."""
    def fits():
        lines = console.screen().split("\n")
        return len(lines[1]) == columns and lines[1].endswith("┐") and lines[rows - 2].endswith("┘")

    try:
        wait_for(f"a picture of {columns}x{rows} is shown", fits)
    except Failure as failure:
        raise Failure(f"{failure}:\n{console.screen()}") from None
    for _ in range(20):
        before = console.screen()
        console.press("C-l")
        time.sleep(0.2)
        if console.screen() == before:
            return
    raise Failure(f"a repaint gives another picture:\n{before}\n{console.screen()}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--program", default=os.path.join(ROOT, "bin", "pandora"), type=os.path.abspath)
    arguments = parser.parse_args()
    seed = arguments.seed if arguments.seed is not None else random.randrange(1 << 32)
    pick, began, done = random.Random(seed), time.monotonic(), 0
    directory = tempfile.mkdtemp(prefix="pandora-resizes-")
    console = None
    try:
        console = RemoteConsole(arguments.program, directory)
        while done < arguments.count:
            size = pick.randrange(1, 260), pick.randrange(1, 80)
            console.tmux("resize-window", "-x", str(size[0]), "-y", str(size[1]))
            done += 1
            if pick.random() < 0.3:
                console.press(pick.choice(["j", "k", "Tab", "]", "?", "Escape", "Down"]))
            if pick.random() < 0.5:
                time.sleep(pick.uniform(0, 0.02))
            if done % 50 == 0 or done == arguments.count:
                console.press("Escape")
                size = pick.randrange(80, 200), pick.randrange(24, 60)
                console.tmux("resize-window", "-x", str(size[0]), "-y", str(size[1]))
                check_picture(console, *size)
        # Above it may be what tmux took over from the alternate screen, when it made that smaller.
        if not (left := console.quit()).endswith("exit code 0"):
            raise Failure(f"the console leaves this:\n{left}")
        console.check_settings()
        console.check_modes()
        print(f"seed {seed}: {done} sizes in {time.monotonic() - began:.0f} s: the picture fits, the terminal is as it was")
    except (Failure, OSError) as failure:
        print(f"seed {seed}, after {done} sizes: {failure}")
        sys.exit(1)
    finally:
        if console:
            console.stop()
        shutil.rmtree(directory, ignore_errors=True)


main()
