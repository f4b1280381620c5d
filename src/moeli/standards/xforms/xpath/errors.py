"""The one error of the evaluator."""


class XPathError(Exception):
    """An expression that cannot be read or evaluated; `code` is one of `problems.toml`."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = {name: str(value)[:120] for name, value in values.items()}
