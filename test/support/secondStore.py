"""A second server that speaks MongoDB's protocol, to hold the embedded store's behaviour against.

Prints its address on one line and runs until it is ended. Keeps everything in memory.
"""

import os
import signal
import threading

from secantus import SecantusDBServer

server = SecantusDBServer(host="127.0.0.1", port=0, storage_path=":memory:")
server.start()
host, port = server.address[:2]
print(f"mongodb://{host}:{port}/baton_test?directConnection=true", flush=True)

ended = threading.Event()
for sign in (signal.SIGTERM, signal.SIGINT):
    signal.signal(sign, lambda *_: ended.set())
ended.wait()
# Nothing in it needs keeping, and a clean stop waits for clients that may never leave.
os._exit(0)
