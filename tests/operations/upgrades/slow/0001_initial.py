"""Removes rows, tells that it is half done, and waits."""

import os
import time
from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def wait(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Long enough to be killed."""
    Path(os.environ["MOELI_TEST_HALF_DONE"]).touch()
    time.sleep(30)


class Migration(migrations.Migration):
    """Half of it is done while it waits."""

    initial = True
    dependencies = [("moeli_crossings", "0001_initial")]
    operations = [
        migrations.RunSQL("DELETE FROM moeli_crossings_crossing"),
        migrations.RunSQL("CREATE TABLE upgrades_note (id integer PRIMARY KEY)"),
        migrations.RunPython(wait),
    ]
