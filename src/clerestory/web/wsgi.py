"""The application for a server of others: ``gunicorn clerestory.web.wsgi``, with its settings in the environment."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from clerestory.web.service.serving import serving_of
from clerestory.web.service.setting_up import set_up

set_up(serving_of(os.environ))
application = get_wsgi_application()
