#!/usr/bin/env python3
"""Holds a program to its size: check-size.py PROGRAM MAP, where MAP is what the linker says is in it.

It must have at most 30 MB, and neither ICU nor the larger Foundation, which one import brings back. Prints what is in it.
"""
import collections
import os
import re
import sys

LIMIT = 30_000_000
UNWANTED = ["libFoundation.a", "lib_FoundationICU.a", "libCoreFoundation.a", "libFoundationInternationalization.a"]
LINE = re.compile(r"^ \S*\s+0x([0-9a-f]+)\s+0x([0-9a-f]+)\s+(\S.*)$")


def parts(path):
    """The bytes of each library and module in a map of the linker's."""
    sizes = collections.Counter()
    with open(path, errors="replace") as file:
        for line in file:
            found = LINE.match(line)
            # What was left out has the address 0.
            if not found or int(found[1], 16) == 0:
                continue
            place = re.search(r"/([^/]+)\.build/|/(lib[^/]+\.a)", found[3])
            sizes[place[1] or place[2] if place else "others"] += int(found[2], 16)
    return sizes


def main():
    program, path = sys.argv[1:]
    size, sizes = os.path.getsize(program), parts(path)
    for name, count in sizes.most_common(12):
        print(f"  {count / 1e6:6.1f} MB  {name}")
    print(f"  {size / 1e6:6.1f} MB  {os.path.basename(program)}, of at most {LIMIT / 1e6:.0f}")
    faults = [f"'{name}' is in it: find the import that brings it" for name in UNWANTED if sizes[name]]
    if size > LIMIT:
        faults.append(f"it has {size} bytes, and may have {LIMIT}")
    if faults:
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    main()
