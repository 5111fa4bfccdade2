"""Inputs of the fuzzer of SQL made from others, by tokens and by whole expressions.

An input is a line of JSON, a request without its `sql`, and the SQL behind it. Bytes that are no UTF-8 stand for lone
surrogates.
"""

import json
import random
import re

_TOKEN = re.compile(
    r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`]|``)*`|--[^\n]*|/\*.*?\*/|\s+"""
    r"""|\d[\w.]*|\w+|[<>=!|&:-]{1,3}|.""",
    re.DOTALL,
)
#: What is put around an expression, `{}`.
_AROUND = (
    "({})", "-{}", "NOT {}", "array({})", "CAST({} AS string)", "CAST({} AS decimal(38,18))", "map({}, {})", "{}[0]",
    "(SELECT {})", "CASE WHEN {} THEN {} ELSE {} END", "coalesce({}, {})", "{} IN ({})", "EXISTS (SELECT {})",
    "transform({}, x -> {})", "sum({}) OVER (PARTITION BY {} ORDER BY {})", "struct({})", "{}.a", "{} + {}", "{} = {}",
    "date_format({}, 'yyyy')", "{} BETWEEN {} AND {}", "INTERVAL {} DAY", "/* {} */", "from_json({}, 'a int')",
    "explode({})", "{} LIKE {}", "CAST({} AS array<struct<a:int>>)", "if({}, {}, {})", "`{}`", "'{}'",
)
_ODD = (
    "\0", "\udcff", "\udc80'", "'", '"', "`", "/*", "*/", "--", ";", "\\", "''", "``", "$$", "{{", "}}", "9" * 400, "1e999999",
    "-9223372036854775808", "0x", "x'0'", "１２", "²", "٣", "名前", "\u202e", "\ufeff", "\u2028", "İ", "ß", "𝒳", "::", "->", "=>",
    "NULL", "*", "()", "[]", "<>", "1L", "1Y", "1BD", "1e", ".5", "5.", "@a", "#", "?", ":a", "${a}", "CAST(", "INTERVAL", "'0000-00-00'",
    "'[a-'", "'(?<a>'", "'\\\\p{X}'", "'yyyy-MM-dd''T'", "DATE", "TIMESTAMP", "OVER ()", "LATERAL VIEW", "PIVOT", "WITH a AS (",
    "VALUES", "UNION", "TABLESAMPLE", "GROUPING SETS", "ROWS BETWEEN", "USING", "NATURAL", "ANTI", "SEMI", "RLIKE", "DIV",
)


def joined(head, sql):
    return json.dumps(head, ensure_ascii=False).encode("utf-8", "surrogateescape") + b"\n" + encoded(sql)


def parts(data):
    """The request without its SQL, and the SQL."""
    line, _, sql = data.partition(b"\n")
    try:
        head = json.loads(decoded(line))
    except (ValueError, RecursionError):
        head = {}
    return head if isinstance(head, dict) else {}, decoded(sql)


def decoded(data):
    return data.decode("utf-8", "surrogateescape")


def encoded(text):
    return text.encode("utf-8", "surrogateescape")


class Mutations:
    """Changes inputs with what the seeds have in them."""

    def __init__(self, seeds):
        """Takes heads and SQL."""
        self.heads = [head for head, _ in seeds]
        texts = [sql for _, sql in seeds]
        self.tokens = {}
        expressions = set()
        for sql in texts:
            tokens = _TOKEN.findall(sql)
            for token in tokens:
                self.tokens.setdefault(_kind(token), set()).add(token)
            expressions.update("".join(tokens[start:end]) for start, end in _expressions(tokens))
        self.tokens = {kind: sorted(found) for kind, found in self.tokens.items()}
        self.all = sorted(token for found in self.tokens.values() for token in found)
        self.expressions = sorted(each for each in expressions if len(each) < 200)

    def change(self, data, most, seed, mutated):
        """Another input of no more than so many bytes; `mutated` changes bytes."""
        chance = random.Random(seed)
        line, _, rest = data.partition(b"\n")
        if chance.random() < 0.03:
            line = encoded(json.dumps(chance.choice(self.heads), ensure_ascii=False))
        if chance.random() < 0.15:
            rest = mutated(rest, max(most - len(line) - 1, 1))
        else:
            sql = decoded(rest)
            for _ in range(chance.choice((1, 1, 1, 2, 3, 5))):
                sql = self.changed(sql, chance)
            rest = encoded(sql)
        return (line + b"\n" + rest)[:most]

    def cross(self, data, other, most, seed):
        """An expression of another input in one of this."""
        chance = random.Random(seed)
        head, sql = parts(data)
        _, given = parts(other)
        theirs = _TOKEN.findall(given)
        spans = _expressions(theirs)
        if not spans:
            return data[:most]
        start, end = chance.choice(spans)
        return joined(head, _replaced(sql, "".join(theirs[start:end]), chance))[:most]

    def changed(self, sql, chance):
        tokens = _TOKEN.findall(sql)
        if not tokens:
            return chance.choice(self.all)
        place = chance.randrange(len(tokens))
        way = chance.randrange(9)
        if way == 0:
            tokens[place] = chance.choice(self.tokens.get(_kind(tokens[place]), self.all))
        elif way == 1:
            del tokens[place : place + chance.choice((1, 1, 2, 4, 16))]
        elif way == 2:
            tokens.insert(place, " " + chance.choice(self.all) + " ")
        elif way == 3:
            return _replaced(sql, chance.choice(self.expressions), chance)
        elif way == 4:
            return _wrapped(tokens, chance)
        elif way == 5:
            other = chance.randrange(len(tokens))
            tokens[place], tokens[other] = tokens[other], tokens[place]
        elif way == 6:
            end = place + chance.choice((1, 2, 4, 16))
            tokens[place:end] = tokens[place:end] * chance.choice((2, 2, 3, 40))
        elif way == 7:
            tokens.insert(place, chance.choice(_ODD))
        else:
            return self.inside(tokens, place, chance)
        return "".join(tokens)

    def inside(self, tokens, place, chance):
        """A literal, a pattern or a name changed by a character."""
        token = tokens[place]
        at = chance.randrange(len(token))
        with_ = chance.choice((chance.choice(_ODD), chance.choice(self.all), chr(chance.choice((39, 92, 0x25, 0x41, 0x30, 0x2E, 0x3A)))))
        tokens[place] = token[:at] + with_ + token[at + chance.randrange(2) :]
        return "".join(tokens)


def _replaced(sql, expression, chance):
    tokens = _TOKEN.findall(sql)
    spans = _expressions(tokens)
    if not spans:
        return sql + " " + expression
    start, end = chance.choice(spans)
    return "".join(tokens[:start] + [expression] + tokens[end:])


def _wrapped(tokens, chance):
    spans = _expressions(tokens)
    if not spans:
        return "".join(tokens)
    start, end = chance.choice(spans)
    around = chance.choice(_AROUND)
    text = "".join(tokens[start:end])
    for _ in range(chance.choice((1, 1, 1, 2, 50, 400))):
        if around.count("{}") > 1 and len(text) > 100:
            break
        text = around.replace("{}", text)
    return "".join(tokens[:start] + [text] + tokens[end:])


def _kind(token):
    first = token[0]
    if first in "'\"`":
        return first
    if first.isdigit():
        return "number"
    if first.isspace():
        return "space"
    return "word" if first.isalnum() or first == "_" else "sign"


def _expressions(tokens):
    """Where literals, names, and calls or what else is in parentheses begin and end."""
    found, opened = [], []
    for place, token in enumerate(tokens):
        if token == "(":
            is_call = place > 0 and _kind(tokens[place - 1]) == "word"
            opened.append(place - 1 if is_call else place)
        elif token == ")" and opened:
            found.append((opened.pop(), place + 1))
        elif _kind(token) not in ("space", "sign"):
            found.append((place, place + 1))
    return found
