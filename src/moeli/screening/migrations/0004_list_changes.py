from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("moeli_screening", "0003_list_edition"),
    ]

    operations = [
        migrations.CreateModel(
            name="ListChange",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("edition", models.UUIDField()),
                ("listed", models.UUIDField()),
            ],
        ),
        migrations.AddField(
            model_name="listedition",
            name="number",
            field=models.PositiveBigIntegerField(default=0),
        ),
    ]
