"""What a serving process loads once and keeps: loaded before the first request, never swept again.

Python's sweep of all that lives took 140 ms of every request in progress, each time for the same
modules, models and addresses. What is made afterwards is swept as before.
"""

import gc

from django.urls import get_resolver


def settle() -> None:
    """Load the addresses with their pages, then leave everything that is there out of sweeps."""
    get_resolver().reverse_dict  # noqa: B018 -- asked for what it loads
    gc.collect()
    gc.freeze()
