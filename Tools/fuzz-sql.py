#!/usr/bin/env python3
"""Searches for SQL that breaks the translator, by atheris, or reads inputs that did.

    Tools/fuzz-sql.py --seconds 600     searches, beginning with the cases of SQL and the inputs kept
    Tools/fuzz-sql.py FILE...           reads these inputs with the translator as the service runs it
    Tools/fuzz-sql.py --kept            reads the inputs kept in the repository
    Tools/fuzz-sql.py --large           reads inputs that are as long or as deep as they may be

Whatever the SQL, there must be an answer within five seconds of processor time: a translation, or a refusal in words,
at a place of the text. What is translated must be SQL for DuckDB, which may refuse what it means. An input is as
`sqlmutations.py` says. A finding is a file, and is printed; the exit code is 1 then.
"""

import argparse
import glob
import json
import os
import re
import resource
import select
import subprocess
import sys
import tempfile
import time

#: The folders of the tools and of the translator stay as they are.
sys.dont_write_bytecode = True
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CASES = os.path.join(ROOT, "Tests/Service/SparkSQLTests/Cases")
KEPT = os.path.join(ROOT, "Tests/Service/SparkSQLTests/Inputs")
TRANSLATOR = os.path.join(ROOT, "Sources/Service/SparkSQL/translator")
PACKAGES = os.path.join(ROOT, ".tools/sqlglot")
ATHERIS = os.path.join(ROOT, ".tools/atheris")
DUCKDB = os.path.join(ROOT, ".tools/duckdb")
WORK = os.path.join(ROOT, ".build-fuzz")
SECONDS, LONGEST = 5, 8192
#: As deep and as far as in `__main__.py` of the translator.
DEPTH, STACK = 20_000, 512 << 20

sys.path.insert(0, os.path.join(ROOT, "Tools"))
import sqlmutations  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--kept", action="store_true")
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    if options.child:
        return search(options)
    if options.kept or options.large or options.files:
        paths = options.files + (sorted(glob.glob(KEPT + "/*")) if options.kept else [])
        inputs = {path: read(path) for path in paths} | (large() if options.large else {})
        return 1 if faults_of(inputs) else 0
    return searched(options)


def read(path):
    with open(path, "rb") as file:
        return file.read()


# --- What must hold


#: What is no word for a user: names of Python's and sqlglot's classes, of files, and of what sqlglot is made of.
_RAW = re.compile(
    r"Traceback|<class|<Token|object at 0x|sqlglot|spark_duckdb|\bexp\.[A-Z]|\bTokenType|NoneType|\b[A-Z][a-z]+Error\b|\.py\b"
    r"|^None\b|\bkeyword argument|not subscriptable|has no attribute|recursion depth|Required keyword|Error tokenizing"
)


def requests(data):
    """The lines that are asked for an input: its translation, what it calls, and the place of a failure."""
    head, sql = sqlmutations.parts(data)
    head = {key: value for key, value in head.items() if key in ("tables", "zone")}
    offset = len(data) // 3
    failures = ({"message": "Invalid Input Error: no matter", "offset": offset}, {"message": "element_at counts elements from 1"})
    asked = [{**head, "sql": sql}, {"calls": sql}]
    return [json.dumps(each) for each in asked + [{**head, "sql": sql, "failure": failures[offset % 2]}]]


def fault_of_answer(text, sql):
    """What is wrong with an answer; `None` if nothing is."""
    answer = json.loads(text)
    if "error" not in answer:
        known = isinstance(answer.get("sql"), str) or "calls" in answer or "place" in answer
        return None if known else f"no answer: {text[:200]}"
    error = answer["error"]
    if "fault" in error:
        return f"a fault: {error['fault']}"
    message = error["message"]
    if len(message) > 1000:
        return f"{len(message)} characters to read: {message[:100]}"
    raw = _RAW.search(message)
    if not message.strip() or raw and raw.group() not in sql:
        return f"no words for a user: {message[:300]}"
    if "line" in error:
        lines = sql.split("\n")
        if not (1 <= error["line"] <= len(lines) and 1 <= error["column"] <= len(lines[error["line"] - 1]) + 1):
            return f"no place of the text: {error}"
    return None


# --- The translator as the service runs it


