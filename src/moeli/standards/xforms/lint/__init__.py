"""The author's linter: what will surprise somebody, by sheet and row, with the mend."""

from moeli.standards.xforms.lint.report import Report, lint

__all__ = ["Report", "lint"]
