"""Energies of molecules by PySCF, and the words of their Jordan-Wigner Hamiltonians by OpenFermion.

stdin: lines of JSON {name, geometry, charge, basis, counts}; stdout: one JSON line each {nuclear, mean, exact, terms}, terms
where counts is true.
"""
import json
import sys

import numpy as np
from openfermion import InteractionOperator, jordan_wigner
from pyscf import ao2mo, fci, gto, scf


def on_spins(one, two):
    """Integrals over spin orbitals in OpenFermion's order, even ones with spin up, as its tensors want them."""
    size = 2 * len(one)
    spin_one, spin_two = np.zeros((size,) * 2), np.zeros((size,) * 4)
    for a in (0, 1):
        spin_one[a::2, a::2] = one
        for b in (0, 1):
            spin_two[a::2, b::2, b::2, a::2] = two.transpose(0, 2, 3, 1) / 2
    return spin_one, spin_two


# OpenFermion drops what is below 1e-8 whenever it adds to a word, also where more is still to come.
unit = 1e4
for line in sys.stdin:
    case = json.loads(line)
    # With symmetry, degenerate orbitals lie along its axes, and terms that symmetry forbids are zero.
    molecule = gto.M(atom=case["geometry"], charge=case["charge"], basis=case["basis"], symmetry=True, verbose=0)
    field = scf.RHF(molecule).set(conv_tol=1e-12)
    mean = field.kernel()
    exact = fci.FCI(molecule, field.mo_coeff).set(conv_tol=1e-12).kernel()[0]
    row = {"nuclear": float(molecule.energy_nuc()), "mean": float(mean), "exact": float(exact)}
    if case["counts"]:
        orbitals = field.mo_coeff.shape[1]
        one = field.mo_coeff.T @ field.get_hcore() @ field.mo_coeff
        two = ao2mo.restore(1, ao2mo.kernel(molecule, field.mo_coeff), orbitals)
        words = jordan_wigner(InteractionOperator(unit * row["nuclear"], *on_spins(unit * one, unit * two)))
        row["terms"] = int(sum(abs(coefficient) > unit * 1e-8 for coefficient in words.terms.values()))
    print(json.dumps(row), flush=True)
