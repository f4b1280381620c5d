"""Removes rows and commits past Django, and then fails."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def escape(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """What no migration may do, and one may do all the same."""
    raw = editor.connection.connection
    raw.execute("DELETE FROM moeli_crossings_crossing")
    raw.commit()
    raise RuntimeError("too late")


class Migration(migrations.Migration):
    """Its first half is committed when it fails."""

    initial = True
    dependencies = [("moeli_crossings", "0001_initial")]
    operations = [migrations.RunPython(escape)]
