"""Inspections, decisions and crossings: what happened at the desk, recorded provably."""
