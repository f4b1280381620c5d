"""Makes a table, fills it, and gives the journal's readers a column."""

from django.db import migrations


class Migration(migrations.Migration):
    """One table with a row."""

    initial = True
    dependencies = [("moeli_crossings", "0001_initial")]
    operations = [
        migrations.RunSQL("CREATE TABLE upgrades_note (id integer PRIMARY KEY, text varchar(20))"),
        migrations.RunSQL("INSERT INTO upgrades_note VALUES (1, 'upgraded')"),
    ]
