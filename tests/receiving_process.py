"""Processes that register letters in one record as fast as they can and are killed; what was acknowledged is printed.

receiving_process.py PLACE
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path

from clerestory.pipeline.answering.letters.recording import receive_letter
from clerestory.study.answers import open_place
from letters import new

AT_ONCE = 6
ENOUGH = 30  # letters acknowledged before the kill
place = open_place(Path(sys.argv[1]))
reading, writing = os.pipe()


def receiving() -> int:
    """Register letters for ever, and say each reference when it is acknowledged."""
    while True:
        reference = receive_letter(place, "ann", new())
        os.write(writing, f"{reference}\n".encode())


working = [os.fork() or receiving() for _ in range(AT_ONCE)]
os.close(writing)
lines = b""
while lines.count(b"\n") < ENOUGH:
    lines += os.read(reading, 4096)
time.sleep(0.05)
for worker in working:
    os.kill(worker, signal.SIGKILL)
while more := os.read(reading, 4096):
    lines += more
ends = [os.waitpid(worker, 0)[1] for worker in working]
said = lines.decode().split("\n")[:-1]
sys.stdout.write(json.dumps({"acknowledged": said, "ends": ends}))
