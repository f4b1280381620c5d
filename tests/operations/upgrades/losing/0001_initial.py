"""Removes what nobody meant to lose."""

from django.db import migrations


class Migration(migrations.Migration):
    """Succeeds, as far as Django can tell."""

    initial = True
    dependencies = [("moeli_crossings", "0001_initial")]
    operations = [migrations.RunSQL("DELETE FROM moeli_crossings_crossing")]
