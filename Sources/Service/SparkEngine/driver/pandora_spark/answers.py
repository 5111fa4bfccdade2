"""Answers requests. A request is an object with one of these members:

    {"describe": {"sql": …, "tables": […], "functions": […], "zone": "Asia/Shanghai"}}
                                               → {"fields": [{"key": …, "valtype": …}]}
    {"infer": {"table": …}}                    → {"fields": […]}
    {"verify": {"table": …}}                   → {}
    {"run": {"sql": …, "tables": […], "functions": […], "zone": …, "isGenerated": …, "resultPath": …,
             "workDirectory": …, "format": "parquet" | "jsonLines", "names": {"fields": […], "renamed": […]}}}
                                               → {"rows": 2, "application": "local-1"}
    {"write": {"table": …, "directory": …, "format": …, "compression": …, "fileCount": …, …}}
                                               → {"paths": ["part-00000.json"]}
    {"hdfs": {"url": …, "user": …, "list": ["logs/2026-"]}}
                                               → {"files": [{"path": "logs/2026-11/a.json", "bytes": 1}]}
    {"hdfs": {"url": …, "user": …, "changes": [{"kind": …, "path": …, "target": …}]}}
                                               → {}

A table is {"name", "schema", "format", "delimiter", "containsHeader", "isChecked", "groups"}; a group of files that are
read alike is {"paths", "columns", "isCopy", "isSequential"}. Functions are those that are registered, {"name", "className",
"jar"}, of which the SQL calls some or none. The zone's clock is that of the SQL; without one it is UTC's. What failed is {"error": {"message": …, "line": …,
"column": …}}, where the place is there if it is known, with "isUnreachable" where a server did not answer, or {"error": {"message": …, "value": {"value", "kind", "field",
"path"}}} of a value in a file.
"""

from __future__ import annotations

import json

from .fields import field_of
from .functions import with_users_names
from .hdfs import Failed, failure, files, make
from .problems import problem, with_path
from .progress import told
from .inference import Unfit, Unreadable
from .jars import Unusable, called
from .queries import Refused, code_of, query
from .results import named, write_result
from .session import Sessions
from .tables import infer, load
from .writing import write


class Driver:
    def __init__(self):
        self.sessions = Sessions()

    def answer(self, text: str) -> str:
        """Never raises: what fails is an answer too."""
        sql = None
        try:
            (kind, request), *_ = json.loads(text).items()
            sql = None if request.get("isGenerated") else request.get("sql")
            answers = {
                "describe": self.describe,
                "infer": self.infer,
                "verify": self.verify,
                "run": self.run,
                "write": self.write,
                "hdfs": self.hdfs,
            }
            answer = answers[kind](request)
        except (Refused, Unreadable, Unusable) as error:
            answer = {"error": {"message": str(error)}}
        except Unfit as error:
            answer = {"error": {"message": str(error), "value": with_path(error.failed)}}
        except Failed as error:
            answer = {"error": error.told}
        except Exception as error:  # noqa: BLE001  any error is an answer
            failed = failure(error)
            answer = {"error": failed.told if failed else problem(error, sql)}
        return json.dumps(answer, ensure_ascii=False)

    @property
    def session(self):
        return self.sessions.session_for([])

    def session_of(self, request: dict):
        """The session in which the request's SQL finds the functions that it calls."""
        functions = request.get("functions")
        return self.sessions.session_for(called(code_of(request["sql"]), functions) if functions else [])

    def describe(self, request: dict) -> dict:
        frame = query(self.session_of(request), request["sql"], request["tables"], request.get("zone"))
        return {"fields": fields(frame)}

    def infer(self, request: dict) -> dict:
        table = request["table"]
        if table["format"] in ("parquet", "orc"):
            return {"fields": fields(load(self.session, table))}
        return {"fields": infer(self.session, table)}

    def verify(self, request: dict) -> dict:
        # Every value is computed, and none is kept.
        load(self.session, request["table"]).write.format("noop").mode("overwrite").save()
        return {}

    def run(self, request: dict) -> dict:
        session = self.session_of(request)
        with told(session, request["workDirectory"]):
            rows = query(session, request["sql"], request["tables"], request.get("zone"))
            frame = named(rows, request.get("names"))
            rows = write_result(session, frame, request)
        return {"rows": rows, "application": session.sparkContext.applicationId}

    def write(self, request: dict) -> dict:
        return {"paths": write(self.session, request)}

    def hdfs(self, request: dict) -> dict:
        if "changes" in request:
            make(self.session, request)
            return {}
        return {"files": files(self.session, request)}


def fields(frame) -> list:
    return [field_of(with_users_names(each.name), each.dataType, each.metadata) for each in frame.schema.fields]
