#!/usr/bin/env python3
"""Puts the inputs that `make fuzz` has found worth keeping into the repository, few and small.

    Tools/fuzz-keep.py TARGET...

Of those with at most 4 KiB, the ones are taken that have most features which the inputs kept already have not, one
after the other, until there are forty of a target. A feature is an edge of the program with how often it was taken.
"""

import hashlib
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BUILD = os.path.join(ROOT, ".build-fuzz")
KEPT = os.path.join(ROOT, "Tests/Measuring/FuzzTargetsTests/Corpus")
MOST, LONGEST = 40, 4096


def main():
    for target in sys.argv[1:]:
        kept = f"{KEPT}/{target}"
        names = [f"{kept}/{name}" for name in sorted(os.listdir(kept))]
        found = [f"{BUILD}/corpus/{target}/{name}" for name in sorted(os.listdir(f"{BUILD}/corpus/{target}"))]
        features = features_of(target, names + [path for path in found if os.path.getsize(path) <= LONGEST])
        known = set().union(*(features.get(path, set()) for path in names))
        room = MOST - len(names)
        before = len(known)
        while room > 0 and features:
            # Of those that have the same, the shortest.
            best = max(features, key=lambda path: (len(features[path] - known), -os.path.getsize(path)))
            if not features[best] - known:
                break
            known |= features.pop(best)
            with open(best, "rb") as file:
                data = file.read()
            with open(f"{kept}/{hashlib.sha1(data).hexdigest()[:12]}", "wb") as file:
                file.write(data)
            room -= 1
        print(f"{target}: {len(os.listdir(kept))} inputs have {len(known)} features, {before} before")
    return 0


def features_of(target, paths):
    """The features that each input has, as the control file of a merge has them."""
    with tempfile.TemporaryDirectory() as directory:
        control, into, of = f"{directory}/control", f"{directory}/into", f"{directory}/of"
        os.mkdir(into)
        os.mkdir(of)
        for number, path in enumerate(paths):
            os.symlink(path, f"{of}/{number}")
        subprocess.run(
            [f"{BUILD}/release/Fuzzer", f"--{target}", "-set_cover_merge=1", f"-merge_control_file={control}", into, of],
            env={**os.environ, "SWIFT_BACKTRACE": "enable=no", "ASAN_OPTIONS": "detect_leaks=0"},
            stderr=subprocess.DEVNULL,
            check=True,
        )
        with open(control, encoding="ascii") as file:
            lines = file.read().splitlines()
    files = [line for line in lines if "/" in line]
    features = {}
    for line in lines:
        found = re.fullmatch(r"FT (\d+)((?: \d+)*) ?", line)
        if found:
            path = paths[int(os.path.basename(files[int(found.group(1))]))]
            features[path] = set(map(int, found.group(2).split()))
    return features


if __name__ == "__main__":
    sys.exit(main())