class Process:
    """One translator, started again where it has ended."""

    def __init__(self):
        self.process = None

    def answer(self, line):
        """The answer, `None` if the process has ended or is silent, and the seconds of processor time it took."""
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-B", TRANSLATOR, "--packages", PACKAGES],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            self.answer('{"sql":"SELECT 1"}')
        before = self.seconds()
        self.process.stdin.write(line.encode("ascii") + b"\n")
        self.process.stdin.flush()
        while not select.select([self.process.stdout], [], [], 0.2)[0]:
            if self.seconds() - before > 4 * SECONDS:
                self.process.kill()
        text = self.process.stdout.readline()
        took = self.seconds() - before
        if not text:
            self.process.wait()
        return text.decode("utf-8", "replace") if text else None, took

    def seconds(self):
        try:
            with open(f"/proc/{self.process.pid}/stat", encoding="ascii", errors="replace") as file:
                fields = file.read().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def faults_of(inputs):
    """Reads inputs with a translator of their own, says what is wrong, and counts it."""
    process, found, slowest, accepted = Process(), [], (0.0, ""), []
    for name, data in inputs.items():
        _, sql = sqlmutations.parts(data)
        for line in requests(data):
            text, took = process.answer(line)
            slowest = max(slowest, (took, name))
            fault = "the process ended, or was silent" if text is None else fault_of_answer(text, sql)
            if fault is None and took > SECONDS:
                fault = f"{took:.1f} s"
            if fault:
                found.append(f"{name}: {fault}")
            elif '"prelude"' in text:
                accepted.append((name, data, json.loads(text)))
    counts, broken = explained(accepted)
    found += broken
    for each in found:
        print(each)
    print(
        f"{len(inputs)} inputs, {len(accepted)} translated; DuckDB plans {counts['planned']}, refuses {counts['refused']}; "
        f"the slowest took {slowest[0]:.1f} s ({slowest[1]}); {len(found)} findings"
    )
    return found


