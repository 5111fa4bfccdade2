"""Computes with Spark what the service asks for.

    python3 driver             a request a line on stdin, an answer a line on stdout
    spark-submit driver/__main__.py REQUEST ANSWER   one request of a file; the answer is written to another

What a request may be, and what is answered, is in `pandora_spark/answers.py`.
"""

from __future__ import annotations

import os
import queue
import sys
import threading

HERE = os.path.dirname(os.path.abspath(__file__))


def main() -> int:
    sys.path.insert(0, HERE)
    arguments = sys.argv[1:]
    if len(arguments) not in (0, 2):
        print("usage: driver [REQUEST ANSWER]", file=sys.stderr)
        return 64
    try:
        from pandora_spark.answers import Driver
    except ImportError as error:
        print(f"cannot load pyspark: {error}", file=sys.stderr)
        return 69
    if arguments:
        return once(Driver(), *arguments)
    # What Spark prints is no answer: the first of the streams is kept for those.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    lines = queue.SimpleQueue()
    threading.Thread(target=read, args=(lines,), daemon=True).start()
    driver = Driver()
    # It begins before anybody asks.
    driver.sessions.session_for([])
    while True:
        line = lines.get()
        answers.write(driver.answer(line).encode("utf-8", "replace") + b"\n")
        answers.flush()


def once(driver, request: str, answer: str) -> int:
    """Answers the request of a file; the answer's file is complete or not there."""
    with open(request, encoding="utf-8") as file:
        text = driver.answer(file.read())
    with open(answer + ".unfinished", "w", encoding="utf-8") as file:
        file.write(text)
    os.rename(answer + ".unfinished", answer)
    driver.sessions.close()
    return 0


def read(lines: queue.SimpleQueue) -> None:
    """Reads while another thread computes, so that the end of the service ends a computation too."""
    for line in sys.stdin.buffer:
        text = line.decode("utf-8", "replace").strip()
        if text:
            lines.put(text)
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
