"""Whether the site is well, and how it fares: /healthz, /metrics, one log line a request."""
