"""``python -m benchmarks``: all measurements as Markdown tables."""

from __future__ import annotations

from benchmarks import startup

HEAD = "| command | peer | ms | peer ms | ratio | within |\n| --- | --- | --- | --- | --- | --- |"

if __name__ == "__main__":
    print("Start-up, whole processes, medians of 15 runs in turn:\n")
    print(HEAD)
    print("\n".join(startup.run()))
