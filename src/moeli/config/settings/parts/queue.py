"""The queue of jobs: a table of the same database, so that a job commits with its change."""

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "OPTIONS": {"id_function": "moeli.platform.ids.uuid7"},
    }
}
