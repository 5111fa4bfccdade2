#!/usr/bin/env python3
"""Runs the tests that need real stores, with the stores started on the loopback: test-stores.py [FILTER]."""
import os
import shutil
import subprocess
import sys
import tempfile

import storeservers

FILTER = "ObjectStoreTests|ObjectDestinationTests|SeriesStoreTests|ReportStoreTests"


def main():
    directory = tempfile.mkdtemp(prefix="stores-")
    started = []
    try:
        environment = dict(os.environ)
        for name, kind in [("OBJECTS", storeservers.Objects), ("TSDB", storeservers.Series),
                           ("MYSQL", storeservers.MariaDB), ("POSTGRES", storeservers.PostgreSQL)]:
            started.append(kind(directory))
            environment["PANDORA_TEST_" + name] = started[-1].url
        filters = sys.argv[1] if len(sys.argv) > 1 else FILTER
        command = ["swift", "test", "--ignore-lock", "--skip-build", "--disable-xctest", "--filter", filters]
        return subprocess.run(command, env=environment, cwd=storeservers.ROOT).returncode
    finally:
        for server in started:
            server.stop()
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
