"""Probabilities of noisy circuits by Aer's density matrix: a JSON list of circuits in, a JSON list of tables out."""

import json
import sys

import numpy as np
from qiskit import QuantumCircuit
from qiskit.quantum_info import Kraus
from qiskit_aer import AerSimulator


def matrix(rows):
    return np.array([[complex(z["re"], z["im"]) for z in row] for row in rows])


simulator = AerSimulator(method="density_matrix", fusion_enable=False)
answers = []
for job in json.load(sys.stdin):
    circuit = QuantumCircuit(job["qubits"])
    for step in job["steps"]:
        operators = [matrix(rows) for rows in step["operators"]]
        if len(operators) == 1:
            circuit.unitary(operators[0], step["qubits"])
        else:
            circuit.append(Kraus(operators), step["qubits"])
    circuit.save_probabilities()
    result = simulator.run(circuit).result()
    answers.append([float(p) for p in result.data(0)["probabilities"]])
json.dump(answers, sys.stdout)
