"""Encoders, and trainings of models, by PennyLane and its derivatives.

stdin: lines of JSON, an encoder with its state or a model with its start and its losses; stdout: the largest difference each.
"""
import json
import sys

import autograd
import autograd.numpy as np
import pennylane as qml


def encode(encoder, sample, qubits):
    """The gates of an encoder; wire i is qubit i."""
    wires = range(qubits)
    if encoder == "angle":
        qml.AngleEmbedding(sample, wires=range(len(sample)), rotation="Y")
    elif encoder == "dense_angle":
        qml.AngleEmbedding(sample[0::2], wires=range(len(sample[0::2])), rotation="Y")
        qml.AngleEmbedding(sample[1::2], wires=range(len(sample[1::2])), rotation="Z")
    elif encoder == "amplitude":
        # PennyLane's first wire is the most significant bit, ours the least.
        qml.AmplitudeEmbedding(sample, wires=list(reversed(wires)), pad_with=0.0, normalize=True)
    elif encoder == "basis":
        qml.BasisEmbedding([int(bit) for bit in sample], wires=range(len(sample)))
    else:
        qml.IQPEmbedding(sample, wires=range(len(sample)), n_repeats=2)


def encoder_difference(case):
    qubits = 3

    @qml.qnode(qml.device("default.qubit", wires=qubits))
    def state():
        encode(case["encoder"], np.array(case["sample"]), qubits)
        return qml.state()

    theirs = np.array(state()).reshape([2] * qubits).transpose().reshape(-1)
    ours = np.array(case["state"]).reshape(-1, 2) @ np.array([1, 1j])
    # States are the same up to a global phase: PennyLane's amplitude embedding and MultiRZ keep none.
    phase = np.vdot(theirs, ours)
    return np.abs(ours - theirs * phase / abs(phase)).max()


@qml.qnode(qml.device("default.qubit", wires=2))
def layers(sample, weights, encoder):
    encode(encoder, sample, 2)
    for layer in range(3):
        for wire in range(2):
            qml.RY(weights[2 * layer + wire], wires=wire)
        qml.CNOT(wires=[0, 1])
        qml.RZ(weights[2 * layer], wires=1)
    z1 = qml.Hamiltonian([1.0, 0.5], [qml.PauliZ(1), qml.PauliX(0) @ qml.PauliX(1)])
    return qml.expval(qml.PauliZ(0)), qml.expval(z1)


def classifier(case, x, blocks):
    return [np.stack(layers(np.array(sample), x, case["shape"]["encoder"])) for sample in case["samples"]]


def affine(x, blocks, name, v):
    return take(x, blocks, name + ".weights") @ v + take(x, blocks, name + ".biases")[:, 0]


def dense(case, x, blocks):
    def scores(v):
        for layer in range(case["shape"]["layers"]):
            v = np.tanh(affine(x, blocks, f"hidden{layer + 1}", v))
        return affine(x, blocks, "output", v)

    return [scores(np.array(sample)) for sample in case["samples"]]


def neighbours(qubits):
    for first in (0, 1):
        for wire in range(first, qubits - 1, 2):
            qml.CNOT(wires=[wire, wire + 1])


def gate_node(qubits):
    @qml.qnode(qml.device("default.qubit", wires=qubits))
    def node(angles, weights):
        for wire in range(qubits):
            qml.Hadamard(wires=wire)
            qml.RY(angles[wire], wires=wire)
        for layer in weights:
            neighbours(qubits)
            for wire in range(qubits):
                qml.RY(layer[wire], wires=wire)
        return [qml.expval(qml.PauliZ(wire)) for wire in range(qubits)]

    return node


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm(case, x, blocks):
    shape = case["shape"]
    node, share = gate_node(shape["qubits"]), shape["share"]

    def scores(sample):
        hidden, cell = np.zeros(shape["hidden"]), np.zeros(shape["hidden"])
        for number in sample:
            v = np.concatenate([np.array([number]), hidden])
            z = take(x, blocks, "gates.biases")[:, 0]
            if share < 1:
                z = z + (1 - share) * (take(x, blocks, "gates.weights") @ v)
            if share > 0:
                angles = affine(x, blocks, "angles", v)
                read = [
                    take(x, blocks, gate + ".readout") @ np.stack(node(angles, take(x, blocks, gate + ".circuit")))
                    for gate in ("input", "forget", "cell", "output")
                ]
                z = z + share * np.concatenate(read)
            i, f, g, o = np.split(z, 4)
            cell = sigmoid(f) * cell + sigmoid(i) * np.tanh(g)
            hidden = sigmoid(o) * np.tanh(cell)
        return affine(x, blocks, "output", hidden)

    return [scores(sample) for sample in case["samples"]]


def state_node(qubits):
    @qml.qnode(qml.device("default.qubit", wires=qubits))
    def node(angles, weights):
        for layer in weights:
            for wire in range(qubits):
                qml.RY(layer[wire], wires=wire)
            neighbours(qubits)
            for wire in range(qubits):
                qml.RY(angles[wire], wires=wire)
        return qml.state()

    return node


def attention(case, x, blocks):
    shape = case["shape"]
    node = state_node(shape["qubits"])

    def seen(name, steps):
        weights = take(x, blocks, name + ".circuit")
        keys = [node(affine(x, blocks, name + ".key", step), weights) for step in steps]
        values = [affine(x, blocks, name + ".value", step) for step in steps]
        total = 0
        for step in steps:
            query = node(affine(x, blocks, name + ".query", step), weights)
            likeness = [np.abs(np.sum(np.conj(query) * key)) ** 2 + 1e-6 for key in keys]
            total = total + sum(one * value for one, value in zip(likeness, values)) / sum(likeness)
        return total / len(steps)

    def scores(sample):
        steps = [np.array([number]) + place for number, place in zip(sample, take(x, blocks, "places"))]
        heads = [seen(f"head{head + 1}", steps) for head in range(shape["heads"])]
        return affine(x, blocks, "output", np.tanh(np.concatenate(heads)))

    return [scores(sample) for sample in case["samples"]]


def blocks_of(names):
    """Where each block of parameters stands, and its rows and columns."""
    found = {}
    for place, name in enumerate(names):
        block, indices = name[:-1].split("[")
        numbers = [int(one) for one in indices.split(",")] + [0]
        begin, _, _ = found.get(block, (place, 0, 0))
        found[block] = (begin, numbers[0] + 1, numbers[1] + 1)
    return found


def take(x, blocks, name):
    begin, rows, columns = blocks[name]
    return x[begin : begin + rows * columns].reshape(rows, columns)


def sample_loss(loss, scores, label):
    if loss == "number":
        return (scores[0] - label) ** 2
    if loss == "cross_entropy":
        return np.log(np.sum(np.exp(scores))) - scores[label]
    targets = np.array([1.0 if place == label else -1.0 for place in range(len(scores))])
    return np.mean((scores - targets) ** 2)


models = {"classifier": classifier, "dense": dense, "lstm": lstm, "attention": attention}


def training_difference(case):
    blocks = blocks_of(case["names"])

    def loss(x):
        scores = models[case["kind"]](case, x, blocks)
        return sum(sample_loss(case["loss"], s, y) for s, y in zip(scores, case["labels"])) / len(scores)

    x, worst = np.array(case["start"]), 0.0
    for ours in case["losses"]:
        x = x - case["rate"] * autograd.grad(loss)(x)
        worst = max(worst, abs(float(loss(x)) - ours))
    return worst


for line in sys.stdin:
    case = json.loads(line)
    found = encoder_difference(case) if case["kind"] == "encoder" else training_difference(case)
    print(found, flush=True)
