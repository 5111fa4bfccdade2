#!/usr/bin/env python3
"""Uploads jars of functions to a pandorad whose engine is Spark, and calls them in jobs.

The functions are compiled here: one of Hive's simple kind, one of its generic kind, one of its tables, one of its
aggregates, and one of Spark's Java interface. Needs javac and a Spark; fails where a result is not the expected one.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

from localservice import ROOT, job, with_files

SPARK = os.environ.get("SPARK_HOME") or os.path.join(ROOT, ".tools/spark/pyspark")
SOURCES = {
    "StrLength": """
package com.example.udf;
public class StrLength extends org.apache.hadoop.hive.ql.exec.UDF {
    public Integer evaluate(String text) { return text == null ? null : text.length() + OFFSET; }
}
""",
    "Both": """
package com.example.udf;
import org.apache.hadoop.hive.ql.exec.UDFArgumentException;
import org.apache.hadoop.hive.ql.metadata.HiveException;
import org.apache.hadoop.hive.ql.udf.generic.GenericUDF;
import org.apache.hadoop.hive.serde2.objectinspector.ObjectInspector;
import org.apache.hadoop.hive.serde2.objectinspector.primitive.PrimitiveObjectInspectorFactory;
public class Both extends GenericUDF {
    public ObjectInspector initialize(ObjectInspector[] kinds) throws UDFArgumentException {
        return PrimitiveObjectInspectorFactory.javaStringObjectInspector;
    }
    public Object evaluate(DeferredObject[] values) throws HiveException {
        return values[0].get() + "+" + values[1].get();
    }
    public String getDisplayString(String[] names) { return "both"; }
}
""",
    "Plus": """
package com.example.udf;
public class Plus implements org.apache.spark.sql.api.java.UDF2<Long, Long, Long> {
    public Long call(Long a, Long b) { return a + b; }
}
""",
    "Longest": """
package com.example.udf;
import org.apache.hadoop.hive.ql.exec.UDAF;
import org.apache.hadoop.hive.ql.exec.UDAFEvaluator;
public class Longest extends UDAF {
    public static class Evaluator implements UDAFEvaluator {
        private String kept;
        public void init() { kept = null; }
        public boolean iterate(String text) {
            if (text != null && (kept == null || text.length() > kept.length())) kept = text;
            return true;
        }
        public String terminatePartial() { return kept; }
        public boolean merge(String other) { return iterate(other); }
        public String terminate() { return kept; }
    }
}
""",
    "Letters": """
