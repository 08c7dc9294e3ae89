"""Times Aer's extended_stabilizer. Usage: python extended.py — JSON lines on stdin, JSON lines on stdout.

Each line {"qubits", "gates": [[name, qubit, …]], "shots", "rounds"} is answered with {"version", "milliseconds": [...]}:
on one thread, building the circuit not included.
"""

import json
import sys
import time

import qiskit_aer
from qiskit import QuantumCircuit


def timed(simulator, circuit, shots):
    started = time.perf_counter()
    result = simulator.run(circuit, shots=shots, seed_simulator=1).result()
    if not result.success:
        raise RuntimeError(result.status)
    return (time.perf_counter() - started) * 1000


for line in sys.stdin:
    task = json.loads(line)
    circuit = QuantumCircuit(task["qubits"])
    for name, *qubits in task["gates"]:
        getattr(circuit, name)(*qubits)
    circuit.measure_all()
    simulator = qiskit_aer.AerSimulator(method="extended_stabilizer", max_parallel_threads=1)
    found = [timed(simulator, circuit, task["shots"]) for _ in range(task["rounds"])]
    print(json.dumps({"version": qiskit_aer.__version__, "milliseconds": found}), flush=True)
