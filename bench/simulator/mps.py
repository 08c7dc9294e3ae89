"""Times Aer's matrix_product_state. Usage: python mps.py — JSON lines on stdin, JSON lines on stdout.

Each line {"qubits", "gates": [{"qubits", "matrix"}], "bond", "cutoff", "shots", "rounds"} is answered with {"version",
"milliseconds": {"own SVD": [...], "LAPACK": [...]}}: one run each, on one thread, building the circuit not included.
"""

import json
import sys
import time

import numpy
import qiskit_aer
from qiskit import QuantumCircuit


def built(task):
    circuit = QuantumCircuit(task["qubits"])
    for gate in task["gates"]:
        parts = numpy.array(gate["matrix"])
        circuit.unitary(parts[..., 0] + 1j * parts[..., 1], gate["qubits"])
    circuit.measure_all()
    return circuit


def timed(simulator, circuit, shots):
    started = time.perf_counter()
    result = simulator.run(circuit, shots=shots, seed_simulator=1).result()
    if not result.success:
        raise RuntimeError(result.status)
    return (time.perf_counter() - started) * 1000


for line in sys.stdin:
    task = json.loads(line)
    circuit = built(task)
    found = {}
    for name, lapack in (("own SVD", False), ("LAPACK", True)):
        simulator = qiskit_aer.AerSimulator(
            method="matrix_product_state",
            matrix_product_state_max_bond_dimension=task["bond"],
            matrix_product_state_truncation_threshold=task["cutoff"],
            mps_lapack=lapack,
            max_parallel_threads=1,
        )
        found[name] = [timed(simulator, circuit, task["shots"]) for _ in range(task["rounds"])]
    print(json.dumps({"version": qiskit_aer.__version__, "milliseconds": found}), flush=True)