def large():
    """Inputs that are as long or as deep as they may be, which a search of short ones does not come to."""
    deep, long = 20_000, 250_000
    texts = {
        "parentheses": "SELECT " + "(" * deep + "1" + ")" * deep,
        "open": "SELECT " + "(" * long,
        "minus": "SELECT " + "- " * deep + "1",
        "not": "SELECT " + "NOT " * deep + "true",
        "sum": "SELECT " + "1 + " * deep + "1",
        "and": "SELECT " + "a = 1 AND " * deep + "true FROM t",
        "concatenated": "SELECT " + "a || " * deep + "'x' FROM t",
        "arrays": "SELECT " + "array(" * deep + "1" + ")" * deep,
        "case": "SELECT " + "CASE WHEN a = 1 THEN " * 5000 + "1" + " END" * 5000 + " FROM t",
        "subqueries": "SELECT * FROM " + "(SELECT * FROM " * 5000 + "t" + ")" * 5000,
        "few subqueries": "SELECT * FROM " + "(SELECT * FROM " * 100 + "t" + ")" * 100,
        "unions": "SELECT 1" + " UNION ALL SELECT 1" * 10_000,
        "joins": "SELECT 1 FROM t" + " JOIN t ON true" * 10_000,
        "with": "WITH " + ", ".join(f"w{each} AS (SELECT * FROM {f'w{each - 1}' if each else 't'})" for each in range(2000)) + " SELECT * FROM w1999",
        "in": "SELECT a IN (" + "1, " * 80_000 + "1) FROM t",
        "columns": "SELECT " + "a, " * 80_000 + "a FROM t",
        "aliases": "SELECT a AS c0, " + ", ".join(f"c{each} + c{each} AS c{each + 1}" for each in range(40)) + " FROM t",
        "digits": "SELECT " + "9" * long,
        "exponent": "SELECT 1e" + "9" * 400 + ", 1.5e-99999, cast('1e999999999' AS decimal(38, 2))",
        "text": "SELECT '" + "x" * long + "'",
        "quotes": "SELECT '" + "''" * (long // 2) + "'",
        "backslashes": "SELECT '" + "\\" * long + "'",
        "unclosed text": "SELECT '" + "x" * long,
        "unclosed comment": "SELECT 1 /*" + "*" * long,
        "nested comment": "SELECT 1 " + "/*" * deep + "*/" * deep,
        "names": "SELECT " + "a." * deep + "a FROM t",
        "brackets": "SELECT a" + "[0]" * deep + " FROM t",
        "types": "SELECT CAST(a AS " + "array<" * deep + "int" + ">" * deep + ") FROM t",
        "structs": "SELECT CAST(a AS " + "struct<a:" * 5000 + "int" + ">" * 5000 + ") FROM t",
        "schema": "SELECT from_json(s, '" + "a struct<" * 5000 + "') FROM t",
        "pattern": "SELECT s RLIKE '" + "(" * deep + "a" + ")*" * deep + "' FROM t",
        "classes": "SELECT s RLIKE '" + "[" * deep + "a" + "]" * deep + "' FROM t",
        "dates": "SELECT date_format(d, '" + "y" * deep + "') FROM t",
        "sections": "SELECT date_format(d, '" + "[" * deep + "') FROM t",
        "json path": "SELECT get_json_object(s, '$" + "[*]" * deep + "') FROM t",
        "lambdas": "SELECT " + "transform(array(1), x -> " * 2000 + "x" + ")" * 2000,
        "intervals": "SELECT d + INTERVAL '" + "9" * 5000 + "' DAY, INTERVAL " + "1 day " * 5000 + " FROM t",
        "group": "SELECT 1 FROM t GROUP BY " + ", ".join(["a, d WITH CUBE"] * 1000),
        "cube": "SELECT 1 FROM t GROUP BY CUBE(" + ", ".join(["a"] * 2000) + ")",
        "windows": "SELECT " + "sum(" * 2000 + "a" + ") OVER (ORDER BY a)" * 2000 + " FROM t",
        "pivot": "SELECT * FROM t PIVOT (sum(a) FOR s IN (" + "'x', " * deep + "'y'))",
        "nothing": "",
        "spaces": " " * long,
        "semicolons": ";" * long,
        "zeros": "\0" * 1000,
        "zero": "SELECT 'a\0b', `a\0b` FROM t -- \0",
        "surrogates": "SELECT '\udcff\udc80', `\udcff` FROM t -- \udcff",
        "unknown zeros": "SELECT \0",
        "too long": "SELECT 1" + " " * 300_000,
    }
    types = {"a": "bigint", "s": "string", "d": "date"}
    tables = {"t": [{"name": name, "type": kind} for name, kind in types.items()]}
    inputs = {name: sqlmutations.joined({"tables": tables}, sql) for name, sql in texts.items()}
    for name, kind in {"type": "array<" * 20_000, "digits of a type": "decimal(" + "9" * 5000 + ")", "odd digits": "decimal(²)"}.items():
        inputs[name] = sqlmutations.joined({"tables": {"t": [{"name": "a", "type": kind}]}}, "SELECT a FROM t")
    return inputs


# --- DuckDB behind it


_CASE, _STARTED = "@@case ", 32


def explained(accepted):
    """How many translations DuckDB plans and refuses, and those that are no SQL for it."""
    counts, broken = {"planned": 0, "refused": 0}, []
    for start in range(0, len(accepted), _STARTED):
        for (name, _, _), said in zip(accepted[start:], outputs(accepted[start : start + _STARTED])):
            wrong = next((line for line in said.split("\n") if re.search(r"Parser Error: (?!Max expression depth)|INTERNAL Error|syntax error|Catalog Error: .*spark_", line)), None)
            if said == "no answer":
                wrong = "duckdb ends, or is silent"
            if wrong:
                broken.append(f"{name}: DuckDB: {wrong[:300]}")
            else:
                counts["refused" if "Error" in said else "planned"] += 1
    return counts, broken


def outputs(part):
    """What DuckDB says of each plan, computed in one process; what it gives no answer to is asked alone."""
    script = "".join(f".print {_CASE}{number}\n" + statements(number, data, answer) for number, (_, data, answer) in enumerate(part))
    found = dict(each.split("\n", 1) for each in duckdb(script + f".print {_CASE}end\n").split(_CASE)[1:] if "\n" in each)
    if len(part) == 1:
        return [found["0"] if "0" in found and "end" in found else "no answer"]
    if "end" in found and len(found) == len(part) + 1:
        return [found[str(number)] for number in range(len(part))]
    return [said for each in part for said in outputs([each])]


def statements(number, data, answer):
    """Tables without rows, the macros, and the translation's plan."""
    from spark_duckdb.datatypes import duckdb_type
    from spark_duckdb.refusal import Refusal
    from spark_duckdb.type_text import parse_type

    text = f"CREATE SCHEMA own{number};\nUSE own{number};\n"
    head, _ = sqlmutations.parts(data)
    for name, columns in (head.get("tables") or {}).items():
        try:
            listed = ", ".join(f"{quoted(column['name'])} {duckdb_type(parse_type(column.get('type', 'string')))}" for column in columns or [])
        except Refusal:
            continue
        text += f"CREATE TABLE {quoted(name)} ({listed});\n"
    shown = answer["sql"].replace("'", "''").replace("\0", "�")
    return text + answer["prelude"] + f"\nDESCRIBE SELECT * FROM query('{shown}');\n"


def quoted(name):
    return '"' + name.replace('"', '""').replace("\0", "�") + '"'


def duckdb(script):
    with tempfile.NamedTemporaryFile("w", suffix=".sql", encoding="utf-8", errors="replace") as file:
        file.write("SET TimeZone='UTC';\nSET threads=1;\n.safe_mode\n.bail off\n.mode list\n" + script)
        file.flush()
        command = [DUCKDB, "-init", "/dev/null", "-no-stdin", "-f", file.name, ":memory:"]
        environment = {"HOME": "/nonexistent", "LC_ALL": "C.UTF-8"}
        try:
            done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, timeout=120)
        except subprocess.TimeoutExpired:
            return ""
        return done.stdout.decode("utf-8", "replace")


