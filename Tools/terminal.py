"""A strict terminal: pyte, with what xterm has and pyte lacks, and without what pyte overlooks.

Only what ncurses writes for xterm-256color and what the console adds is understood. Anything else is an error, since
a real terminal may show it as text.
"""
import codecs
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), ".tools", "python"))
try:
    import pyte
    from wcwidth import wcwidth
except ImportError:
    sys.exit("pyte is missing: run Tools/install-python.sh")


class Stray(Exception):
    """Bytes that no terminal would take for what they were meant to be."""


SEQUENCE = re.compile(
    r"\x1b\[(?P<private>\??)(?P<numbers>[0-9;]*)(?P<final>[@-~])"
    r"|\x1b\](?P<command>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|\x1b(?:[=>78M]|[()][0B])"
)
UNFINISHED = re.compile(r"\x1b(\[\??[0-9;]*|\][^\x07\x1b]*\x1b?|[()])?$")
CONTROL = re.compile("[\x00-\x06\x0b\x0c\x0e-\x1f\x7f-\x9f\udc80-\udcff]")
# Operating system commands: clipboard, colours, titles, notices.
COMMANDS = ("52;c;", "104", "0;", "2;", "9;", "777;")
ALTERNATE = 1049
# Cursor keys, wrapping, blinking, the cursor, mouse, focus, the alternate screen, bracketed paste.
PRIVATE_MODES = {1, 7, 12, 25, 1000, 1004, 1006, ALTERNATE, 2004}
# Insertion.
MODES = {4}


class StrictStream(pyte.Stream):
    """Hands whole sequences to pyte, of the known ones only."""

    csi = dict(pyte.Stream.csi, b="repeat", I="tab_forward", S="scroll_up", T="scroll_down", Z="tab_back",
               t="manipulate_window")
    escape = dict(pyte.Stream.escape, **{"=": "keypad_on", ">": "keypad_off"})
    # Asked of a terminal these would be answered, which nobody here does.
    unanswered = "cn"

    def __init__(self, screen):
        super().__init__(screen)
        # So that pyte obeys the choice of a character set.
        self.use_utf8 = False
        self.decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self.rest = ""

    def feed(self, data):
        text, place = self.rest + self.decoder.decode(data), 0
        self.rest = ""
        while place < len(text):
            escape = text.find("\x1b", place)
            plain = text[place:escape if escape >= 0 else len(text)]
            if control := CONTROL.search(plain):
                raise Stray(f"a control byte on the screen: {control[0]!r}")
            super().feed(plain)
            if escape < 0:
                return
            match = SEQUENCE.match(text, escape)
            if not match:
                if UNFINISHED.match(text, escape):
                    self.rest = text[escape:]
                    return
                raise Stray(f"a sequence nobody knows: {text[escape:escape + 24]!r}")
            self.obey(match)
            place = match.end()

    def obey(self, match):
        if (command := match["command"]) is not None:
            # pyte knows titles alone.
            self.listener.command(command)
            return
        final, private = match["final"], match["private"]
        if final and (final not in self.csi or final in self.unanswered or private and final not in "hl"):
            raise Stray(f"a sequence nobody knows: {match[0]!r}")
        if final and final in "hl":
            known = PRIVATE_MODES if private else MODES
            if unknown := {int(number or 0) for number in match["numbers"].split(";")} - known:
                raise Stray(f"a mode nobody knows: {private}{min(unknown)}")
        super().feed(match[0])


