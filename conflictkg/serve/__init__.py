"""Serve a store over HTTP: a SPARQL 1.1 endpoint and an explorer, safe against whatever is asked.

Three sorts of processes. The *server* (``app``, ``run``) speaks HTTP and holds no data. The *keeper* holds what may be
shown (``shown``) and forks *workers*, which answer one request at a time and can be killed at any moment, since the
engine has no time-out of its own. They talk in frames over socket pairs (``wire``), so that each ends with the others.
"""
