"""Random circuits on Qiskit Aer, one JSON line of input and one of output for each.

Input: {"qubits", "bits": sizes of the registers, "steps", "exact": the same with its last measurements marked, "estimated":
the steps that the words meet, "readout": [p01, p10] of each qubit, "words", "shots", "seed", "isNoisy", "isState"}.
A step is a gate by name with angles and modifiers, a matrix, a channel by its Kraus operators, a measurement, a reset or
a condition on bits. Output: {"probabilities": {value of all bits: share}, "expectation", "counts", "state"}.

Exact answers come from one run of Aer in which each measurement on the way is a CX onto a qubit of its own and each
condition a control (deferred measurement); samples come from a run with Aer's own measurements and conditions.
"""

import json
import math
import sys

import numpy as np
from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister
from qiskit.circuit import library as gates
from qiskit.circuit.library import UnitaryGate
from qiskit.quantum_info import Kraus, Operator, SparsePauliOp
from qiskit_aer import AerSimulator
from qiskit_aer.noise import NoiseModel, ReadoutError

CONTROLLED = {
    "cx": ("x", 1), "CX": ("x", 1), "cnot": ("x", 1), "cy": ("y", 1), "cz": ("z", 1), "ch": ("h", 1), "cp": ("p", 1),
    "cphase": ("p", 1), "cu1": ("p", 1), "crx": ("rx", 1), "cry": ("ry", 1), "crz": ("rz", 1), "cs": ("s", 1),
    "csdg": ("sdg", 1), "ct": ("t", 1), "ctdg": ("tdg", 1), "csx": ("sx", 1), "csxdg": ("sxdg", 1),
    "cswap": ("swap", 1), "ccx": ("x", 2), "ccz": ("z", 2), "c3x": ("x", 3), "c3sqrtx": ("sx", 3), "c4x": ("x", 4),
}  # fmt: skip

NAMED = {
    "id": gates.IGate, "x": gates.XGate, "y": gates.YGate, "z": gates.ZGate, "h": gates.HGate, "s": gates.SGate,
    "sdg": gates.SdgGate, "t": gates.TGate, "tdg": gates.TdgGate, "sx": gates.SXGate, "sxdg": gates.SXdgGate,
    "p": gates.PhaseGate, "u1": gates.PhaseGate, "phase": gates.PhaseGate, "rx": gates.RXGate, "ry": gates.RYGate,
    "rz": gates.RZGate, "swap": gates.SwapGate, "rxx": gates.RXXGate, "ryy": gates.RYYGate, "rzz": gates.RZZGate,
    "rzx": gates.RZXGate, "iswap": gates.iSwapGate, "rccx": gates.RCCXGate, "rc3x": gates.RC3XGate, "cu": gates.CUGate,
    "cu3": gates.CU3Gate,
}  # fmt: skip


def euler(theta, phi, lam):
    """Rz(phi) Ry(theta) Rz(lambda): Qiskit's U without its phase."""
    return np.exp(-0.5j * (phi + lam)) * Operator(gates.UGate(theta, phi, lam)).data


def base(name, angles):
    """The matrix of a gate, operand 0 the least significant."""
    if name in CONTROLLED:
        inner, count = CONTROLLED[name]
        return controlled(base(inner, angles), [1] * count)
    if name == "gphase":
        return np.array([[np.exp(1j * angles[0])]])
    if name == "U":  # that of OpenQASM 3
        return np.exp(0.5j * angles[0]) * Operator(gates.UGate(*angles)).data
    if name in ("u3", "u"):
        return euler(*angles)
    if name == "u2":
        return euler(math.pi / 2, *angles)
    if name == "u0":
        return np.eye(2)
    if name == "xy":
        return Operator(gates.XXPlusYYGate(-angles[0])).data
    if name == "prx":
        return Operator(gates.RGate(*angles)).data
    if name == "ecr":
        return Operator(gates.ECRGate()).data
    return Operator(NAMED[name](*angles)).data


def controlled(matrix, values):
    """The matrix under controls, which become the first operands, least significant."""
    count, size = len(values), len(matrix)
    state = sum(value << place for place, value in enumerate(values))
    full = np.eye(size << count, dtype=complex)
    rows = [(row << count) | state for row in range(size)]
    full[np.ix_(rows, rows)] = matrix
    return full


