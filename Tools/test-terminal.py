#!/usr/bin/env python3
"""Tests of terminal.py: what it shows, and what it refuses."""
import unittest

from terminal import Stray, Terminal


class TerminalTests(unittest.TestCase):
    def setUp(self):
        self.terminal = Terminal(10, 4)

    def shows(self, data, *lines):
        self.terminal.feed(data.encode())
        self.assertEqual(self.terminal.text().rstrip("\n").split("\n"), list(lines))

    def test_unknown_bytes_are_refused(self):
        for stray in [b"\x1b[>c", b"\x1b[?2026h", b"\x1b[20h", b"\x1b]11;?\x07", b"\x1bZ", b"\x1b[5 q", b"\x1b[6n",
                      b"\x1b[c", b"\x1bP+q\x1b\\", b"\x01", b"\x00", b"\x7f", b"\xc2\x9b", b"\xff\xfe", b"\x1b[1y"]:
            with self.subTest(stray), self.assertRaises(Stray):
                Terminal(10, 4).feed(stray + b"end")

    def test_sequences_may_come_in_pieces(self):
        for byte in "\x1b[2;3H日\x1b]0;title\x07\x1b[?25l".encode():
            self.terminal.feed(bytes([byte]))
        self.assertEqual(self.terminal.text(), "\n  日\n\n")
        self.assertEqual(self.terminal.leftovers(), ["mode 25"])
        self.terminal.feed(b"\x1b[?25h\x1b[3")
        self.assertEqual(self.terminal.leftovers(), ["half a sequence '\\x1b[3'"])

    def test_the_normal_screen_comes_back_as_it_was(self):
        self.shows("before\r\n\x1b[?1049h\x1b[Hx", "x")
        self.terminal.resize(lines=3, columns=5)
        self.shows("\x1b[?1049l", "before")
        self.assertEqual(self.terminal.leftovers(), [])

    def test_what_is_left_switched_on_is_told(self):
        self.terminal.feed(b"\x1b[?1006h\x1b=\x1b(0\x1b[1m\x1b[2;3r")
        found = self.terminal.leftovers()
        self.assertEqual(found[:3] + found[4:], ["mode 1006", "keypad", "graphics", "scroll region"])
        self.assertIn("bold=True", found[3])

    def test_half_of_a_wide_character_becomes_blank(self):
        self.shows("日本\x1b[1;2Hx", " x本")
        self.shows("\x1b[1;4H\x1b[K", " x")
        self.shows("\r日本語文\x1b[1;3H\x1b[3X", "日    文")

    def test_a_wide_character_wraps_as_a_whole(self):
        self.shows("123456789日", "123456789", "日")

    def test_a_character_without_width_hides_nothing_behind_it(self):
        self.shows("a\u200db\u0301c", "ab\u0301c")

    def test_lines_scroll_and_characters_repeat(self):
        self.shows("a\r\nb\r\nc\r\nd\x1b[S", "b", "c", "d")
        self.shows("\x1b[T\x1b[Hx\x1b[3b\x1b[1;2H\x1b[2P", "xx", "b", "c", "d")
        self.shows("\x1b[H\tz\x1b[Zy", "xx      y", "b", "c", "d")


if __name__ == "__main__":
    unittest.main()
