"""Compiles circuits with Qiskit and tket: one request a line on standard input, one answer a line.

A request holds OpenQASM 2, the pairs of the device (none: all to all) and perhaps how the names of the compilers begin.
Reading is not timed.
"""

import json
import sys
import time

import qiskit
from pytket import OpType
from pytket.architecture import Architecture
from pytket.circuit import Node
from pytket.passes import AutoRebase, DecomposeBoxes, DefaultMappingPass, FullPeepholeOptimise, SequencePass
from pytket.passes import SynthesiseTket
from pytket.qasm import circuit_from_qasm_str
from qiskit import QuantumCircuit, transpile
from qiskit.transpiler import CouplingMap


def qiskit_figures(request, level):
    circuit = QuantumCircuit.from_qasm_str(request["qasm"])
    pairs = request["pairs"]
    coupling = CouplingMap(pairs + [[b, a] for a, b in pairs]) if pairs else None
    started = time.perf_counter()
    made = transpile(
        circuit, basis_gates=["rz", "sx", "x", "cx"], coupling_map=coupling, optimization_level=level, seed_transpiler=1
    )
    seconds = time.perf_counter() - started
    pair = lambda one: len(one.qubits) == 2 and one.operation.name != "barrier"
    return {"gates": made.count_ops().get("cx", 0), "depth": made.depth(pair), "seconds": seconds}


def tket_figures(request, full):
    circuit = circuit_from_qasm_str(request["qasm"])
    pairs = request["pairs"]
    optimise = FullPeepholeOptimise if full else (lambda allow_swaps=True: SynthesiseTket())
    passes = [DecomposeBoxes(), optimise()]
    if pairs:
        mapping = DefaultMappingPass(Architecture([(Node(a), Node(b)) for a, b in pairs]))
        passes += [mapping, AutoRebase({OpType.CX, OpType.TK1}), optimise(allow_swaps=False)]
    passes += [AutoRebase({OpType.CX, OpType.TK1})]
    started = time.perf_counter()
    SequencePass(passes).apply(circuit)
    seconds = time.perf_counter() - started
    return {
        "gates": circuit.n_gates_of_type(OpType.CX),
        "depth": circuit.depth_by_type(OpType.CX),
        "seconds": seconds,
    }


compilers = {
    **{f"Qiskit {qiskit.__version__} level {level}": lambda r, level=level: qiskit_figures(r, level) for level in (1, 2, 3)},
    "tket default": lambda r: tket_figures(r, False),
    "tket full": lambda r: tket_figures(r, True),
}

for line in sys.stdin:
    request = json.loads(line)
    answer = {}
    for name, figures in compilers.items():
        if not name.startswith(request.get("only", "")):
            continue
        try:
            answer[name] = figures(request)
        except Exception as error:
            answer[name] = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
