"""How gunicorn serves the archive; it reads this file by itself in its folder.

Words on the command line win, but no word brings an access log (archive/serving.py).
"""

worker_class = "gthread"
threads = 4
timeout = 30
keepalive = 5

loglevel = "warning"
accesslog = None
logger_class = "archive.serving.DiscreetLogger"

# Bytes of the request's first line, number of headers, bytes of each.
limit_request_line = 8190
limit_request_fields = 64
limit_request_field_size = 8190

# A header with an underscore can pass for another one; nobody may name our root or
# say that a connection is safe (BEHIND_TLS_PROXY is how the archive is told).
header_map = "drop"
forwarder_headers = ""
forwarded_allow_ips = ""
