#!/usr/bin/env python3
"""Packs the C library's types of UTF-8 characters for the static program, which brings them along.

Writes four bytes with their size, the highest first, and then zlib's stream. Without such a file on this machine nothing is
written, and the program has no locale of its own.
"""
import os
import sys
import zlib

SOURCE = "/usr/lib/locale/C.utf8/LC_CTYPE"

target = sys.argv[1]
if not os.path.exists(SOURCE):
    sys.exit(0)
with open(SOURCE, "rb") as file:
    types = file.read()
os.makedirs(os.path.dirname(target), exist_ok=True)
with open(target + ".new", "wb") as file:
    file.write(len(types).to_bytes(4, "big") + zlib.compress(types, 9))
os.replace(target + ".new", target)