def modified(matrix, modifiers):
    """Modifiers as the text has them, the outermost first; each control is an operand in front of the others."""
    for kind, value in reversed(modifiers):
        if kind == "ctrl":
            matrix = controlled(matrix, [value])
        elif kind == "inv":
            matrix = matrix.conj().T
        elif len(matrix) == 1:
            matrix = np.exp(1j * value * np.angle(matrix))
        else:
            matrix = Operator(matrix).power(value).data
    return matrix


def complex_matrix(rows):
    return np.array(rows) @ [1, 1j]


def matrix_of(step):
    matrix = base(step["name"], step["angles"]) if "name" in step else complex_matrix(step["matrix"])
    return modified(matrix, step["modifiers"])


def misreading(p01, p10):
    """A bit that is read wrongly, as a channel on the qubit that holds it."""
    keep, flip = np.diag([math.sqrt(1 - p01), 0]), np.array([[0, 0], [math.sqrt(p01), 0]])
    other, back = np.diag([0, math.sqrt(1 - p10)]), np.array([[0, math.sqrt(p10)], [0, 0]])
    return [keep, flip, other, back]


X, CX = np.array([[0, 1], [1, 0]]), controlled(np.array([[0, 1], [1, 0]]), [1])
SWAP = Operator(gates.SwapGate()).data


class Deferred:
    """A circuit without measurements that leaves each bit in a qubit."""

    def __init__(self, job):
        self.job, self.total, self.operations, self.place, self.flag = job, job["qubits"], [], {}, None

    def new(self):
        self.total += 1
        return self.total - 1

    def matrix(self, matrix, qubits):
        if self.flag is not None:
            place, value = self.flag
            matrix, qubits = controlled(matrix, [value]), [place, *qubits]
        self.operations.append(("unitary", matrix, qubits))

    def channel(self, operators, qubits):
        if self.flag is not None:
            place, value = self.flag
            on, off = np.diag([1 - value, value]), np.diag([value, 1 - value])
            idle = np.kron(np.eye(len(operators[0])), off)
            operators, qubits = [*(np.kron(one, on) for one in operators), idle], [place, *qubits]
        self.operations.append(("kraus", operators, qubits))

    def hold(self, qubit, bit):
        """A last measurement: the qubit itself holds the bit."""
        p01, p10 = self.job["readout"][qubit]
        if p01 or p10:
            self.channel(misreading(p01, p10), [qubit])
        self.place[bit] = qubit

    def measure(self, qubit, bit):
        here, before = self.new(), self.place.get(bit)
        self.matrix(CX, [qubit, here])
        if self.flag is not None and before is not None:
            place, value = self.flag
            self.operations.append(("unitary", controlled(X, [1 - value, 1]), [place, before, here]))
        p01, p10 = self.job["readout"][qubit]
        if p01 or p10:
            self.channel(misreading(p01, p10), [here])
        self.place[bit] = here

    def reset(self, qubit):
        if self.job["isNoisy"] and self.flag is None:
            self.operations.append(("reset", None, [qubit]))
            return
        self.matrix(SWAP, [qubit, self.new()])

    def condition(self, step):
        outer, flag = self.flag, self.new()
        wanted = [(self.place.get(bit), value) for bit, value in step["bits"]]
        held = all(value == 0 for place, value in wanted if place is None)
        known = [(place, value) for place, value in wanted if place is not None]
        if held:
            self.matrix(controlled(X, [value for _, value in known]), [*(place for place, _ in known), flag])
        # Conditions do not stand within conditions, so that the flag alone tells which side is taken.
        for value, steps in ((1, step["then"]), (0, step["otherwise"])):
            self.flag = (flag, value)
            self.steps(steps)
        self.flag = outer

    def steps(self, steps):
        for step in steps:
            kind = step["kind"]
            if kind == "gate":
                self.matrix(matrix_of(step), step["qubits"])
            elif kind == "channel":
                self.channel([complex_matrix(one) for one in step["operators"]], step["qubits"])
            elif kind == "measure":
                keep = self.hold if step.get("isLast") else self.measure
                keep(step["qubit"], step["bit"])
            elif kind == "reset":
                self.reset(step["qubit"])
            else:
                self.condition(step)

    def circuit(self):
        found = QuantumCircuit(self.total)
        for kind, what, qubits in self.operations:
            if kind == "reset":
                found.reset(qubits)
            elif kind == "kraus":
                found.append(Kraus(what).to_instruction(), qubits)
            elif len(what) == 1:
                found.global_phase += float(np.angle(what[0, 0]))
            else:
                found.append(UnitaryGate(what, check_input=False), qubits)
        return found


