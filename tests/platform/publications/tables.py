"""Tables of the desk's rules, sound and poisoned, as somebody might upload them."""


def table(
    minutes: object = 45,
    shown: object = 20,
    more: str = "",
    source: str = "Fictitious order 4/2026",
) -> bytes:
    """The two rules of the desk; `more` is added as it is."""
    rows = {"inspection_valid_minutes": minutes, "history_shown": shown}
    text = "".join(row(id, value, source=source) for id, value in rows.items())
    return (text + more).encode()


def row(
    id: str,
    value: object,
    start: str = "2019-01-01",
    end: str = "",
    source: str = "Fictitious order 4/2026",
) -> str:
    """One row."""
    until = f"in_force_to = {end}\n" if end else ""
    return (
        f'[[rows]]\nid = "{id}"\nvalue = {value}\nsource = "{source}"\nverified = false\n'
        f"in_force_from = {start}\n{until}\n"
    )
