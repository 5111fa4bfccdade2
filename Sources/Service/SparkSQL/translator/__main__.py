"""Keeps translating: a request a line on stdin, an answer a line on stdout.

    python3 -I -S -B translator --packages .tools/sqlglot

It opens no file after its start, and no connection at all. What a line may be, and what is answered, is in
`spark_duckdb/answers.py`.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
#: Deep enough for any SQL that is written by hand, with a stack that has the room.
DEPTH = 20_000
STACK = 512 << 20
MEMORY = 2 << 30
#: Seconds that the last answers may take once the input has ended.
LAST = 5
#: Its three streams are all that is open.
OPEN = 3


def main() -> int:
    arguments = sys.argv[1:]
    if len(arguments) != 2 or arguments[0] != "--packages":
        print("usage: python3 -I -S -B translator --packages DIRECTORY", file=sys.stderr)
        return 64
    sys.path[:0] = [HERE, os.path.abspath(arguments[1])]
    try:
        from spark_duckdb.answers import Translator
        from spark_duckdb.macros import Macros
    except ImportError as error:
        print(f"cannot load sqlglot from '{arguments[1]}': {error}", file=sys.stderr)
        return 69
    macros = os.path.join(HERE, "macros")
    zoned = os.path.join(macros, "zoned")
    translator = Translator(Macros.of_directories(macros), Macros.of_directories(macros, zoned))
    # What is loaded at the first need is loaded now, so that nothing is opened later.
    for sql in ("SELECT 1", "SELECT CAST(1 AS DATE), DATE '2020-01-01'", "SELECT f(", "PIVOT", "SELECT a -> b"):
        translator.answer(json.dumps({"id": 0, "sql": sql}))
    _confine()
    sys.setrecursionlimit(DEPTH)
    threading.stack_size(STACK)
    lines = queue.SimpleQueue()
    worker = threading.Thread(target=serve, args=(translator, lines), daemon=True)
    worker.start()
    for line in sys.stdin.buffer:
        lines.put(line)
    # Nobody may be there any more: what is not answered soon is not waited for.
    lines.put(None)
    worker.join(LAST)
    os._exit(0)


def serve(translator, lines) -> None:
    """Answers every line until the input ends; where it cannot, the program ends, and is started again."""
    try:
        while (line := lines.get()) is not None:
            text = line.decode("utf-8", "replace").strip()
            if not text:
                continue
            sys.stdout.buffer.write(translator.answer(text).encode("utf-8", "replace") + b"\n")
            sys.stdout.buffer.flush()
    except BaseException:  # noqa: BLE001  nobody but this thread answers
        os._exit(70)


def _confine() -> None:
    """Takes away what is not needed: memory without end, and the opening of files and connections."""
    try:
        import resource
    except ImportError:
        return
    for name, limit in (("RLIMIT_AS", MEMORY), ("RLIMIT_NOFILE", OPEN), ("RLIMIT_CORE", 0)):
        kind = getattr(resource, name, None)
        if kind is None:
            continue
        try:
            resource.setrlimit(kind, (limit, limit))
        except (ValueError, OSError):
            pass


if __name__ == "__main__":
    sys.exit(main())
