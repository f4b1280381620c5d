"""The progress bar tells how far along long work is."""

import io

from moeli.demo.progress import shown


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_every_item_passes_through() -> None:
    assert list(shown(range(7), "Work", 7, out=io.StringIO())) == list(range(7))


def test_without_a_terminal_it_writes_a_line_a_quarter() -> None:
    out = io.StringIO()
    list(shown(range(200), "Work", 200, out=out))
    lines = out.getvalue().splitlines()
    assert [line.split()[-1] for line in lines[-4:]] == ["50/200", "100/200", "150/200", "200/200"]


def test_on_a_terminal_one_line_fills() -> None:
    out = Terminal()
    list(shown(range(10), "Work", 10, out=out))
    assert out.getvalue().count("\n") == 1
    assert "█" * 32 in out.getvalue()


def test_nothing_to_do_is_done_at_once() -> None:
    assert list(shown([], "Work", 0, out=io.StringIO())) == []
