"""Answers that are not signed yet."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.CharField(max_length=100)),
                ("text", models.CharField(max_length=100)),
                ("proposal", models.CharField(max_length=16)),
                ("outcome", models.CharField(max_length=6)),
                ("reason", models.CharField(max_length=6)),
                ("note", models.TextField(blank=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("person", "text", "proposal"), name="one_answer_about_a_passage")
                ],
            },
        ),
    ]
