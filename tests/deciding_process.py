"""A process that is killed between an act that is a decision and its file.

deciding_process.py STUDY
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from clerestory.clock import FixedClock
from clerestory.web.service.serving import Serving
from clerestory.web.service.setting_up import set_up

set_up(Serving(Path(sys.argv[1])))

from django.conf import settings  # noqa: E402 - when Django is ready

from clerestory.web.acting.decision_files import DecisionFiles  # noqa: E402
from clerestory.web.acting.performing import perform  # noqa: E402
from desks import BEGUN, finished  # noqa: E402

settings.CLOCK = FixedClock(BEGUN.replace(month=3, day=17))
DecisionFiles.put = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
perform("chair", finished(1, settings.CLOCK.now().date()))