package com.example.udf;
import java.util.Arrays;
import org.apache.hadoop.hive.ql.metadata.HiveException;
import org.apache.hadoop.hive.ql.udf.generic.GenericUDTF;
import org.apache.hadoop.hive.serde2.objectinspector.*;
import org.apache.hadoop.hive.serde2.objectinspector.primitive.PrimitiveObjectInspectorFactory;
public class Letters extends GenericUDTF {
    public StructObjectInspector initialize(StructObjectInspector kinds) {
        return ObjectInspectorFactory.getStandardStructObjectInspector(Arrays.asList("letter"),
            Arrays.<ObjectInspector>asList(PrimitiveObjectInspectorFactory.javaStringObjectInspector));
    }
    public void process(Object[] values) throws HiveException {
        for (String letter : values[0].toString().split("")) forward(new Object[] {letter});
    }
    public void close() {}
}
""",
}
#: SQL and its rows. The last function has the name of one of Spark's own.
CASES = [
    ("SELECT str_len(concat('ab', n)) AS v FROM t", [{"v": 3}]),
    ("SELECT both('a', n) AS v, Plus(n, 41L) AS w FROM t", [{"v": "a+1", "w": 42}]),
    ("SELECT letter AS v FROM t LATERAL VIEW letters('xy') l AS letter", [{"v": "x"}, {"v": "y"}]),
    ("SELECT k AS v, longest(s) AS w FROM VALUES (1, 'a'), (1, 'abc'), (2, 'de'), (2, NULL) AS x(k, s) GROUP BY k ORDER BY k",
     [{"v": 1, "w": "abc"}, {"v": 2, "w": "de"}]),
    ("SELECT upper('x') AS v, 'str_len(' AS w FROM t", [{"v": 1, "w": "str_len("}]),
]
FUNCTIONS = {"str_len": "StrLength", "both": "Both", "plus": "Plus", "letters": "Letters", "longest": "Longest",
             "upper": "StrLength"}


def compiled(directory, offset):
    """The path of a jar of all functions, whose lengths are greater by so much."""
    folder = f"{directory}/java-{offset}"
    os.makedirs(folder + "/classes")
    for name, text in SOURCES.items():
        with open(f"{folder}/{name}.java", "w") as file:
            file.write(text.replace("OFFSET", str(offset)))
    subprocess.run(["javac", "-nowarn", "-cp", SPARK + "/jars/*", "-d", folder + "/classes",
                    *(f"{folder}/{name}.java" for name in SOURCES)], check=True, stderr=subprocess.DEVNULL)
    subprocess.run(["jar", "--create", "--file", folder + ".jar", "-C", folder + "/classes", "."], check=True)
    return folder + ".jar"


def upload(service, jar):
    with open(jar, "rb") as file:
        service.call("POST", "/v2/udf/jars/Own", file.read(), "application/java-archive")
    for name, kind in FUNCTIONS.items():
        service.call("POST", f"/v2/udf/funcs/{name}", {"jarName": "Own", "className": "com.example.udf." + kind})


def rows(service, name, sql):
    body = job("manual")
    body["computation"]["code"] = sql
    service.call("POST", "/v2/jobs/" + name, body)
    service.call("POST", f"/v2/jobs/{name}/actions/start", {"params": []})
    run = {}
    for _ in range(600):
        history = json.loads(service.call("GET", f"/v2/jobs/{name}/history?runId=-1"))["history"]
        run = history[0] if history else {}
        if run.get("status") in ("Successful", "Failed", "Canceled"):
            break
        time.sleep(0.2)
    if run.get("status") != "Successful":
        return run
    path = f"{service.directory}/runs/{name}/1/result.parquet"
    answer = subprocess.run([ROOT + "/.tools/duckdb", "-json", "-c", f"SELECT * FROM '{path}'"],
                            capture_output=True, text=True, check=True)
    return json.loads(answer.stdout)


def transformed(service):
    """The points that a transform makes whose SQL calls a function."""
    service.call("POST", "/v2/repos/own", {"region": "nb", "schema": [{"key": "n", "valtype": "long"}]})
    service.call("POST", "/v2/repos/own/transforms/more/to/more", {
        "mode": "sql", "code": "SELECT plus(n, 41L) AS n FROM stream", "interval": "5s", "whence": "oldest"})
    service.call("POST", "/v2/repos/own/data", "n=1\nn=2", "text/plain")
    found = {}
    for _ in range(300):
        status, text = service.ask("GET", "/v2/repos/more/data?count=10")
        found = json.loads(text) if status == 200 else {}
        if found.get("records"):
            break
        time.sleep(0.5)
    return sorted(point["n"] for point in found.get("records") or [])


def main():
    directory = os.path.realpath(tempfile.mkdtemp(prefix="pandora-functions-"))
    failed, service = 0, None
    try:
        service = with_files(directory + "/data", ["--engine", "spark", "--spark-home", SPARK])
        upload(service, compiled(directory, 0))
        for number, (sql, wanted) in enumerate(CASES):
            failed += told(sql, rows(service, f"case{number}", sql), wanted)
        failed += told("a transform: plus(n, 41L)", transformed(service), [42, 43])
        for name in FUNCTIONS:
            service.call("DELETE", "/v2/udf/funcs/" + name)
        service.call("DELETE", "/v2/udf/jars/Own")
        upload(service, compiled(directory, 100))
        sql = "SELECT str_len('ab') AS v FROM t"
        failed += told(sql + ", uploaded again", rows(service, "again", sql), [{"v": 102}])
    finally:
        if service:
            service.stop()
        shutil.rmtree(directory, ignore_errors=True)
    if failed:
        sys.exit(f"{failed} of {len(CASES) + 2} are wrong")


def told(name, found, wanted):
    is_right = found == wanted
    print(f"{'right' if is_right else 'WRONG'}  {name}" + ("" if is_right else f": {found}"), flush=True)
    return 0 if is_right else 1


if __name__ == "__main__":
    main()
