"""One Spark session for whoever needs one: the tables of a study, and the linking of its records.

Nothing here imports pyspark before a session is asked for. ``spark_session`` gives the session of a folder, with
encryption on and everything that it writes below that folder; ``sessions_ended`` ends it with the run.
"""

from clerestory.spark.faults import spark_faults
from clerestory.spark.sending import sent_frame
from clerestory.spark.session import end_session, sessions_ended, spark_session

__all__ = ["end_session", "sent_frame", "sessions_ended", "spark_faults", "spark_session"]
