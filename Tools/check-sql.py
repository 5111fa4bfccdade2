#!/usr/bin/env python3
"""Runs the SQL cases on DuckDB through the translator, or on Spark, and compares what they answer.

    Tools/check-sql.py                  every case on DuckDB
    Tools/check-sql.py --spark          every case on Spark (.tools/spark or SPARK_HOME, Java 17)
    Tools/check-sql.py --spark --record writes what Spark answers into the cases
    Tools/check-sql.py --spark --keep   keeps what Spark made of each case, for the table
    Tools/check-sql.py --only TEXT      the cases whose id has the text
    Tools/check-sql.py --show           prints the translations too
    Tools/check-sql.py --document       prints the table of Documentation/sql.md instead

A case is one object of a file in Tests/Service/SparkSQLTests/Cases: `id`, `group`, `source` (`vendor` or
`everyday`), `sql`, `tables` (columns with Spark's types, and rows), `ordered` where the rows' order counts, `expected` (columns and rows, or `error`).
`zone` is the session's zone where it is not UTC; times among tables and rows are of UTC all the same.
`documented` and `note` say where the vendor's table has another value, and why; `duckdb.refused` says why a
case is refused there.
"""

import argparse
import base64
import concurrent.futures
import datetime
import decimal
import glob
import hashlib
import json
import os
import struct
import subprocess
import sys
import tempfile
import time

#: The translator's folder stays as it is.
sys.dont_write_bytecode = True
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CASES = os.path.join(ROOT, "Tests/Service/SparkSQLTests/Cases")
TRANSLATOR = os.path.join(ROOT, "Sources/Service/SparkSQL/translator")
PACKAGES = os.path.join(ROOT, ".tools/sqlglot")
DUCKDB = os.path.join(ROOT, ".tools/duckdb")
DRIVER = os.path.join(ROOT, "Sources/Service/SparkEngine/driver")
#: What Spark made of each case when it was last asked.
KEPT = os.path.join(ROOT, "Tests/Service/SparkSQLTests/spark.json")
SPARK = os.path.join(ROOT, ".tools/spark/pyspark")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--spark", action="store_true")
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--document", action="store_true")
    options = parser.parse_args()
    files = load()
    cases = [case for found in files.values() for case in found if options.only in case["id"]]
    ids = [case["id"] for found in files.values() for case in found]
    repeated = sorted({each for each in ids if ids.count(each) > 1})
    if repeated:
        sys.exit(f"these ids stand twice: {', '.join(repeated)}")
    engine = Spark() if options.spark else DuckDB(options.show)
    outcomes = engine.run(cases)
    if options.record:
        for case, outcome in zip(cases, outcomes):
            case["expected"] = recorded(case, outcome)
        save(files)
        print(f"recorded {len(cases)} cases")
        return 0
    failures = []
    for case, outcome in zip(cases, outcomes):
        problem = difference(case, outcome, options.spark)
        if problem:
            failures.append((case, problem))
    if options.keep:
        keep(cases, dict((case["id"], problem) for case, problem in failures))
    if options.document:
        print(document(cases, failures, outcomes), end="")
        return 1 if failures else 0
    report(cases, failures, outcomes, "Spark" if options.spark else "DuckDB", options.spark)
    return 1 if failures else 0


def load():
    files = {}
    for path in sorted(glob.glob(os.path.join(CASES, "*.json"))):
        with open(path, encoding="utf-8") as file:
            files[path] = json.load(file)
    return files


def save(files):
    for path, cases in files.items():
        texts = [json.dumps(case, ensure_ascii=False, separators=(", ", ": ")) for case in cases]
        with open(path, "w", encoding="utf-8") as file:
            file.write("[\n" + ",\n".join(texts) + "\n]\n")


def digest(case):
    """Changes where the case does."""
    said = [case["sql"], case.get("tables"), case["expected"], case.get("values")]
    said += [case["zone"]] if "zone" in case else []
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:12]


def keep(cases, problems):
    """Keeps of each case what it was, and what is wrong with it on Spark; `null` where nothing is."""
    kept = kept_outcomes() | {case["id"]: [digest(case), problems.get(case["id"])] for case in cases}
    lines = [f"{json.dumps(each)}: {json.dumps(kept[each], ensure_ascii=False)}" for each in sorted(kept)]
    with open(KEPT, "w", encoding="utf-8") as file:
        file.write("{\n" + ",\n".join(lines) + "\n}\n")


