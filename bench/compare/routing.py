"""Swaps, depth and time of Qiskit's layout and routing stages: a JSON job in, a JSON list out."""

import json
import sys
import time

from qiskit import QuantumCircuit
from qiskit.transpiler import CouplingMap, StagedPassManager, generate_preset_pass_manager


def lengths(name):
    return 3 if name == "swap" else 1


def two_qubit_depth(gates):
    ends = {}
    for name, qubits in gates:
        end = max(ends.get(q, 0) for q in qubits) + lengths(name)
        for q in qubits:
            ends[q] = end
    return max(ends.values(), default=0)


def measured(gates, seconds):
    return {
        "swaps": sum(name == "swap" for name, _ in gates),
        "depth": two_qubit_depth(gates),
        "milliseconds": 1000 * seconds,
    }


def by_qiskit(job, subject, level):
    coupling = CouplingMap(job["pairs"] + [pair[::-1] for pair in job["pairs"]])
    full = generate_preset_pass_manager(
        optimization_level=level, coupling_map=coupling, basis_gates=["cx", "swap", "u"], seed_transpiler=1
    )
    passes = StagedPassManager(["layout", "routing"], layout=full.layout, routing=full.routing)
    circuit = QuantumCircuit(subject["qubits"])
    for a, b in subject["gates"]:
        circuit.cx(a, b)
    start = time.perf_counter()
    routed = passes.run(circuit)
    seconds = time.perf_counter() - start
    gates = [(step.operation.name, [routed.find_bit(q).index for q in step.qubits]) for step in routed.data]
    return measured([gate for gate in gates if len(gate[1]) == 2], seconds)


job = json.load(sys.stdin)
json.dump([[by_qiskit(job, s, level) for level in job["levels"]] for s in job["subjects"]], sys.stdout)
