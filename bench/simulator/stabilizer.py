"""Times Stim on circuits in its own format. Usage: python stabilizer.py — JSON lines on stdin, JSON lines on stdout.

Each line {"text", "shots", "rounds"} is answered with {"version", "single": [...], "sampled": [...]} in milliseconds: one
shot by the tableau, and building a sampler and taking the shots, parsing included in neither.
"""

import json
import sys
import time

import stim


def timed(work):
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


for line in sys.stdin:
    task = json.loads(line)
    circuit = stim.Circuit(task["text"])
    single = [timed(lambda: circuit.reference_sample()) for _ in range(task["rounds"])]
    sampled = [timed(lambda: circuit.compile_sampler().sample(task["shots"])) for _ in range(task["rounds"])]
    print(json.dumps({"version": stim.__version__, "single": single, "sampled": sampled}), flush=True)
