"""The database refuses to change or remove versions and contents."""

from django.db import migrations

from moeli.platform.publications import guard


def put_up(apps, schema_editor):
    guard.put_up(schema_editor.connection)


def lift(apps, schema_editor):
    guard.lift(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("moeli_publications", "0001_initial")]

    operations = [migrations.RunPython(put_up, lift)]
