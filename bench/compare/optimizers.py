"""Minimises the functions of server/optimizer/testing/functions.ts with SciPy.

stdin: JSON {methods: [[name, SciPy's name]], starts: {function: start}}; stdout: JSON {"name function": [value, evaluations]}.
"""
import json
import sys

import numpy as np
from scipy.optimize import minimize, rosen, rosen_der


def beale(p):
    x, y = p
    a, b, c = 1.5 - x + x * y, 2.25 - x + x * (y * y), 2.625 - x + x * (y * y * y)
    return a * a + b * b + c * c


def beale_der(p):
    x, y = p
    a, b, c = 1.5 - x + x * y, 2.25 - x + x * (y * y), 2.625 - x + x * (y * y * y)
    by_x = a * (y - 1) + b * (y * y - 1) + c * (y * y * y - 1)
    by_y = a * x + 2 * b * x * y + 3 * c * x * (y * y)
    return np.array([2 * by_x, 2 * by_y])


def himmelblau(p):
    x, y = p
    return (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2


def himmelblau_der(p):
    x, y = p
    a, b = x * x + y - 11, x + y * y - 7
    return np.array([4 * x * a + 2 * b, 2 * a + 4 * y * b])


def quadratic(p):
    return float(np.sum(np.arange(1, len(p) + 1) * (p - 1) ** 2))


def quadratic_der(p):
    return 2 * np.arange(1, len(p) + 1) * (p - 1)


PAULI = {"I": np.eye(2), "X": np.array([[0, 1], [1, 0]]), "Z": np.diag([1, -1])}


def word(text):
    """Qubit 0 at the right."""
    return np.kron(PAULI[text[0]], PAULI[text[1]])


H2 = (
    -1.052373245772859 * word("II")
    + 0.39793742484318045 * (word("IZ") - word("ZI"))
    - 0.01128010425623538 * word("ZZ")
    + 0.18093119978423156 * word("XX")
)
CX = np.array([[1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0], [0, 1, 0, 0]])


def ry(t):
    return np.array([[np.cos(t / 2), -np.sin(t / 2)], [np.sin(t / 2), np.cos(t / 2)]])


def rz(t):
    return np.diag([np.exp(-0.5j * t), np.exp(0.5j * t)])


def layer(a, b, c, d):
    return np.kron(rz(d) @ ry(b), rz(c) @ ry(a))


def h2(x):
    state = layer(*x[4:]) @ CX @ layer(*x[:4]) @ np.array([1, 0, 0, 0])
    return float(np.real(np.conj(state) @ H2 @ state))


def h2_der(x):
    shifts = np.pi / 2 * np.eye(len(x))
    return np.array([(h2(x + s) - h2(x - s)) / 2 for s in shifts])


FUNCTIONS = {
    "rosenbrock": (rosen, rosen_der),
    "rosenbrock-4": (rosen, rosen_der),
    "beale": (beale, beale_der),
    "himmelblau": (himmelblau, himmelblau_der),
    "quadratic": (quadratic, quadratic_der),
    "h2": (h2, h2_der),
}
WITH_GRADIENT = {"BFGS", "CG", "L-BFGS-B", "SLSQP", "TNC"}

asked = json.load(sys.stdin)
answers = {}
for name, method in asked["methods"]:
    for function, start in asked["starts"].items():
        value, slope = FUNCTIONS[function]
        jac = slope if method in WITH_GRADIENT else None
        found = minimize(value, np.array(start, dtype=float), jac=jac, method=method)
        answers[f"{name} {function}"] = [float(found.fun), int(found.nfev)]
json.dump(answers, sys.stdout)
