"""Compares channels with Qiskit Aer's errors as superoperators.

stdin: lines of JSON {theirs: an expression, operators: Kraus matrices of [re, im]}; stdout: the largest difference each.
"""
import json
import sys

import numpy as np
from qiskit.circuit.library import RYGate, RZXGate
from qiskit.quantum_info import Kraus, Operator, SuperOp
from qiskit_aer import noise


def coherent_unitary_error(gate):
    return noise.coherent_unitary_error(Operator(gate).data)


scope = {name: getattr(noise, name) for name in dir(noise) if name.endswith("_error")}
scope |= {"np": np, "RYGate": RYGate, "RZXGate": RZXGate, "coherent_unitary_error": coherent_unitary_error}
for line in sys.stdin:
    case = json.loads(line)
    theirs = SuperOp(eval(case["theirs"], scope)).data
    ours = SuperOp(Kraus([np.array(k) @ [1, 1j] for k in case["operators"]])).data
    print(np.abs(theirs - ours).max(), flush=True)
