"""Tells how far a computation is, in a file that the service reads."""

from __future__ import annotations

import contextlib
import json
import os
import threading

from pyspark.sql import SparkSession

#: Seconds between two looks.
INTERVAL = 0.5


@contextlib.contextmanager
def told(session: SparkSession, directory: str):
    """Writes `progress.json` into a directory for as long as the body runs."""
    over = threading.Event()
    teller = threading.Thread(target=tell, args=(session, directory + "/progress.json", over), daemon=True)
    teller.start()
    try:
        yield
    finally:
        over.set()
        teller.join(5)


def tell(session: SparkSession, path: str, over: threading.Event) -> None:
    context = session.sparkContext
    while True:
        done, known = stages(context.statusTracker())
        said = {"application": context.applicationId, "address": context.uiWebUrl, "done": done, "all": known}
        with open(path + ".new", "w", encoding="utf-8") as file:
            json.dump(said, file)
        os.rename(path + ".new", path)
        if over.wait(INTERVAL):
            return


def stages(tracker) -> tuple:
    """How many stages are over, and how many are known."""
    known, done = set(), set()
    for job in tracker.getJobIdsForGroup(None):
        info = tracker.getJobInfo(job)
        if info is None:
            continue
        known.update(info.stageIds)
        if info.status == "SUCCEEDED":
            done.update(info.stageIds)
            continue
        for stage in info.stageIds:
            found = tracker.getStageInfo(stage)
            if found is not None and 0 < found.numTasks == found.numCompletedTasks:
                done.add(stage)
    return len(done), len(known)
