"""The database refuses to change or remove what the journal holds."""

from django.db import migrations

from moeli.platform.journal import guard


def put_up(apps, schema_editor):
    guard.put_up(schema_editor.connection)


def lift(apps, schema_editor):
    guard.lift(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("moeli_journal", "0001_initial")]

    operations = [migrations.RunPython(put_up, lift)]
