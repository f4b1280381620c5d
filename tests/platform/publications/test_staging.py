"""Whatever somebody uploads, it waits with its sentence, and the last good version stays."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from threading import BoundedSemaphore, Event
from time import perf_counter, sleep

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moeli.platform import node, room
from moeli.platform.access.actor import Actor
from moeli.platform.node import Role
from moeli.platform.publications import judging, lettering, selectors, services
from moeli.platform.publications.models import Content, Staged
from moeli.platform.room import PublicationKind, PublicationProblem
from tests.platform.publications.conftest import CHANNEL, TODAY, Publish, acting
from tests.platform.publications.tables import row, table
from tests.refusals import refused
from tests.trying import examples

GOOD = table()
POISON: dict[str, tuple[bytes, set[str]]] = {
    "empty": (b"", {"empty"}),
    "only white space": (b" \n\n", {"empty"}),
    "no rows": (b"rows = []\n", {"missing_rule", "no_rows"}),
    "malformed": (b"[[rows]\nid =", {"unreadable"}),
    "another shape": (b"rows = 3\n", {"unreadable"}),
    "nested without end": (b"rows = " + b"[" * 50_000, {"long_line"}),
    "not UTF-8": (b"\xff\xfe" + GOOD, {"not_text", "unreadable"}),
    "duplicate row": (GOOD + row("history_shown", 20).encode(), {"twice"}),
    "two answers on one day": (GOOD + row("history_shown", 9, "2020-01-01").encode(), {"form"}),
    "Cyrillic letter": (table(source="Orde\u0433 4"), {"foreign_letter"}),
    "Greek letter in a rule": (
        GOOD.replace(b"history", "hist\u03bfry".encode()),
        {"foreign_letter"},
    ),
    "digit of another script": (table(source="Order \u0664"), {"foreign_letter"}),
    "right to left": (table(source="Order \u202e4/6202"), {"direction_mark"}),
    "zero width": (table(source="Or\u200bder"), {"hidden_letter"}),
    "zero width as an escape": (table(source="Or\\u200bder"), {"hidden_letter"}),
    "Cyrillic letter as an escape": (table(source="Orde\\u0433 4"), {"foreign_letter"}),
    "an escape inside a list": (
        GOOD.replace(b"value = 20", b'value = [{name = "a\\u202eb"}]'),
        {"bad_value", "direction_mark"},
    ),
    "loose accent": (table(source="Ts\u030cepo"), {"loose_accent"}),
    "a name of 20,000 letters": (table(source="A" * 20_000), {"long_line"}),
    "a name of 10 MB": (table(source="A" * 10_000_000), {"too_large"}),
    "10 times the rows": (
        GOOD + b"".join(row(f"x{n}", n).encode() for n in range(20)),
        {"unknown_rule"},
    ),
    "unknown rule": (GOOD + row("gate_open", 1).encode(), {"unknown_rule"}),
    "missing rule": (row("history_shown", 20).encode(), {"missing_rule"}),
    "a day that never ends": (table(minutes=100_000), {"bad_value"}),
    "yes as a number": (table(shown="true"), {"bad_value"}),
    "no source": (table(source=" "), {"form"}),
    "begins too late": (
        row("history_shown", 20).encode()
        + row("inspection_valid_minutes", 30, "2027-01-01").encode(),
        {"late"},
    ),
    "ends": (
        row("history_shown", 20).encode()
        + row("inspection_valid_minutes", 30, end="2027-01-01").encode(),
        {"ends"},
    ),
    "days without a rule": (
        row("history_shown", 20).encode()
        + row("inspection_valid_minutes", 30, end="2027-01-01").encode()
        + row("inspection_valid_minutes", 40, "2027-02-01").encode(),
        {"gap"},
    ),
}


def kind() -> PublicationKind:
    return room.publication_kinds()[CHANNEL]


@pytest.mark.django_db
@pytest.mark.parametrize("name", POISON)
def test_poison_stays_staged_and_the_last_good_version_in_force(
    publish: Publish, stager: Actor, name: str
) -> None:
    good = publish(GOOD)
    content, codes = POISON[name]
    staged = services.stage(actor=stager, channel=CHANNEL, content=content)
    assert codes <= {each["code"] for each in staged.problems}
    assert all(each["sentence"].endswith(".") for each in staged.problems)
    with refused("publication_flawed"):
        services.propose(actor=stager, staged_id=staged.id, motive="Please", override="Please")
    assert selectors.in_force(CHANNEL, TODAY) == good
    assert selectors.difference(stager, staged.id) == []


@pytest.mark.django_db
def test_a_sound_table_has_no_problem_and_waits(stager: Actor) -> None:
    staged = services.stage(actor=stager, channel=CHANNEL, content=GOOD)
    assert staged.problems == []
    assert selectors.waiting(stager) == [staged]


@pytest.mark.django_db
def test_what_is_too_large_is_not_even_kept(stager: Actor) -> None:
    staged = services.stage(actor=stager, channel=CHANNEL, content=b"A" * 200_001)
    assert staged.content is None
    assert Content.objects.count() == 0


def test_letters_of_our_own_languages_are_no_problem() -> None:
    words = "Tšepo Mokhotlong 'Mè Qacha’s Nek – naïve über 25 % § 4 “x” €"
    assert list(lettering.problems(words.encode())) == []


@pytest.mark.parametrize(
    "letter",
    [
        *"\u00ad\u034f\u061c\u17b4\u180e\u200d\u2028\u2060\u2061\u2800\ufe0f\ufeff\ue000\U000e0041\x07\x85"
    ],
)
def test_a_letter_that_nobody_sees_is_found(letter: str) -> None:
    assert "hidden_letter" in codes_of(f"Mo{letter}koena".encode())


@pytest.mark.parametrize("letter", [*"šŠéèàüñç’–€§\t"])
def test_a_letter_with_its_accent_in_one_is_none_of_them(letter: str) -> None:
    assert codes_of(f"Mo{letter}koena".encode()) == []


def codes_of(content: bytes) -> list[str]:
    return [problem.code for problem in lettering.problems(content)]


@given(st.text())
def test_no_text_breaks_the_look_at_its_letters(text: str) -> None:
    content = text.encode("utf-8", "surrogatepass")
    assert all(
        problem.where or problem.code == "not_text" for problem in lettering.problems(content)
    )


@settings(max_examples=examples(150))
@given(
    st.one_of(
        st.binary(max_size=400),
        st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace")),
    )
)
def test_no_bytes_break_the_judgement_and_none_pass_but_a_whole_table(content: bytes) -> None:
    assert judging.problems(kind(), content, TODAY)


def test_a_file_built_to_keep_the_reader_busy_is_given_up_in_time() -> None:
    def slow(_content: bytes, _day: date) -> Iterator[PublicationProblem]:
        sleep(0.5)
        yield from ()

    busy = replace(kind(), validate=slow, seconds=0.05)
    assert [each.code for each in judging.problems(busy, GOOD, TODAY)] == ["too_slow"]


@pytest.mark.parametrize(
    "content",
    [
        b"a." * 90_000 + b"a = 1\n",
        "\u202e\n".encode() * judging.KEPT + b"a." * 90_000 + b"a = 1\n",
    ],
)
def test_a_line_too_long_is_not_read_at_all(content: bytes) -> None:
    started = perf_counter()
    found = [each.code for each in judging.problems(kind(), content, TODAY)]
    assert (found[0], len(found) <= judging.KEPT) == ("long_line", True)
    assert perf_counter() - started < kind().seconds / 2


def test_thousands_of_rows_are_counted_in_one_pass() -> None:
    rows = b"".join(b"{id=%d,in_force_from=1},\n" % (n // 2) for n in range(7_000))
    started = perf_counter()
    found = judging.problems(kind(), b"rows = [\n" + rows + b"]\n", TODAY)
    assert {each.code for each in found} == {"twice"}
    assert perf_counter() - started < kind().seconds / 2


def test_no_more_than_two_slow_files_are_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "_READERS", BoundedSemaphore(2))  # another test's may still read
    running, most, end = [0], [0], Event()

    def slow(_content: bytes, _day: date) -> Iterator[PublicationProblem]:
        running[0] += 1
        most[0] = max(most[0], running[0])
        end.wait(10)
        running[0] -= 1
        yield from ()

    busy = replace(kind(), validate=slow, seconds=0.05)
    found = [judging.problems(busy, GOOD, TODAY)[0].code for _ in range(5)]
    end.set()
    assert found == ["too_slow", "too_slow", "busy", "busy", "busy"]
    assert most == [2]
    assert judging.problems(kind(), GOOD, TODAY) == [], "the readers are free again"


def unusual(old: bytes, new: bytes, **days: date) -> list[str]:
    given = {"first_day": TODAY, "today": TODAY, "last_day": TODAY, **days}
    return [each.code for each in judging.excesses(kind(), old, new, **given)]


def rows(count: int) -> bytes:
    return b"".join(row(f"rule{n}", n).encode() for n in range(count))


@pytest.mark.parametrize(
    ("before", "after", "beyond"),
    [
        (100, 120, []),
        (100, 121, ["more_rows"]),
        (100, 80, []),
        (100, 79, ["fewer_rows"]),
        (100, 1000, ["more_rows"]),
        (2, 7, []),
        (2, 8, ["more_rows"]),
    ],
)
def test_a_fifth_of_the_rows_may_come_or_go_and_five_in_a_small_table(
    before: int, after: int, beyond: list[str]
) -> None:
    assert unusual(rows(before), rows(after)) == beyond


def test_what_changes_nothing_is_far_off_or_overtakes_another_is_unusual() -> None:
    assert unusual(GOOD, GOOD) == ["same"]
    assert unusual(GOOD, table(31), first_day=date(2206, 1, 1)) == ["far_off"]
    assert unusual(GOOD, table(31), last_day=date(2027, 1, 1)) == ["overtakes"]


@pytest.mark.django_db
def test_what_is_unusual_needs_a_stated_override(publish: Publish, stager: Actor) -> None:
    publish(GOOD)
    staged = services.stage(actor=stager, channel=CHANNEL, content=GOOD)
    with refused("publication_override_missing"):
        services.propose(actor=stager, staged_id=staged.id, motive="Again")
    version = publish(GOOD, override="To be acknowledged anew")
    assert version.number == 2


@pytest.mark.django_db
def test_the_difference_is_to_what_holds_on_the_first_day(publish: Publish, stager: Actor) -> None:
    publish(table(45))
    staged = services.stage(actor=stager, channel=CHANNEL, content=table(50))
    (change,) = selectors.difference(stager, staged.id)
    assert change.row == "inspection_valid_minutes 2019-01-01"
    assert change.before.startswith("45")
    assert change.after.startswith("50")


@pytest.mark.django_db
def test_the_first_version_is_compared_with_what_was_delivered(stager: Actor) -> None:
    staged = services.stage(actor=stager, channel=CHANNEL, content=table(30, 20))
    assert {change.row for change in selectors.difference(stager, staged.id)} == {
        "inspection_valid_minutes 2019-01-01",
        "history_shown 2019-01-01",
    }  # their source differs


@pytest.mark.django_db
def test_a_reader_sees_no_upload_and_an_officer_stages_none(stager: Actor) -> None:
    staged = services.stage(actor=stager, channel=CHANNEL, content=GOOD)
    officer = acting("primary_officer", "MSB")
    with refused("absent"):
        selectors.staged(officer, staged.id)
    with refused("absent"):
        services.stage(actor=officer, channel=CHANNEL, content=GOOD)
    with refused("absent"):
        services.stage(actor=stager, channel="no.such.channel", content=GOOD)
    assert selectors.waiting(officer) == []


@pytest.mark.django_db
def test_an_upload_thrown_away_goes_with_its_bytes(stager: Actor) -> None:
    staged = services.stage(actor=stager, channel=CHANNEL, content=GOOD)
    services.discard(actor=stager, staged_id=staged.id)
    assert Content.objects.count() == 0
    with refused("publication_discarded"):
        services.propose(actor=stager, staged_id=staged.id, motive="After all")


@pytest.mark.django_db
def test_bytes_that_another_upload_or_a_version_has_stay(publish: Publish, stager: Actor) -> None:
    publish(GOOD)
    staged = services.stage(actor=stager, channel=CHANNEL, content=GOOD)
    services.discard(actor=stager, staged_id=staged.id)
    assert Content.objects.count() == 1


@pytest.mark.django_db
def test_a_post_neither_stages_nor_publishes(
    stager: Actor, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(table(45))
    publish(table(46))
    post = replace(node.current(), role=Role.POST)
    monkeypatch.setattr(node, "current", lambda: post)
    acts: list[Callable[[], object]] = [
        lambda: services.stage(actor=stager, channel=CHANNEL, content=GOOD),
        lambda: services.roll_back(actor=stager, channel=CHANNEL, number=1, motive="Mine"),
        lambda: services.publish(
            actor=stager,
            staged_id=Staged.objects.all()[0].id,
            approval_id=Staged.objects.all()[0].id,
        ),
    ]
    for act in acts:
        with refused("publication_only_headquarters"):
            act()


@pytest.mark.django_db
def test_problems_rubbed_out_of_the_row_are_found_again_when_asking(stager: Actor) -> None:
    staged = services.stage(actor=stager, channel=CHANNEL, content=table(minutes=9_999))
    Staged.objects.filter(id=staged.id).update(problems=[])
    with refused("publication_flawed"):
        services.propose(actor=stager, staged_id=staged.id, motive="Please")
