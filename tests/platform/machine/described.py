"""What the machine door describes, and trying one described operation in every way.

Schemathesis is loaded, and its cases are made, where a test runs: its plug-in for pytest would do
both in every process that only looks for tests.
"""

from collections.abc import Callable, Sequence

from moeli.config.door import door
from tests.trying import examples

DESCRIPTION = "/api/v1/openapi.json"


def operations() -> list[str]:
    """Each operation as `METHOD /path`, as the description lists them."""
    paths = door.get_openapi_schema()["paths"]
    return [f"{method.upper()} {path}" for path, known in paths.items() for method in known]


def try_in_every_way(label: str, modes: Sequence[str], send: Callable[..., None]) -> None:
    """Hand `send` the cases of schemathesis for one operation: examples, borders, drawn ones."""
    # Here, not above: it takes two seconds to load.
    import schemathesis
    from hypothesis import HealthCheck, settings
    from schemathesis.checks import load_all_checks
    from schemathesis.generation.feedback import FeedbackSources
    from schemathesis.pytest._test_builder import build_operation_test

    from moeli.config.wsgi import application

    load_all_checks()
    schema = schemathesis.openapi.from_wsgi(DESCRIPTION, application)
    schema.config.generation.update(modes=[schemathesis.GenerationMode(mode) for mode in modes])
    many = settings(
        max_examples=examples(25), suppress_health_check=list(HealthCheck), deadline=None
    )
    (operation,) = (
        found.ok() for found in schema.get_all_operations() if found.ok().label == label
    )
    build_operation_test(
        config=schema.config,
        operation=operation,
        test_func=many(send),
        given_kwargs={},
        feedback=FeedbackSources(),
    )()
