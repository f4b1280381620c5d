"""Removes rows, makes a table, and then fails."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def fail(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """What a mistake in a migration looks like."""
    raise RuntimeError("the migration found what it did not expect")


class Migration(migrations.Migration):
    """Half of it is done when it fails."""

    initial = True
    dependencies = [("moeli_crossings", "0001_initial")]
    operations = [
        migrations.RunSQL("DELETE FROM moeli_crossings_crossing"),
        migrations.RunSQL("CREATE TABLE upgrades_note (id integer PRIMARY KEY)"),
        migrations.RunPython(fail),
    ]