# --- The search


def seeds():
    """The head and the SQL of every case."""
    found = []
    for path in sorted(glob.glob(CASES + "/*.json")):
        for case in json.loads(read(path)):
            head = {"tables": {name: table["columns"] for name, table in case.get("tables", {}).items()}}
            if "zone" in case:
                head["zone"] = case["zone"]
            found.append((head, case["sql"]))
    return found


def searched(options):
    """Runs the search in a process of its own, whose stack is as large as the translator's."""
    corpus, findings = WORK + "/corpus/sql", WORK + "/findings/sql"
    for directory in (corpus, findings):
        os.makedirs(directory, exist_ok=True)
    for number, (head, sql) in enumerate(seeds()):
        data = sqlmutations.joined(head, sql)
        if len(data) <= LONGEST:
            with open(f"{corpus}/case{number}", "wb") as file:
                file.write(data)
    before = set(os.listdir(findings))
    log = WORK + "/sql.log"
    end, text = time.monotonic() + options.seconds, ""
    # An input without an end ends the process, and the search goes on in another.
    while (left := round(end - time.monotonic())) > 0:
        with open(log, "wb") as file:
            command = [sys.executable, os.path.abspath(__file__), "--child", "--seconds", str(left), "--seed", str(options.seed + left)]
            subprocess.run(command, stdout=file, stderr=file, preexec_fn=with_room)
        said = read(log).decode("utf-8", "replace")
        if "stat::number_of_executed_units" not in said:
            print(said[-2000:])
            return 1
        text += said
    count = sum(map(int, re.findall(r"stat::number_of_executed_units: *(\d+)", text)))
    edges = max(map(int, re.findall(r" cov: (\d+) ", text)))
    print(f"sql: {count} inputs in {options.seconds} s, {edges} edges covered")
    new = sorted(set(os.listdir(findings)) - before)
    paths = [f"{corpus}/{name}" for name in sorted(os.listdir(corpus))] + [f"{findings}/{name}" for name in new]
    print("these, and long and deep ones, with the translator as the service runs it:")
    return 1 if faults_of({path: read(path) for path in paths} | large()) or new else 0


def with_room():
    resource.setrlimit(resource.RLIMIT_STACK, (STACK, STACK))


def search(options):
    """Asks the translator in this process, every line of it counted."""
    sys.path[:0] = [ATHERIS, TRANSLATOR, PACKAGES]
    import atheris

    with atheris.instrument_imports(include=["spark_duckdb", "sqlglot"]):
        from spark_duckdb.answers import Translator
        from spark_duckdb.macros import Macros
    macros = os.path.join(TRANSLATOR, "macros")
    translator = Translator(Macros.of_directories(macros), Macros.of_directories(macros, macros + "/zoned"))
    mutations = sqlmutations.Mutations(seeds())
    sys.setrecursionlimit(DEPTH)
    known = set()

    def one(data):
        """Keeps a finding of each kind as a file, and goes on."""
        _, sql = sqlmutations.parts(data)
        for line in requests(data):
            try:
                fault = fault_of_answer(translator.answer(line), sql)
            except Exception as error:  # noqa: BLE001  this is what is searched for
                fault = f"{type(error).__name__}: {error}"
            kind = re.sub(r"'[^']*'|\d+", "", fault or "")[:60]
            if fault and kind not in known:
                known.add(kind)
                path = f"{WORK}/findings/sql/found{len(os.listdir(WORK + '/findings/sql'))}"
                with open(path, "wb") as file:
                    file.write(data)
                print(f"FOUND {path}: {fault}", flush=True)

    arguments = [sys.argv[0], f"-max_total_time={options.seconds}", f"-seed={options.seed}", f"-max_len={LONGEST}", f"-timeout={4 * SECONDS}"]
    arguments += ["-print_final_stats=1", f"-artifact_prefix={WORK}/findings/sql/", "-rss_limit_mb=2048", WORK + "/corpus/sql"]
    atheris.Setup(
        arguments + ([KEPT] if os.path.isdir(KEPT) else []),
        one,
        custom_mutator=lambda data, most, seed: mutations.change(data, most, seed, atheris.Mutate),
        custom_crossover=lambda one, other, most, seed: mutations.cross(one, other, most, seed),
    )
    atheris.Fuzz()


if __name__ == "__main__":
    sys.path[1:1] = [TRANSLATOR, PACKAGES]
    sys.exit(main())
