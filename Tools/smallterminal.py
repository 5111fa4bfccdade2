"""A terminal that understands what ncurses writes for xterm-256color and what the console adds, and
nothing else: whatever it does not know is an error, since it would be stray text on a real one."""
import re
import unicodedata


class Stray(Exception):
    """Bytes that no terminal would take for what they were meant to be."""


SEQUENCE = re.compile(
    r"\x1b\[(?P<private>[?>!=]?)(?P<numbers>[0-9;]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    r"|\x1b\](?P<command>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|\x1b(?P<single>[=>78DEMc])"
    r"|\x1b(?P<charset>[()][0B])"
)
UNFINISHED = re.compile(r"\x1b(\[[?>!=]?[0-9;]*[ -/]*|\][^\x07\x1b]*\x1b?|[()])?$")
COMMANDS = ("52;c;", "104", "0;", "2;", "9;", "777;")
PRIVATE_MODES = {1, 7, 12, 25, 1000, 1004, 1006, 1049, 2004}


def width(character):
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


class Terminal:
    def __init__(self, columns, rows):
        self.columns, self.rows = columns, rows
        self.modes = {7, 12, 25}
        self.keypad = self.graphics = False
        self.style = set()
        self.last = " "
        self.pages = {False: self.blank_page(), True: self.blank_page()}
        self.saved = (0, 0)
        self.x = self.y = 0
        self.wraps = False
        self.region = (0, rows - 1)
        self.rest = ""
        self.undecoded = b""
        self.clipboard = []

    # What a test asks of it.

    @property
    def in_alternate(self):
        return 1049 in self.modes

    @property
    def page(self):
        return self.pages[self.in_alternate]

    def text(self, alternate=None):
        page = self.page if alternate is None else self.pages[alternate]
        return "\n".join("".join(row).rstrip() for row in page)

    def leftovers(self):
        """What a program that is gone has left switched on; empty where all is as it was."""
        found = [f"mode {mode}" for mode in sorted(self.modes ^ {7, 12, 25}) if mode != 12]
        found += ["keypad"] if self.keypad else []
        found += ["graphics"] if self.graphics else []
        found += [f"styles {sorted(map(str, self.style))}"] if self.style else []
        found += ["scroll region"] if self.region != (0, self.rows - 1) else []
        return found + ([f"half a sequence {self.rest!r}"] if self.rest else [])

    def resize(self, columns, rows):
        for is_alternate, page in self.pages.items():
            for row in page:
                row += [" "] * (columns - len(row))
                # The normal screen keeps what does not fit, as terminals do by wrapping it.
                del row[columns if is_alternate else len(row):]
            del page[rows if is_alternate else len(page):]
            page.extend(self.blank_row(columns) for _ in range(rows - len(page)))
        self.columns, self.rows = columns, rows
        self.region = (0, rows - 1)
        self.x, self.y = min(self.x, columns - 1), min(self.y, rows - 1)
        self.wraps = False

    def feed(self, data):
        data = self.undecoded + data
        text = data.decode("utf-8", "surrogateescape")
        # The last character may not be whole yet.
        cut = len(text)
        while cut > max(0, len(text) - 3) and "\udc80" <= text[cut - 1] <= "\udcff":
            cut -= 1
        self.undecoded = text[cut:].encode("utf-8", "surrogateescape")
        text, place = self.rest + text[:cut], 0
        while place < len(text):
            if text[place] != "\x1b":
                self.take(text[place])
                place += 1
                continue
            match = SEQUENCE.match(text, place)
            if not match:
                if UNFINISHED.match(text, place):
                    break
                raise Stray(f"a sequence nobody knows: {text[place:place + 24]!r}")
            self.obey(match)
            place = match.end()
        self.rest = text[place:]

    # What it does with what it gets.

    def blank_row(self, columns=None):
        return [" "] * (columns or self.columns)

    def blank_page(self):
        return [self.blank_row() for _ in range(self.rows)]

    def take(self, character):
        if character == "\r":
            self.x, self.wraps = 0, False
        elif character == "\n":
            self.line_feed()
        elif character == "\b":
            self.x, self.wraps = max(0, self.x - 1), False
        elif character == "\t":
            self.x = min(self.columns - 1, self.x // 8 * 8 + 8)
        elif character == "\x07":
            pass
        elif character < " " or "\x7f" <= character < "\xa0" or "\udc80" <= character <= "\udcff":
            raise Stray(f"a control byte on the screen: {character!r}")
        else:
            self.put(character)

    def put(self, character):
        size = width(character)
        if size == 0:
            before = max(0, self.x - (0 if self.wraps else 1))
            if self.page[self.y][before] == "" and before > 0:
                before -= 1
            self.page[self.y][before] += character
            return
        if self.wraps or self.x + size > self.columns:
            self.x = 0
            self.wraps = False
            self.line_feed()
        row = self.page[self.y]
        for x in range(self.x, min(self.x + size, self.columns)):
            self.split(row, x)
        row[self.x] = character
        if size == 2 and self.x + 1 < self.columns:
            row[self.x + 1] = ""
        self.last = character
        self.wraps = self.x + size >= self.columns
        self.x = min(self.x + size, self.columns - 1)

    def split(self, row, x):
        """Half of a wide character that is overwritten leaves a blank."""
        if row[x] == "" and x > 0:
            row[x - 1] = " "
        if x + 1 < self.columns and row[x + 1] == "":
            row[x + 1] = " "

    def line_feed(self):
        if self.y == self.region[1]:
            self.scroll(1)
        else:
            self.y = min(self.rows - 1, self.y + 1)

    def scroll(self, count):
        self.shift(self.region[0], count)

    def shift(self, top, count):
        """Moves the lines from `top` to the region's end up, or down where the count is negative."""
        bottom = self.region[1]
        for _ in range(min(abs(count), bottom - top + 1)):
            if count > 0:
                del self.page[top]
                self.page.insert(bottom, self.blank_row())
            else:
                del self.page[bottom]
                self.page.insert(top, self.blank_row())

    def obey(self, match):
        if match["single"]:
            self.obey_single(match["single"])
        elif match["charset"]:
            self.graphics = match["charset"] == "(0"
        elif match["command"] is not None:
            if not match["command"].startswith(COMMANDS):
                raise Stray(f"a command nobody knows: {match['command'][:24]!r}")
            if match["command"].startswith("52;c;"):
                self.clipboard.append(match["command"][5:])
        else:
            numbers = [int(number) if number else 0 for number in match["numbers"].split(";")]
            self.obey_control(match["private"], numbers, match["final"], match[0])

    def obey_single(self, letter):
        if letter in "=>":
            self.keypad = letter == "="
        elif letter == "7":
            self.saved = (self.x, self.y)
        elif letter == "8":
            self.x, self.y = self.saved
        elif letter == "M":
            if self.y == self.region[0]:
                self.scroll(-1)
            else:
                self.y = max(0, self.y - 1)
        else:
            raise Stray(f"a sequence nobody knows: ESC {letter}")

    def obey_control(self, private, numbers, final, whole):
        if private == "?" and final in "hl":
            for mode in numbers:
                self.switch(mode, final == "h")
            return
        if private or final not in self.CONTROLS:
            raise Stray(f"a sequence nobody knows: {whole!r}")
        if final not in "bm":
            self.wraps = False
        self.CONTROLS[final](self, numbers, max(1, numbers[0]))

    def switch(self, mode, is_on):
        if mode not in PRIVATE_MODES:
            raise Stray(f"a mode nobody knows: {mode}")
        if mode == 1049 and is_on != self.in_alternate:
            if is_on:
                self.saved = (self.x, self.y)
                self.pages[True] = self.blank_page()
            else:
                self.x, self.y = min(self.saved[0], self.columns - 1), min(self.saved[1], self.rows - 1)
            self.wraps = False
        (self.modes.add if is_on else self.modes.discard)(mode)

    def move(self, x, y):
        self.x, self.y = max(0, min(x, self.columns - 1)), max(0, min(y, self.rows - 1))

    def blank(self, start, end, y=None):
        row = self.page[self.y if y is None else y]
        for x in range(max(0, start), min(end, self.columns)):
            self.split(row, x)
            row[x] = " "

    def erase_display(self, numbers, _):
        if numbers[0] == 0:
            self.blank(self.x, self.columns)
        elif numbers[0] == 1:
            self.blank(0, self.x + 1)
        ranges = {0: range(self.y + 1, self.rows), 1: range(self.y), 2: range(self.rows)}
        for y in ranges.get(numbers[0], ()):
            self.blank(0, self.columns, y)

    def erase_line(self, numbers, _):
        start = self.x if numbers[0] == 0 else 0
        self.blank(start, self.x + 1 if numbers[0] == 1 else self.columns)

    def set_region(self, numbers, _):
        bottom = numbers[1] if len(numbers) > 1 and numbers[1] else self.rows
        self.region = (max(1, numbers[0]) - 1, min(bottom, self.rows) - 1)
        self.move(0, 0)

    def set_style(self, numbers, _):
        """Keeps only what is switched on: foreground, background and attributes by their number."""
        numbers = iter(numbers)
        for number in numbers:
            if number == 0:
                self.style.clear()
            elif number in (38, 48):
                self.style.add("foreground" if number == 38 else "background")
                next(numbers), next(numbers)
            elif number in (39, 49):
                self.style.discard("foreground" if number == 39 else "background")
            elif 30 <= number <= 37 or 90 <= number <= 97:
                self.style.add("foreground")
            elif 40 <= number <= 47 or 100 <= number <= 107:
                self.style.add("background")
            elif 20 <= number <= 29:
                self.style -= {number - 20} | ({1} if number == 22 else set())
            else:
                self.style.add(number)

    def insert(self, _, count):
        row = self.page[self.y]
        row[self.x:] = ([" "] * min(count, self.columns - self.x) + row[self.x:])[:self.columns - self.x]

    def delete(self, _, count):
        row = self.page[self.y]
        row[self.x:] = (row[self.x + count:] + [" "] * self.columns)[:self.columns - self.x]

    def repeat(self, _, count):
        for _ in range(count):
            self.put(self.last)

    CONTROLS = {
        "A": lambda self, _, n: self.move(self.x, self.y - n),
        "B": lambda self, _, n: self.move(self.x, self.y + n),
        "C": lambda self, _, n: self.move(self.x + n, self.y),
        "D": lambda self, _, n: self.move(self.x - n, self.y),
        "G": lambda self, _, n: self.move(n - 1, self.y),
        "d": lambda self, _, n: self.move(self.x, n - 1),
        "H": lambda self, p, n: self.move((p[1] if len(p) > 1 and p[1] else 1) - 1, n - 1),
        "I": lambda self, _, n: self.move((self.x // 8 + n) * 8, self.y),
        "Z": lambda self, _, n: self.move((self.x - 1) // 8 * 8, self.y),
        "J": erase_display,
        "K": erase_line,
        "X": lambda self, _, n: self.blank(self.x, self.x + n),
        "L": lambda self, _, n: self.shift(self.y, -n),
        "M": lambda self, _, n: self.shift(self.y, n),
        "S": lambda self, _, n: self.scroll(n),
        "T": lambda self, _, n: self.scroll(-n),
        "@": insert,
        "P": delete,
        "b": repeat,
        "m": set_style,
        "r": set_region,
        "t": lambda self, _, n: None,
        "l": lambda self, _, n: None,
        "h": lambda self, _, n: None,
    }
