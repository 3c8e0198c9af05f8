from django.db import migrations

from clerestory.ledger import START

_REFUSAL = "an act is never changed or removed"
_SQLITE = [
    f"CREATE TRIGGER store_act_{event.lower()} BEFORE {event} ON store_act BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    for event in ("UPDATE", "DELETE")
]
_STANDS = f"""
CREATE FUNCTION store_act_stands() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$;
CREATE TRIGGER store_act_stands BEFORE UPDATE OR DELETE ON store_act
FOR EACH ROW EXECUTE FUNCTION store_act_stands();
CREATE TRIGGER store_act_is_not_emptied BEFORE TRUNCATE ON store_act
FOR EACH STATEMENT EXECUTE FUNCTION store_act_stands();
"""


def forbid_changes(apps, schema_editor):
    for statement in [_STANDS] if schema_editor.connection.vendor == "postgresql" else _SQLITE:
        schema_editor.execute(statement)


def begin_chain(apps, schema_editor):
    apps.get_model("store", "Head").objects.create(id=1, length=0, hash=START)


class Migration(migrations.Migration):
    dependencies = [("store", "0001_initial")]
    operations = [migrations.RunPython(forbid_changes), migrations.RunPython(begin_chain)]
