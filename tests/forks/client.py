"""Give a command to the server: hand over folder, environment, words and streams, and end as the command ends.

Small, and without the libraries of the product, since every command of the tests starts it.
"""

import os
import signal
import socket
import sys

with socket.socket(socket.AF_UNIX) as server:
    server.connect(sys.argv[1])
    words, variables = sys.argv[2:], [f"{name}={value}" for name, value in os.environ.items()]
    data = "\0".join([str(len(words)), *words, *variables]).encode("utf-8", "surrogateescape")
    socket.send_fds(server, [len(data).to_bytes(8, "big")], [0, 1, 2, os.open(".", os.O_RDONLY)])
    server.sendall(data)
    end = int(server.recv(16) or b"1")

if end < 0:  # it was ended by a signal, and so is this
    if -end != signal.SIGKILL:  # of which nobody has a handler
        signal.signal(-end, signal.SIG_DFL)
    os.kill(os.getpid(), -end)
sys.exit(end)
