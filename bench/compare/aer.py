"""Reference distributions from Qiskit Aer, one JSON line a file.

Usage: python aer.py FILE... — OpenQASM 2 files. Circuits whose measurements are all terminal give exact probabilities,
others 2^14 sampled shots. Keys are Qiskit's own: registers separated by a space, the last declared at the left.
"""

import json
import sys
import time
from collections import defaultdict

import numpy as np
from qiskit import QuantumCircuit, transpile
from qiskit.qasm2 import LEGACY_CUSTOM_INSTRUCTIONS, load
from qiskit_aer import AerSimulator

SHOTS = 2**14

# Amplitude updates that one circuit may cost: above it the shots are halved until they fit, and the table says so.
BUDGET = 1e11


def shots_for(circuit):
    cost = max(1, len(circuit.data)) * 2**circuit.num_qubits
    shots = SHOTS
    while shots > 256 and shots * cost > BUDGET:
        shots //= 2
    return shots


def split_terminal(circuit):
    """The circuit without its measurements and their (qubit, clbit) pairs, or None when a measurement is not terminal."""
    measured, pairs = set(), []
    unitary = QuantumCircuit(circuit.num_qubits)
    touched = set()
    for item in circuit.data:
        operation = item.operation
        qubits = [circuit.find_bit(qubit).index for qubit in item.qubits]
        if operation.name == "barrier":
            continue
        if operation.name == "measure":
            clbit = circuit.find_bit(item.clbits[0]).index
            pairs.append((qubits[0], clbit))
            measured.add(qubits[0])
            continue
        if operation.name == "reset" and qubits[0] not in touched:
            continue
        if operation.name in ("reset", "if_else") or getattr(operation, "condition", None) is not None:
            return None
        if measured.intersection(qubits):
            return None
        touched.update(qubits)
        unitary.append(operation, qubits)
    return unitary, pairs


def key_of(value, circuit):
    words = []
    for register in reversed(circuit.cregs):
        bits = [circuit.find_bit(bit).index for bit in register]
        words.append("".join(str((value >> bit) & 1) for bit in reversed(bits)))
    return " ".join(words)


def exact(unitary, pairs, circuit, backend):
    unitary.save_statevector()
    state = np.asarray(backend.run(transpile(unitary, backend, optimization_level=0)).result().get_statevector())
    probabilities = np.abs(state) ** 2
    indices = np.arange(len(probabilities), dtype=np.int64)
    values = np.zeros(len(probabilities), dtype=np.int64)
    for qubit, clbit in dict((clbit, qubit) for qubit, clbit in pairs).items():
        values |= ((indices >> clbit) & 1) << qubit
    unique, inverse = np.unique(values, return_inverse=True)
    sums = np.bincount(inverse, weights=probabilities)
    return {key_of(int(value), circuit): float(total) for value, total in zip(unique, sums) if total > 1e-15}


def reference(path, backend):
    circuit = load(path, custom_instructions=LEGACY_CUSTOM_INSTRUCTIONS)
    started = time.perf_counter()
    split = split_terminal(circuit)
    if split is not None and circuit.num_clbits > 0 and split[1]:
        table = exact(*split, circuit, backend)
        return {"exact": True, "table": table, "seconds": time.perf_counter() - started}
    shots = shots_for(circuit)
    counts = backend.run(transpile(circuit, backend, optimization_level=0), shots=shots, seed_simulator=7).result().get_counts()
    table = defaultdict(float)
    for key, count in counts.items():
        table[key] += count / shots
    return {"exact": False, "shots": shots, "table": table, "seconds": time.perf_counter() - started}


def main():
    backend = AerSimulator(method="statevector", max_parallel_threads=1)
    for path in sys.argv[1:]:
        try:
            answer = reference(path, backend)
        except Exception as error:  # every kind of refusal is part of the table
            answer = {"error": f"{type(error).__name__}: {str(error).splitlines()[0][:200]}"}
        print(json.dumps({"file": path, **answer}), flush=True)


main()
