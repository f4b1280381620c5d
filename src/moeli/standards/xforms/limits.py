"""Caps on everything that comes from outside; each has its own sentence in `data/problems.toml`."""

LARGEST_WORKBOOK = 5_000_000  # bytes of the file
LARGEST_UNPACKED = 60_000_000  # bytes of all parts of a workbook, unpacked
MOST_PARTS = 500  # files inside a workbook
MOST_ROWS = 20_000  # rows of one sheet
MOST_COLUMNS = 200
LARGEST_FORM = 20_000_000  # bytes of an XForm
DEEPEST_FORM = 50  # elements inside each other
MOST_ELEMENTS = 400_000  # elements of an XForm
LARGEST_ATTACHMENT = 20_000_000  # bytes of one external list
MOST_ITEMS = 100_000  # rows of one external list
LONGEST_EXPRESSION = 20_000  # characters
DEEPEST_EXPRESSION = 60  # brackets inside each other
MOST_REPEATS = 1_000  # instances of one repeat under one parent
MOST_NODES = 200_000  # nodes of one run
LONGEST_ANSWER = 20_000  # characters
EVALUATION_BUDGET = 2_000_000  # nodes and calls that one answer may cost
LONGEST_MATCHED = 2_000  # characters that `regex` looks at