def observable(job, total):
    """The words over the qubits of a deferred circuit, each letter as misread measurements show it."""
    result = SparsePauliOp("I" * total, 0)
    for letters, factor in job["words"]:
        word = SparsePauliOp("", factor) if not letters else None
        for qubit in range(total):
            letter = letters[len(letters) - 1 - qubit] if qubit < len(letters) else "I"
            one = SparsePauliOp(letter)
            if letter != "I":
                p01, p10 = job["readout"][qubit]
                one = SparsePauliOp(["I", letter], [p10 - p01, 1 - p01 - p10])
            word = one * factor if word is None else one.tensor(word)
        result = result + word
    return result.simplify(atol=0)


def backend_for(noisy, seed):
    """Without fusion, which fails on some channels ("Something went wrong in heevx call")."""
    method = "density_matrix" if noisy else "statevector"
    return AerSimulator(method=method, seed_simulator=seed, max_parallel_threads=1, fusion_enable=False)


def exact(job):
    deferred = Deferred(job)
    deferred.steps(job["exact"])
    circuit = deferred.circuit()
    bits = sorted(deferred.place) if sum(job["bits"]) else list(range(job["qubits"]))
    places = [deferred.place[bit] for bit in bits] if sum(job["bits"]) else bits
    circuit.save_probabilities(places, label="p")
    if job["isState"]:
        circuit.save_statevector(label="state")
    data = backend_for(job["isNoisy"], 1).run(circuit, shots=1).result().data(0)
    table = {}
    for index, share in enumerate(np.asarray(data["p"])):
        if share > 1e-15:
            value = sum((index >> place & 1) << bit for place, bit in enumerate(bits))
            table[str(value)] = float(share)
    answer = {"probabilities": table}
    if job["isState"]:
        answer["state"] = [[value.real, value.imag] for value in np.asarray(data["state"]).tolist()]
    return answer


def expectation(job):
    deferred = Deferred(job)
    deferred.steps(job["estimated"])
    circuit = deferred.circuit()
    circuit.save_expectation_value(observable(job, deferred.total), list(range(deferred.total)), label="e")
    return float(backend_for(job["isNoisy"], 1).run(circuit, shots=1).result().data(0)["e"].real)


def native(circuit, steps, bits):
    """The steps with Aer's own measurements, resets and conditions."""
    for step in steps:
        kind = step["kind"]
        if kind == "gate":
            matrix = matrix_of(step)
            if len(matrix) > 1:
                circuit.append(UnitaryGate(matrix, check_input=False), step["qubits"])
        elif kind == "channel":
            circuit.append(Kraus([complex_matrix(one) for one in step["operators"]]).to_instruction(), step["qubits"])
        elif kind == "measure":
            circuit.measure(step["qubit"], bits[step["bit"]])
        elif kind == "reset":
            circuit.reset(step["qubit"])
        else:
            conditional(circuit, step["bits"], step, bits)


def conditional(circuit, wanted, step, bits):
    """Nested single-bit conditions; what else is there runs wherever one of them fails."""
    if not wanted:
        native(circuit, step["then"], bits)
        return
    (bit, value), *rest = wanted
    with circuit.if_test((bits[bit], value)) as otherwise:
        conditional(circuit, rest, step, bits)
    with otherwise:
        native(circuit, step["otherwise"], bits)


def sampled(job):
    registers = [ClassicalRegister(size, f"r{place}") for place, size in enumerate(job["bits"])]
    circuit = QuantumCircuit(QuantumRegister(job["qubits"], "q"), *registers)
    native(circuit, job["steps"], [bit for register in registers for bit in register])
    if not registers:
        circuit.measure_all()
    noise = NoiseModel()
    for qubit, (p01, p10) in enumerate(job["readout"]):
        if p01 or p10:
            noise.add_readout_error(ReadoutError([[1 - p01, p01], [p10, 1 - p10]]), [qubit])
    backend = AerSimulator(method="statevector", noise_model=noise, max_parallel_threads=1)
    data = backend.run(circuit, shots=job["shots"], seed_simulator=job["seed"]).result().data(0)
    return {str(int(key, 16)): count for key, count in data["counts"].items()}


for line in sys.stdin:
    job = json.loads(line)
    try:
        answer = {**exact(job), "expectation": expectation(job), "counts": sampled(job)}
    except Exception as error:  # reported as a failure of the comparison
        answer = {"error": f"{type(error).__name__}: {error}"[:400]}
    print(json.dumps(answer), flush=True)
