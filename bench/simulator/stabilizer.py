"""Times Stim on circuits in its own format. Usage: python stabilizer.py — JSON lines on stdin, JSON lines on stdout.

Each line {"text", "shots", "rounds"} is answered with {"version", "single": [...], "sampled": [...]} in milliseconds: the
whole way from the text to one shot and to all shots, that is parsing, building a sampler and drawing.
"""

import json
import sys
import time

import stim


def timed(text, shots):
    started = time.perf_counter()
    stim.Circuit(text).compile_sampler().sample(shots)
    return (time.perf_counter() - started) * 1000


for line in sys.stdin:
    task = json.loads(line)
    timed(task["text"], 1)
    single = [timed(task["text"], 1) for _ in range(task["rounds"])]
    sampled = [timed(task["text"], task["shots"]) for _ in range(task["rounds"])]
    print(json.dumps({"version": stim.__version__, "single": single, "sampled": sampled}), flush=True)
