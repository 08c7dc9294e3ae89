"""Builds Qiskit's ansatz of the same name and compares its unitary with the exported circuit, up to global phase.

stdin: lines of JSON {name, qubits, layers, entanglement, angles, qasm}; stdout: one JSON line each {name, distance}.
"""
import json
import sys

import numpy as np
from qiskit import qasm3
from qiskit.circuit.library import efficient_su2, excitation_preserving, real_amplitudes
from qiskit.quantum_info import Operator

builders = {
    "real_amplitudes": lambda q, e, r: real_amplitudes(q, entanglement=e, reps=r),
    "efficient_su2": lambda q, e, r: efficient_su2(q, entanglement=e, reps=r),
    "excitation_preserving": lambda q, e, r: excitation_preserving(q, entanglement=e, reps=r),
}
for line in sys.stdin:
    case = json.loads(line)
    theirs = builders[case["name"]](case["qubits"], case["entanglement"], case["layers"])
    expected = Operator(theirs.assign_parameters(case["angles"])).data
    found = Operator(qasm3.loads(case["qasm"])).data
    overlap = abs(np.trace(expected.conj().T @ found)) / len(expected)
    print(json.dumps({"name": case["name"], "distance": 1 - overlap}), flush=True)