def kept_outcomes():
    if not os.path.exists(KEPT):
        return {}
    with open(KEPT, encoding="utf-8") as file:
        return json.load(file)


class Outcome:
    """What an engine answered: columns and rows, an error, or a refusal to translate."""

    def __init__(self, columns=None, rows=None, error=None, refused=None, types=None):
        self.columns = columns
        self.rows = rows
        self.error = error
        self.refused = refused
        #: DuckDB's own types of the columns.
        self.types = types


def recorded(case, outcome):
    if outcome.error is not None:
        return {"error": outcome.error.split("\n")[0][:160]}
    expected = {"columns": outcome.columns, "rows": outcome.rows}
    return expected


def difference(case, outcome, is_spark):
    """What is wrong with an outcome; None where it is as expected."""
    expected = case["expected"]
    if not is_spark and "duckdb" in case:
        said = outcome.refused or outcome.error or ""
        return None if outcome.refused or "the Spark engine" in said else "was to be refused, and was not"
    if outcome.refused:
        return None if "error" in expected else f"refused: {outcome.refused}"
    if "error" in expected:
        return None if outcome.error else f"an error was expected, and rows came: {outcome.rows}"
    if outcome.error:
        return f"error: {' '.join(outcome.error.split())[:300]}"
    if is_any(case):
        return None
    for mine, theirs in zip(outcome.columns, expected["columns"]):
        if mine != theirs:
            return f"column {mine}, expected {theirs}"
    if len(outcome.columns) != len(expected["columns"]):
        return f"{len(outcome.columns)} columns, expected {len(expected['columns'])}"
    rows, wanted = outcome.rows, expected["rows"]
    if not case.get("ordered"):
        rows, wanted = sorted(rows, key=repr), sorted(wanted, key=repr)
    if not same(rows, wanted, case.get("tolerance", 4e-16)):
        return f"rows {rows}, expected {wanted}"
    return wrong_types(outcome, expected)


def is_any(case):
    """Whether only the types are said, since the values are another each time."""
    return case.get("values") == "any"


