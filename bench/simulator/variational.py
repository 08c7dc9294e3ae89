"""PennyLane Lightning's half of variational.ts and of compare/gradients.ts: one JSON request on each line of standard
input, one answer on each line of standard output.

A request: qubits, gates (gate, wires, controls, and either `angles`, each {kind, scale, places} of the parameters, or
none), words (letters and coefficients, wire 0 first), point (the parameters), rounds (how often to time).

Times are of the device alone on a prepared tape, in milliseconds, without the cost of building circuits in Python.
"""

import json
import sys
import time

import pennylane as qml
from pennylane import numpy as np

GATES = {
    "x": qml.PauliX, "y": qml.PauliY, "z": qml.PauliZ, "h": qml.Hadamard, "s": qml.S, "t": qml.T, "swap": qml.SWAP,
    "rx": qml.RX, "ry": qml.RY, "rz": qml.RZ, "p": qml.PhaseShift, "rxx": qml.IsingXX, "ryy": qml.IsingYY,
    "rzz": qml.IsingZZ,
}


def angle(form, point):
    first = point[form["places"][0]]
    if form["kind"] == "linear":
        return form["scale"] * first
    return np.sin(first * point[form["places"][1]])


def apply(gate, point):
    angles = [angle(form, point) for form in gate.get("angles", [])]
    if gate["gate"] == "u3":
        # Rz(φ)·Ry(θ)·Rz(λ), which PennyLane calls Rot with the angles in the order of time.
        make = lambda: qml.Rot(angles[2], angles[0], angles[1], wires=gate["wires"])
    else:
        make = lambda: GATES[gate["gate"]](*angles, wires=gate["wires"])
    if gate.get("controls"):
        wires = [control["qubit"] for control in gate["controls"]]
        values = [control["state"] for control in gate["controls"]]
        qml.ctrl(make(), control=wires, control_values=values)
    else:
        make()


def hamiltonian(words):
    operators = [qml.pauli.string_to_pauli_word(letters) for letters, _ in words]
    return qml.Hamiltonian([coefficient for _, coefficient in words], operators)


def value_and_gradient(request):
    device = qml.device("lightning.qubit", wires=request["qubits"])
    observable = hamiltonian(request["words"])

    @qml.qnode(device, diff_method="adjoint")
    def circuit(point):
        for gate in request["gates"]:
            apply(gate, point)
        return qml.expval(observable)

    point = np.array(request["point"], requires_grad=True)
    return float(circuit(point)), [float(slope) for slope in qml.grad(circuit)(point)]


def prepared(request):
    point = [float(value) for value in request["point"]]
    with qml.queuing.AnnotatedQueue() as queue:
        for gate in request["gates"]:
            apply(gate, point)
        qml.expval(hamiltonian(request["words"]))
    tape = qml.tape.QuantumScript.from_queue(queue)
    tape.trainable_params = list(range(len(point)))
    return tape


def timed(request):
    device = qml.device("lightning.qubit", wires=request["qubits"])
    config = qml.devices.ExecutionConfig(gradient_method="adjoint", use_device_gradient=True)
    config = device.setup_execution_config(config)
    tape = prepared(request)
    times = {"energy": [], "gradient": []}
    for _ in range(request["rounds"]):
        started = time.perf_counter()
        device.execute([tape])
        times["energy"].append(1000 * (time.perf_counter() - started))
        started = time.perf_counter()
        device.execute_and_compute_derivatives([tape], config)
        times["gradient"].append(1000 * (time.perf_counter() - started))
    return times


for line in sys.stdin:
    request = json.loads(line)
    answer = {"version": qml.__version__}
    if request.get("rounds"):
        answer["times"] = timed(request)
    else:
        answer["value"], answer["gradient"] = value_and_gradient(request)
    print(json.dumps(answer), flush=True)
