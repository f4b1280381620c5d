"""One process that keeps the others alive: web, jobs, agents."""
