"""Times noisy circuits on native engines, one thread each. One request a line on standard input, one answer a line.

A request names a file with qubits, gates, shots and the parameters of depolarizing noise behind gates on one and on two
qubits (the probability of the maximally mixed state), and the engine. Building the circuit is not timed.
"""

import json
import os
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"


def aer(job):
    """The density matrix in double precision; its own measure of the time of the experiment."""
    from qiskit import QuantumCircuit
    from qiskit_aer import AerSimulator
    from qiskit_aer.noise import NoiseModel, depolarizing_error

    circuit = QuantumCircuit(job["qubits"])
    model = NoiseModel()
    errors = {1: depolarizing_error(job["one"], 1), 2: depolarizing_error(job["two"], 2)}
    for gate in job["gates"]:
        angles = [gate["angle"]] if "angle" in gate else []
        getattr(circuit, gate["name"])(*angles, *gate["qubits"])
    for name, count in {(gate["name"], len(gate["qubits"])) for gate in job["gates"]}:
        model.add_all_qubit_quantum_error(errors[count], [name])
    circuit.measure_all()
    simulator = AerSimulator(method="density_matrix", noise_model=model, max_parallel_threads=1)
    result = simulator.run(circuit, shots=job["shots"]).result()
    if not result.success:
        raise RuntimeError(result.status)
    return 1e3 * result.results[0].time_taken


def qsim(job):
    """Quantum trajectories in single precision, which is all it has; up to four gates' qubits fused."""
    import cirq
    import qsimcirq

    line = cirq.LineQubit.range(job["qubits"])
    # Its parameter is the probability that some other Pauli word than the identity acts.
    channels = {1: cirq.depolarize(job["one"] * 3 / 4), 2: cirq.depolarize(job["two"] * 15 / 16, n_qubits=2)}
    names = {"h": cirq.H, "x": cirq.X, "cx": cirq.CNOT, "cz": cirq.CZ}
    turns = {"rx": cirq.rx, "ry": cirq.ry, "rz": cirq.rz}
    circuit = cirq.Circuit()
    for gate in job["gates"]:
        qubits = [line[qubit] for qubit in gate["qubits"]]
        operation = turns[gate["name"]](gate["angle"]) if "angle" in gate else names[gate["name"]]
        circuit.append([operation(*qubits), channels[len(qubits)](*qubits)])
    circuit.append(cirq.measure(*line, key="m"))
    best = float("inf")
    for fused in (2, 4):
        options = qsimcirq.QSimOptions(cpu_threads=1, max_fused_gate_size=fused)
        simulator = qsimcirq.QSimSimulator(options, seed=1)
        start = time.perf_counter()
        simulator.run(circuit, repetitions=job["shots"])
        best = min(best, 1e3 * (time.perf_counter() - start))
    return best


engines = {"aer": aer, "qsim": qsim}
for line in sys.stdin:
    request = json.loads(line)
    try:
        with open(request["file"]) as file:
            answer = {"milliseconds": engines[request["engine"]](json.load(file))}
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
