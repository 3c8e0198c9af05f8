"""Django's cache in the database of the zone, so that a limit counts and a code works once over all processes.

Django's own cache of a database unpickles what lies there: who can write into the table could run code here. This one
keeps JSON, under keyed hashes, since keys name addresses of people.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from typing import Any

from django.conf import settings
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import IntegrityError, transaction


class SharedCache(BaseCache):
    """Values of JSON with an end; whatever is over is removed when something is added."""

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """Give a value, or the default where there is none or its time is over."""
        row = _table().filter(key=self._hashed(key, version), ends__gt=time.time()).first()
        return default if row is None else json.loads(row.value)

    def add(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep a value where there is none, and say whether it was kept; of many at once one is."""
        made = {"key": self._hashed(key, version), "value": json.dumps(value), "ends": self._end(timeout)}
        try:
            with transaction.atomic():
                _table().filter(ends__lte=time.time()).delete()
                _table().create(**made)
        except IntegrityError:
            return False
        return True

    def set(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep a value, whatever was there."""
        kept = {"value": json.dumps(value), "ends": self._end(timeout)}
        _table().update_or_create(kept, key=self._hashed(key, version))

    def touch(self, key: str, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Move the end of a value, and say whether there was one."""
        alive = _table().filter(key=self._hashed(key, version), ends__gt=time.time())
        return bool(alive.update(ends=self._end(timeout)))

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget a value, and say whether there was one."""
        return bool(_table().filter(key=self._hashed(key, version)).delete()[0])

    def clear(self) -> None:
        """Forget everything."""
        _table().all().delete()

    def _hashed(self, key: str, version: int | None) -> str:
        made = self.make_and_validate_key(key, version=version)
        return hmac.new(settings.SECRET_KEY.encode(), made.encode(), hashlib.sha256).hexdigest()

    def _end(self, timeout: float | None) -> float:
        end = self.get_backend_timeout(timeout)
        if end is None:
            raise ValueError("what processes share is kept for a while alone")
        return float(end)


def _table() -> Any:
    from clerestory.web.service.shared.models import Noted  # noqa: PLC0415 - tables are known when Django is ready

    return Noted.objects
