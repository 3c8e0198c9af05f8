"""What the processes of a desk know together: a code works once, a limit counts once, a secret is made once."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection

from clerestory.web.service.shared.models import Noted
from served_desks import example

SHARING = Path(__file__).parent.parent / "sharing_process.py"


def test_a_code_works_once_and_limits_count_once_over_all_processes(tmp_path, database_url):
    words = [sys.executable, SHARING, example(tmp_path), database_url]
    said = json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)
    assert said["secrets"] == [1] * 10
    assert said["unmade"] == 0
    assert said["codes"] == ["0", "0", "0", "0", "0", "1"]
    assert said["let in"] == 5  # of sixty attempts to sign in to one account


def test_what_is_over_is_forgotten_and_removed(serving):
    assert cache.add("short", 1, timeout=60)
    assert not cache.add("short", 2, timeout=60)
    assert cache.touch("short", 0.05)
    time.sleep(0.06)
    assert cache.get("short") is None
    assert not cache.touch("short", 60)
    assert cache.add("another", [1.5], timeout=60)
    assert (cache.get("another"), Noted.objects.count()) == ([1.5], 1)
    assert cache.delete("another")
    assert not cache.delete("another")
    with pytest.raises(ValueError, match="for a while alone"):
        cache.set("for ever", 1, timeout=None)


def test_the_table_does_not_tell_whose_address_tried(serving):
    cache.set("allauth:rl:login:ip:192.0.2.77", [1.0], timeout=60)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM shared_noted")
        assert "192.0.2.77" not in str(cursor.fetchall())