def same(one, other, tolerance):
    """Whether two values are equal; doubles may differ in the last digit, which no library promises of a sine.

    A case says a larger `tolerance` where a double is a sum, whose last digits depend on the order.
    """
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(same(a, b, tolerance) for a, b in zip(one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(same(one[key], other[key], tolerance) for key in one)
    if isinstance(one, float) and isinstance(other, float):
        return one == other or abs(one - other) <= tolerance * max(abs(one), abs(other))
    return type(one) is type(other) and one == other


def wrong_types(outcome, expected):
    """DuckDB's own types must be those that Spark's are written as."""
    if outcome.types is None:
        return None
    sys.path[:0] = [TRANSLATOR, PACKAGES]
    from spark_duckdb.datatypes import duckdb_type
    from spark_duckdb.type_text import parse_type

    for column, found in zip(expected["columns"], outcome.types):
        if "void" in column["type"]:
            continue
        wanted = duckdb_type(parse_type(column["type"])).replace('"', "")
        if found.replace('"', "") != wanted:
            return f"'{column['name']}' is DuckDB's {found}, expected {wanted}"
    return None


def report(cases, failures, outcomes, engine, is_spark):
    if failures:
        print(f"{'case':32} what is wrong on {engine}")
        for case, problem in failures:
            print(f"{case['id']:32} {problem[:500]}\n{'':32} {case['sql']}")
        print()
    failed = {case["id"] for case, _ in failures}
    groups = {}
    for case, outcome in zip(cases, outcomes):
        row = groups.setdefault((case["source"], case["group"]), [0, 0, 0, 0])
        row[0] += 1
        if case["id"] in failed:
            row[3] += 1
        elif not is_spark and "duckdb" in case:
            row[2] += 1
        else:
            row[1] += 1
    print(f"{'source':10} {'group':14} {'cases':>6} {'right':>6} {'refused':>8} {'failed':>7}")
    for (source, group), row in sorted(groups.items()):
        print(f"{source:10} {group:14} {row[0]:6} {row[1]:6} {row[2]:8} {row[3]:7}")
    for source in ("vendor", "everyday"):
        rows = [row for (each, _), row in groups.items() if each == source]
        total = [sum(column) for column in zip(*rows)] if rows else [0] * 4
        print(f"{source:10} {'all':14} {total[0]:6} {total[1]:6} {total[2]:8} {total[3]:7}")


# --- The document

HEAD = """# Spark SQL on DuckDB

Written by `SQLDocumentTests`, which runs every case and compares its columns, types and rows; the values are what
Spark answers. SQL is Spark's: for DuckDB it is translated, and what cannot be is refused with its place, never
computed otherwise. The session's time zone is UTC, or what stands before a case. A text whose first line is `-- dialect: duckdb` is DuckDB's own
SQL and is left as it is. The column of Spark is what Spark 3.5 made of a case when `make check-sql-spark` last asked
it, which keeps that in `spark.json` beside the cases; a case that has changed since is not asked.

"""


def document(cases, failures, outcomes):
    """The table of every case: a part for each group, those of the vendor's function table first."""
    wrong = {case["id"] for case, _ in failures}
    kept = kept_outcomes()
    groups = {}
    for case, outcome in zip(cases, outcomes):
        groups.setdefault((case["source"] != "vendor", case["group"]), []).append((case, outcome))
    text = HEAD + totals(cases, wrong, kept)
    for (is_everyday, group), rows in sorted(groups.items(), key=lambda each: each[0]):
        text += f"\n## {'Everyday SQL' if is_everyday else 'The documents'}: {group}\n\n"
        text += "| SQL | value | DuckDB | Spark |\n|---|---|---|---|\n"
        for case, outcome in rows:
            verdict = "**wrong**" if case["id"] in wrong else verdict_of(case, outcome)
            zone = f"{case['zone']}: " if "zone" in case else ""
            text += f"| {zone}{code(case['sql'])} | {shown_value(case)} | {verdict} | {on_spark(case, kept)} |\n"
    return text


def on_spark(case, kept):
    """What Spark made of a case when `make check-sql-spark` last asked it."""
    known, problem = kept.get(case["id"], (None, None))
    if known != digest(case):
        return "not asked"
    if problem:
        return "**differs**: " + plain(problem[:LONGEST_CELL])
    return "right" if "error" not in case["expected"] else "refused"


def totals(cases, wrong, kept):
    lines = "| cases | all | right | refused | wrong | right on Spark | not asked |\n|---|---|---|---|---|---|---|\n"
    for source, name in (("vendor", "the documents' functions"), ("everyday", "everyday SQL")):
        own = [case for case in cases if case["source"] == source]
        refused = sum("duckdb" in case and case["id"] not in wrong for case in own)
        bad = sum(case["id"] in wrong for case in own)
        spark = [on_spark(case, kept) for case in own]
        right, unasked = sum(each in ("right", "refused") for each in spark), spark.count("not asked")
        lines += f"| {name} | {len(own)} | {len(own) - refused - bad} | {refused} | {bad} | {right} | {unasked} |\n"
    return lines


def verdict_of(case, outcome):
    if "duckdb" in case:
        return "refused: " + plain(outcome.refused or (outcome.error or "").split("\n")[0].split(": ", 1)[-1])
    words = "right" if "error" not in case["expected"] else "refused, as by Spark"
    if "documented" in case and case.get("note"):
        words += f"; the documents say {code(json.dumps(case['documented'], ensure_ascii=False))}: {plain(case['note'])}"
    return words


def shown_value(case):
    expected = case["expected"]
    if "error" in expected:
        return "an error"
    if is_any(case):
        return "another each time"
    rows = expected["rows"]
    if len(rows) == 1 and len(rows[0]) == 1:
        return code(json.dumps(rows[0][0], ensure_ascii=False))
    if not rows:
        return "no rows"
    return code(json.dumps(rows, ensure_ascii=False))


LONGEST_CELL = 160


def code(text):
    """A text as code in a cell of a table."""
    text = " ".join(str(text).split())
    if len(text) > LONGEST_CELL:
        text = text[: LONGEST_CELL - 1] + "…"
    fence = "``" if "`" in text else "`"
    space = " " if fence == "``" else ""
    return fence + space + text.replace("|", "\\|") + space + fence


def plain(text):
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


# --- DuckDB


#: What stands before each case's answer, and in its last row.
BEGIN, END = "@@case ", "@@end"
#: Starting a process takes longer than most cases do.
CASES_A_PROCESS = 32


class DuckDB:
    """One translator for all cases, and a duckdb process for some dozens of them."""

    def __init__(self, shows):
        self.shows = shows
        self.translator = subprocess.Popen(
            [sys.executable, "-I", "-S", "-B", TRANSLATOR, "--packages", PACKAGES],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def run(self, cases):
        answers = [self.translate(case) for case in cases]
        self.translator.stdin.close()
        self.translator.wait()
        if self.shows:
            for case, answer in zip(cases, answers):
                print(f"-- {case['id']}\n{case['sql']}\n=>\n{answer.get('sql') or answer['error']}\n")
        work = list(zip(cases, answers))
        parts = [work[start : start + CASES_A_PROCESS] for start in range(0, len(work), CASES_A_PROCESS)]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            return [outcome for part in pool.map(self.outcomes, parts) for outcome in part]

    def outcomes(self, part):
        """The outcomes of some cases, computed in one process; what it gives no answer to is asked alone."""
        script = ".bail off\n"
        for number, (case, answer) in enumerate(part):
            if "error" not in answer:
                own = f"CREATE SCHEMA own{number};\nUSE own{number};\n" + self.statements(case, answer)
                script += f".print {BEGIN}{number}\n{own}"
        done = run_duckdb(script)
        texts = dict(each.split("\n", 1) for each in done.stdout.split(BEGIN)[1:])
        return [self.outcome(case, answer, texts.get(str(number))) for number, (case, answer) in enumerate(part)]

    def translate(self, case):
        tables = {name: table["columns"] for name, table in case.get("tables", {}).items()}
        request = {"id": case["id"], "sql": case["sql"], "tables": tables, "zone": case.get("zone")}
        self.translator.stdin.write(json.dumps(request) + "\n")
        self.translator.stdin.flush()
        return json.loads(self.translator.stdout.readline())

    def outcome(self, case, answer, text):
        if "error" in answer:
            refused = answer["error"]
            return Outcome(refused=f"{refused['message']} {refused.get('fault', '')}".strip())
        if text is None or not text.endswith(END + "\n"):
            done = run_duckdb(".bail on\n" + self.statements(case, answer))
            if done.returncode:
                return Outcome(error=done.stderr or "duckdb failed")
            text = done.stdout
        columns = answer["columns"]
        described, _, lines = text.removesuffix(END + "\n").partition("]\n")
        types = [row["column_type"] for row in json.loads(described + "]")]
        kinds = [column["type"] for column in columns]
        rows = [
            [value_of(cell, kind) for cell, kind in zip(json.loads(line, parse_float=Text, parse_int=Text).values(), kinds)]
            for line in lines.split("\n")
            if line
        ]
        return Outcome(columns, rows, types=types)

    def statements(self, case, answer):
        """The statements that compute a case's query, describe it and write its rows, with a last line behind them.

        The query is planned once, which takes longer than all else.
        """
        columns = answer["columns"]
        quoted = answer["sql"].replace("'", "''")
        script = ".mode json\n"
        for name, table in case.get("tables", {}).items():
            script += f"CREATE VIEW {name} AS {duckdb_table(table)};\n"
        script += answer["prelude"] + "\n"
        names = ", ".join(f"c{index}" for index in range(len(columns)))
        script += f"CREATE TABLE answer_of_case AS SELECT * FROM query('{quoted}') AS q({names});\n"
        script += "DESCRIBE answer_of_case;\n.mode list\n.headers off\n"
        texts = ", ".join(
            f"'v{index}': {duckdb_text(f'c{index}', column['type'])}" for index, column in enumerate(columns)
        )
        rows = f"SELECT to_json({{{texts}}})::VARCHAR FROM answer_of_case"
        return script + f"({rows}) UNION ALL (SELECT '{END}');\n"


def run_duckdb(script):
    """Runs a script in a process of its own, which can read no file."""
    with tempfile.NamedTemporaryFile("w", suffix=".sql", encoding="utf-8") as file:
        file.write("SET TimeZone='UTC';\nSET threads=1;\n.safe_mode\n" + script)
        file.flush()
        return subprocess.run(
            [DUCKDB, "-init", "/dev/null", "-no-stdin", "-f", file.name, ":memory:"],
            capture_output=True,
            text=True,
            env={"HOME": "/nonexistent", "LC_ALL": "C.UTF-8"},
        )


class Text(str):
    """A number of a JSON text as it is written."""


def duckdb_text(name, kind):
    """A column in a form that JSON keeps: doubles and bytes as texts."""
    if kind == "binary":
        return f"hex({name})"
    if kind in ("double", "float") or kind.startswith(("timestamp", "date", "decimal")):
        return f"{name}::VARCHAR"
    return name


def duckdb_table(table):
    names = ", ".join(quoted(column["name"]) for column in table["columns"])
    kinds = [duckdb_name(column["type"]) for column in table["columns"]]
    casts = ", ".join(
        f"{quoted(column['name'])}::{kind} AS {quoted(column['name'])}"
        for column, kind in zip(table["columns"], kinds)
    )
    if not table["rows"]:
        nothing = ", ".join(f"NULL::{kind}" for kind in kinds)
        return f"SELECT * FROM (VALUES ({nothing})) AS v({names}) WHERE false"
    rows = ", ".join(
        "(" + ", ".join(duckdb_literal(cell, kind) for cell, kind in zip(row, kinds)) + ")" for row in table["rows"]
    )
    return f"SELECT {casts} FROM (VALUES {rows}) AS v({names})"


def duckdb_literal(cell, kind):
    if cell is None:
        return f"NULL::{kind}"
    if isinstance(cell, (list, dict)):
        text = json.dumps(cell, ensure_ascii=False).replace("'", "''")
        return f"'{text}'::JSON::{kind}"
    if isinstance(cell, bool):
        return str(cell).lower()
    text = str(cell).replace("'", "''")
    if kind == "BLOB":
        return f"unhex('{text}')"
    return f"'{text}'::{kind}"


def duckdb_name(kind):
    sys.path[:0] = [TRANSLATOR, PACKAGES]
    from spark_duckdb.datatypes import duckdb_type
    from spark_duckdb.type_text import parse_type

    return duckdb_type(parse_type(kind))


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def value_of(text, kind):
    """A value of DuckDB's JSON as the cases write it."""
    if text is None:
        return None
    base = kind.split("<")[0].split("(")[0]
    if base in ("double", "float"):
        value = float(text) if base == "double" else struct.unpack("f", struct.pack("f", float(text)))[0]
        return value if value == value and abs(value) != float("inf") else special(value)
    if base in ("tinyint", "smallint", "int", "bigint"):
        return int(text)
    if base == "array":
        return [value_of(each, inner(kind)[0]) for each in text]
    if base == "map":
        key, value = inner(kind)
        return [[value_of(one, key), value_of(other, value)] for one, other in text.items()]
    if base == "struct":
        kinds = [part.partition(":")[2] for part in inner(kind)]
        return {name: value_of(each, part) for (name, each), part in zip(text.items(), kinds)}
    if base == "decimal":
        return exact(text, kind)
    return str(text) if isinstance(text, Text) else text


def exact(number, kind):
    """A decimal with the digits that its type has behind the point."""
    scale = int(kind.split(",")[1].rstrip(")"))
    return f"{decimal.Decimal(number):.{scale}f}"


def special(value):
    return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"


def inner(kind):
    """The parts between the outermost < and >."""
    parts, depth, start = [], 0, kind.index("<") + 1
    for index in range(start, len(kind) - 1):
        if kind[index] in "<(":
            depth += 1
        elif kind[index] in ">)":
            depth -= 1
        elif kind[index] == "," and depth == 0:
            parts.append(kind[start:index])
            start = index + 1
    return parts + [kind[start:-1]]


# --- Spark


class Spark:
    """The driver's own session, in this process."""

    def __init__(self):
        home = os.environ.setdefault("SPARK_HOME", SPARK)
        sys.path[:0] = [DRIVER] + glob.glob(os.path.join(home, "python/lib/*.zip"))
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        os.environ["TZ"] = "UTC"
        time.tzset()
        try:
            from pandora_spark import session
        except ImportError:
            sys.exit("cannot find Spark: Tools/install-spark.sh fetches it, or set SPARK_HOME")
        self.warehouse = tempfile.TemporaryDirectory()
        os.environ["PYSPARK_SUBMIT_ARGS"] = " ".join(
            ["--master local[1]", "--conf spark.ui.enabled=false --conf spark.ui.showConsoleProgress=false", "--conf spark.sql.shuffle.partitions=1"]
            + ["--conf spark.driver.extraJavaOptions=-Duser.timezone=UTC"]
            + [f"--conf spark.sql.warehouse.dir={self.warehouse.name}", "pyspark-shell"]
        )
        self.session = session.Sessions().session_for([])
        self.session.sparkContext.setLogLevel("OFF")

    def run(self, cases):
        return [self.outcome(case) for case in cases]

    def outcome(self, case):
        from pyspark.sql.types import _parse_datatype_string

        try:
            for name, table in case.get("tables", {}).items():
                # Field by field: a name may be anything.
                schema = ", ".join(f"`{column['name']}` {column['type']}" for column in table["columns"])
                parsed = _parse_datatype_string(schema)
                rows = [
                    tuple(spark_value(cell, field.dataType) for cell, field in zip(row, parsed.fields))
                    for row in table["rows"]
                ]
                self.session.createDataFrame(rows, parsed).createOrReplaceTempView(name)
            from pandora_spark import functions, queries

            sql = functions.with_own_names(case["sql"])
            queries.check(self.session, queries.without_end(sql))
            self.session.conf.set("spark.sql.session.timeZone", case.get("zone", "UTC"))
            frame = self.session.sql(queries.without_end(sql))
            columns = [
                {"name": functions.with_users_names(field.name), "type": field.dataType.simpleString()}
                for field in frame.schema.fields
            ]
            rows = [[spark_text(cell, field.dataType) for cell, field in zip(row, frame.schema.fields)] for row in frame.collect()]
            return Outcome(columns, rows)
        except Exception as error:  # noqa: BLE001  any error is an outcome
            words = str(getattr(error, "desc", None) or error).split("JVM stacktrace")[0]
            return Outcome(error=" ".join(words.split()))
        finally:
            self.session.conf.set("spark.sql.session.timeZone", "UTC")
            for name in case.get("tables", {}):
                self.session.catalog.dropTempView(name)


def spark_value(cell, kind):
    """A cell of a case as pyspark takes it."""
    name = kind.typeName()
    if cell is None:
        return None
    if name == "timestamp":
        return datetime.datetime.fromisoformat(cell)
    if name == "date":
        return datetime.date.fromisoformat(cell)
    if name.startswith("decimal"):
        return decimal.Decimal(str(cell))
    if name in ("double", "float"):
        return float(cell)
    if name == "array":
        return [spark_value(each, kind.elementType) for each in cell]
    if name == "map":
        return {key: spark_value(value, kind.valueType) for key, value in cell.items()}
    if name == "struct":
        return {field.name: spark_value(cell.get(field.name), field.dataType) for field in kind.fields}
    if name == "binary":
        return base64.b16decode(cell)
    return cell


def spark_text(cell, kind):
    """A value of Spark as the cases write it."""
    name = kind.typeName()
    if cell is None:
        return None
    if name in ("double", "float"):
        return cell if cell == cell and abs(cell) != float("inf") else special(cell)
    if name == "timestamp":
        text = cell.strftime("%Y-%m-%d %H:%M:%S").rjust(19, "0")
        return text + (f".{cell.microsecond:06d}".rstrip("0") if cell.microsecond else "")
    if name == "date":
        return cell.isoformat()
    if name.startswith("decimal"):
        return exact(cell, kind.simpleString())
    if name == "binary":
        return bytes(cell).hex().upper()
    if name == "array":
        return [spark_text(each, kind.elementType) for each in cell]
    if name == "map":
        return [[spark_text(key, kind.keyType), spark_text(value, kind.valueType)] for key, value in cell.items()]
    if name == "struct":
        return {field.name: spark_text(each, field.dataType) for field, each in zip(kind.fields, cell)}
    return cell


if __name__ == "__main__":
    sys.exit(main())
