"""Long work with progress: cancelled, resumed after a crash, retried, run by schedule."""
