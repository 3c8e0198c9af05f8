"""A draft with its documents on the desk of a study, under terms in force, before the desk is served.

ready_process.py STUDY DATABASE_URL
"""

from __future__ import annotations

import sys
from pathlib import Path

from clerestory.model.desk.acts import group
from clerestory.pipeline.desk.documents import put_documents
from clerestory.web.service.serving import Serving
from clerestory.web.service.setting_up import set_up
from desks import TERMS, TERMS_VERSION, admitted, draft

set_up(Serving(Path(sys.argv[1]), database_url=sys.argv[2]))

from clerestory.web.acting.performing import perform  # noqa: E402 - tables are known when Django is ready
from clerestory.web.service.studies import served_study  # noqa: E402
from group_desks import PAPER  # noqa: E402

put_documents(served_study(), draft(1), [PAPER])
perform("secretary", group.SetTerms(version=TERMS_VERSION, text=TERMS))
perform("clerestory", admitted())
