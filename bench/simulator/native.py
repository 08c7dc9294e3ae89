"""Times circuits on native engines, one thread each. One request a line on standard input, one answer a line.

A request names a file of gates (`load`), or an engine to run on the loaded circuit. Building and optimising a circuit
is not timed; the milliseconds of one run are the answer, or an error's text.
"""

import json
import os
import re
import sys
import tempfile
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "QULACS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np


def unitary(gate):
    return np.array([[complex(z["re"], z["im"]) for z in row] for row in gate["matrix"]])


class Qulacs:
    """The fastest of its optimiser's settings, found by one run of each."""

    def __init__(self, qubits, gates):
        import qulacs

        self.state = qulacs.QuantumState(qubits)
        plain = qulacs.QuantumCircuit(qubits)
        for gate in gates:
            plain.add_gate(self.gate(qulacs.gate, gate))
        settings = [lambda c: None]
        optimizer = qulacs.circuit.QuantumCircuitOptimizer
        settings.append(lambda c: optimizer().optimize_light(c))
        settings.append(lambda c: optimizer().optimize(c, 2))
        settings.append(lambda c: optimizer().optimize(c, 3))
        found = []
        for setting in settings:
            self.circuit = plain.copy()
            try:
                setting(self.circuit)
            except MemoryError:
                # Merging a gate under many controls makes a matrix on all their qubits.
                continue
            found.append((self.run(), self.circuit))
        self.circuit = min(found, key=lambda pair: pair[0])[1]

    @staticmethod
    def gate(table, gate):
        name, qubits = gate["name"], gate["qubits"]
        if name in ("h", "x"):
            return getattr(table, name.upper())(*qubits)
        if name in ("rx", "ry", "rz"):
            # Its rotations turn the other way.
            return getattr(table, name.upper())(qubits[0], -gate["angle"])
        if name == "cx":
            return table.CNOT(*qubits)
        if name in ("cz", "swap"):
            return getattr(table, name.upper())(*qubits)
        if name == "cp":
            phase = table.to_matrix_gate(table.U1(qubits[1], gate["angle"]))
            phase.add_control_qubit(qubits[0], 1)
            return phase
        if name == "mcz":
            flip = table.to_matrix_gate(table.Z(qubits[-1]))
            for qubit in qubits[:-1]:
                flip.add_control_qubit(qubit, 1)
            return flip
        return table.DenseMatrix(qubits, unitary(gate))

    def run(self):
        self.state.set_zero_state()
        start = time.perf_counter()
        self.circuit.update_quantum_state(self.state)
        return 1e3 * (time.perf_counter() - start)


class Aer:
    """Its own measure of the time of the experiment, with one shot."""

    def __init__(self, qubits, gates):
        from qiskit import QuantumCircuit
        from qiskit_aer import AerSimulator

        self.circuit = QuantumCircuit(qubits)
        for gate in gates:
            self.add(gate)
        self.circuit.measure_all()
        self.simulator = AerSimulator(method="statevector", max_parallel_threads=1)

    def add(self, gate):
        name, qubits = gate["name"], gate["qubits"]
        if name == "mcz":
            self.circuit.mcp(np.pi, qubits[:-1], qubits[-1])
        elif name == "unitary":
            self.circuit.unitary(unitary(gate), qubits)
        elif "angle" in gate:
            getattr(self.circuit, name)(gate["angle"], *qubits)
        else:
            getattr(self.circuit, name)(*qubits)

    def run(self):
        result = self.simulator.run(self.circuit, shots=1).result()
        if not result.success:
            raise RuntimeError(result.status)
        return 1e3 * result.results[0].time_taken


class Lightning:
    def __init__(self, qubits, gates):
        import pennylane as qml

        names = {"h": "Hadamard", "x": "PauliX", "cx": "CNOT", "cz": "CZ", "swap": "SWAP"}
        names |= {"rx": "RX", "ry": "RY", "rz": "RZ", "cp": "ControlledPhaseShift"}

        def operation(gate):
            name, qubits = gate["name"], gate["qubits"]
            if name == "mcz":
                return qml.ctrl(qml.PauliZ(qubits[-1]), control=qubits[:-1])
            if name == "unitary":
                return qml.QubitUnitary(unitary(gate), wires=qubits[::-1])
            angles = [gate["angle"]] if "angle" in gate else []
            return getattr(qml, names[name])(*angles, wires=qubits)

        from pennylane_lightning.lightning_qubit._state_vector import LightningStateVector

        self.operations = [operation(gate) for gate in gates]
        self.state = LightningStateVector(num_wires=qubits)

    def run(self):
        self.state.reset_state()
        start = time.perf_counter()
        self.state.apply_operations(self.operations)
        return 1e3 * (time.perf_counter() - start)


class Qsim:
    """In single precision; the fastest of its fusion widths. Its own measure of the time to fuse and to simulate."""

    def __init__(self, qubits, gates):
        import cirq

        self.line = cirq.LineQubit.range(qubits)
        self.circuit = cirq.Circuit(self.operation(cirq, gate) for gate in gates)
        # Qubits that no gate acts on would be left out.
        self.circuit.append(cirq.I.on_each(*self.line))
        times = {width: self.time(width) for width in (2, 3, 4)}
        self.width = min(times, key=times.get)

    def operation(self, cirq, gate):
        name, qubits = gate["name"], [self.line[qubit] for qubit in gate["qubits"]]
        if name == "mcz":
            return cirq.Z(qubits[-1]).controlled_by(*qubits[:-1])
        if name == "unitary":
            return cirq.MatrixGate(unitary(gate))(*qubits[::-1])
        if name == "cp":
            return cirq.CZ(*qubits) ** (gate["angle"] / np.pi)
        if "angle" in gate:
            return getattr(cirq, name)(gate["angle"])(*qubits)
        return {"h": cirq.H, "x": cirq.X, "cx": cirq.CNOT, "cz": cirq.CZ, "swap": cirq.SWAP}[name](*qubits)

    def time(self, width):
        import qsimcirq

        options = qsimcirq.QSimOptions(max_fused_gate_size=width, cpu_threads=1, verbosity=2)
        printed = capture(lambda: qsimcirq.QSimSimulator(options).simulate(self.circuit))
        return 1e3 * sum(float(seconds) for seconds in re.findall(r"(?:fuse|simu) time is (\S+) seconds", printed))

    def run(self):
        return self.time(self.width)


def capture(work):
    """What `work` prints, from whatever language."""
    kept = os.dup(1)
    with tempfile.TemporaryFile() as file:
        os.dup2(file.fileno(), 1)
        try:
            work()
        finally:
            os.dup2(kept, 1)
            os.close(kept)
        file.seek(0)
        return file.read().decode()


engines = {"Qulacs": Qulacs, "Aer": Aer, "Lightning": Lightning, "qsim": Qsim}
loaded = {}
circuit = None
for line in sys.stdin:
    request = json.loads(line)
    try:
        if "load" in request:
            with open(request["load"]) as file:
                circuit = json.load(file)
            loaded = {}
            answer = {"ok": True}
        else:
            name = request["run"]
            if name not in loaded:
                loaded[name] = engines[name](circuit["qubits"], circuit["gates"])
                loaded[name].run()
            answer = {"milliseconds": loaded[name].run()}
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