class Terminal(pyte.Screen):
    """What a person would see of a program that writes bytes, and what it has left switched on."""

    def __init__(self, columns, rows):
        super().__init__(columns, rows)
        self.initial_modes = set(self.mode)
        self.keypad = False
        self.clipboard = []
        self.last = " "
        self.normal = None
        self.stream = StrictStream(self)

    # What a test asks of it.

    @property
    def rows(self):
        return self.lines

    @property
    def in_alternate(self):
        return self.normal is not None

    def text(self, alternate=None):
        """The screen that is shown, or the one named."""
        buffer = self.buffer if alternate in (None, self.in_alternate) else self.normal or {}
        lines = []
        for y in range(max([self.lines] + [y + 1 for y in buffer])):
            line = buffer[y] if y in buffer else {}
            cells = (line[x].data if x in line else " " for x in range(max(line, default=-1) + 1))
            lines.append("".join(cells).rstrip())
        return "\n".join(lines)

    def leftovers(self):
        """What a program that is gone has left switched on; empty where all is as it was."""
        blinking = 12 << 5
        found = [f"mode {mode >> 5 or mode}" for mode in sorted((self.mode ^ self.initial_modes) - {blinking})]
        found += ["keypad"] if self.keypad else []
        found += ["graphics"] if self.charset or self.g0_charset != pyte.charsets.LAT1_MAP else []
        found += [f"style {self.cursor.attrs}"] if self.cursor.attrs != self.default_char else []
        found += ["scroll region"] if self.margins not in (None, (0, self.lines - 1)) else []
        return found + ([f"half a sequence {self.stream.rest!r}"] if self.stream.rest else [])

    def feed(self, data):
        self.stream.feed(data)

    # What pyte lacks.

    def debug(self, *arguments, **_):
        raise Stray(f"a sequence nobody knows, with {arguments}")

    def command(self, text):
        if not text.startswith(COMMANDS):
            raise Stray(f"a command nobody knows: {text[:24]!r}")
        if text.startswith("52;c;"):
            self.clipboard.append(text[5:])

    def keypad_on(self):
        self.keypad = True

    def keypad_off(self):
        self.keypad = False

    def manipulate_window(self, *_):
        pass

    def set_mode(self, *modes, private=False):
        if private and ALTERNATE in modes and not self.in_alternate:
            self.normal, self.normal_cursor = self.buffer, (self.cursor.x, self.cursor.y)
            self.buffer = type(self.buffer)(self.buffer.default_factory)
        super().set_mode(*modes, private=private)

    def reset_mode(self, *modes, private=False):
        if private and ALTERNATE in modes and self.in_alternate:
            self.buffer, self.normal = self.normal, None
            self.cursor.x, self.cursor.y = self.normal_cursor
            self.ensure_hbounds()
            self.ensure_vbounds()
        super().reset_mode(*modes, private=private)

    def repeat(self, count=1):
        self.draw(self.last * max(1, count))

    def tab_forward(self, count=1):
        for _ in range(max(1, count)):
            self.tab()

    def tab_back(self, count=1):
        for _ in range(max(1, count)):
            self.cursor.x = max((stop for stop in self.tabstops if stop < self.cursor.x), default=0)

    def scroll_up(self, count=1):
        self.scroll(self.delete_lines, count)

    def scroll_down(self, count=1):
        self.scroll(self.insert_lines, count)

    def scroll(self, shift, count):
        x, y = self.cursor.x, self.cursor.y
        self.cursor.y = self.margins.top if self.margins else 0
        shift(max(1, count))
        self.cursor.x, self.cursor.y = x, y

    # Where pyte leaves half of a wide character, terminals blank it.

    def draw(self, data):
        if data:
            self.last = data[-1]
        if data.isascii() and not self.has_wide(self.cursor.y):
            super().draw(data)
            return
        # One at a time, since pyte drops what follows a character that has no width.
        for character in data:
            size = wcwidth(character)
            if size == 2 and self.cursor.x == self.columns - 1:
                self.cursor.x = self.columns
            if size > 0 and self.cursor.x < self.columns:
                for x in range(self.cursor.x, self.cursor.x + size):
                    self.split(x)
            super().draw(character)

    def has_wide(self, y):
        return y in self.buffer and any(cell.data == "" for cell in self.buffer[y].values())

    def split(self, x):
        """Blanks the other half of a wide character at a column of the cursor's line."""
        line = self.buffer[self.cursor.y]
        if line[x].data == "" and x > 0:
            line[x - 1] = line[x - 1]._replace(data=" ")
        if line[x + 1].data == "":
            line[x + 1] = line[x + 1]._replace(data=" ")

    def erase_characters(self, count=None):
        self.ensure_hbounds()
        self.split(self.cursor.x)
        self.split(min(self.cursor.x + (count or 1), self.columns) - 1)
        super().erase_characters(count)

    def erase_in_line(self, how=0, private=False):
        self.ensure_hbounds()
        self.split(self.cursor.x)
        super().erase_in_line(how, private)
