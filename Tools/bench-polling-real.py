#!/usr/bin/env python3
"""Runs the console's asking for real against a pandorad of its own with 1,000 jobs, beside its simulation.

Needs bin/pandorad and the release build of LivePollingBenchmark, which makes the jobs, asks, simulates the same
world and prints both; arguments are handed to it. The service's data is in a temporary directory.
"""
import os
import shutil
import subprocess
import sys
import tempfile

from localservice import ROOT, Service

BENCHMARK = os.path.join(ROOT, ".build-release", "release", "LivePollingBenchmark")


def main():
    directory = tempfile.mkdtemp(prefix="pandora-bench-")
    os.makedirs(directory + "/buckets/logs")
    with open(directory + "/buckets/logs/a.json", "w") as file:
        file.write('{"n":1}\n')
    service = Service(directory)
    try:
        environment = dict(os.environ, PANDORA_ENDPOINT=service.url, PANDORA_ACCESS_KEY=service.access,
                           PANDORA_SECRET_KEY=service.secret)
        code = subprocess.run([BENCHMARK] + sys.argv[1:], env=environment).returncode
        print(f"pandorad: {service.memory():.0f} MiB, {service.seconds_of_cpu():.0f} s of CPU")
    finally:
        service.stop()
        shutil.rmtree(directory, ignore_errors=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
