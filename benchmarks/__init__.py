"""Measurements: ratios against named peers in the same run. ``python -m benchmarks`` prints them."""
