"""Runs exported programs in the real libraries, one JSON line of input and one of output for each.

Input: {"target", "text", "terminal": whether it measures nothing, "shots"}. Output: {"unitary": [[[re, im], ...], ...]} with
qubit 0 least significant, {"probabilities": {...}} or {"counts": {...}} by the names of the bits, or {"error"}.
"""

import json
import re
import sys

import numpy as np


def build(text):
    names = {}
    exec(compile(text, "exported.py", "exec"), names)
    return names["build"]()


def reversed_qubits(matrix):
    """The same unitary with the order of its index bits reversed: first listed qubit most to least significant."""
    size = matrix.shape[0]
    width = size.bit_length() - 1
    order = [int(format(index, f"0{width}b")[::-1], 2) if width else 0 for index in range(size)]
    return matrix[np.ix_(order, order)]


def tallied(rows):
    counts = {}
    for row in rows:
        key = " ".join(f"{name}={value}" for name, value in sorted(row.items()))
        counts[key] = counts.get(key, 0) + 1
    return {"counts": counts}


def qiskit_circuit(circuit, job):
    from qiskit import transpile
    from qiskit.quantum_info import Operator
    from qiskit_aer import AerSimulator

    if job["isUnitary"]:
        return {"unitary": Operator(circuit).data}
    simulator = AerSimulator(seed_simulator=7)
    run = simulator.run(transpile(circuit, simulator, optimization_level=0), shots=job["shots"])
    names = job.get("bits") or [f"{register.name}[{index}]" for register in circuit.cregs for index in range(len(register))]
    rows = []
    for outcome, count in run.result().data()["counts"].items():
        value = int(outcome, 16)
        rows += [{name: str(value >> place & 1) for place, name in enumerate(names)}] * count
    return tallied(rows)


def run_qasm3(job):
    from qiskit import qasm3

    # A single bit belongs to no register of Qiskit's, so names come from the declarations, which are in Qiskit's order.
    declared = re.findall(r"^(?:output )?bit(?:\[(\d+)\])? (\w+);", job["text"], re.MULTILINE)
    bits = [f"{name}[{index}]" for size, name in declared for index in range(int(size or 1))]
    return qiskit_circuit(qasm3.loads(job["text"]), {**job, "bits": bits})


def run_qasm2(job):
    from qiskit import qasm2

    circuit = qasm2.loads(job["text"], custom_instructions=qasm2.LEGACY_CUSTOM_INSTRUCTIONS)
    return qiskit_circuit(circuit, job)


def run_qiskit(job):
    return qiskit_circuit(build(job["text"]), job)


def run_cirq(job):
    import cirq

    circuit = build(job["text"])
    if job["isUnitary"]:
        qubits = cirq.LineQubit.range(job["qubits"])
        matrix = circuit.unitary(qubit_order=qubits, qubits_that_should_be_present=qubits)
        return {"unitary": reversed_qubits(matrix)}
    result = cirq.Simulator(seed=7, dtype=np.complex128).run(circuit, repetitions=job["shots"])
    keys = [key for key in result.records if key != "discarded"]
    return tallied(
        {(key if "[" in key else f"{key}[0]"): str(result.records[key][shot, -1, 0]) for key in keys}
        for shot in range(job["shots"])
    )


def run_pennylane(job):
    import pennylane as qml

    circuit = build(job["text"])
    if job["isUnitary"]:
        matrix = qml.matrix(circuit, wire_order=range(job["qubits"]))()
        return {"unitary": reversed_qubits(matrix)}
    values = np.asarray(circuit())
    width = len(values).bit_length() - 1
    table = {format(index, f"0{width}b"): float(share) for index, share in enumerate(values)}
    return {"probabilities": table}


def run_braket(job):
    from braket.devices import LocalSimulator

    circuit = build(job["text"])
    if job["isUnitary"]:
        return {"unitary": reversed_qubits(circuit.to_unitary())}
    result = LocalSimulator().run(circuit, shots=job["shots"]).result()
    # The order of the measure instructions is that of the bits, lowest first; keys here have the highest first.
    counts = {}
    for row in result.measurements:
        key = "".join(str(bit) for bit in reversed(row))
        counts[key] = counts.get(key, 0) + 1
    return {"counts": counts}


TARGETS = {
    "qasm3": run_qasm3,
    "qasm2": run_qasm2,
    "qiskit": run_qiskit,
    "cirq": run_cirq,
    "pennylane": run_pennylane,
    "braket": run_braket,
}

for line in sys.stdin:
    job = json.loads(line)
    try:
        answer = TARGETS[job["target"]](job)
        if "unitary" in answer:
            matrix = np.asarray(answer["unitary"])
            answer["unitary"] = [[[value.real, value.imag] for value in row] for row in matrix.tolist()]
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}"[:300]}
    print(json.dumps(answer), flush=True)
