import type { Block, Circuit } from '../../circuit/index.ts';

/** The most qubits of circuits that are compared: their comparison takes twice as many. */
export const mostComparedQubits = 12;

/** Two circuits are the same where the fidelity of what they do falls short of 1 by no more than this. */
export const equivalenceTolerance = 1e-10;

/**
 * A circuit whose final state is what the gates of `circuit` do, whole (the Choi state): each qubit starts maximally
 * entangled with one beside it. Two circuits are equal up to a global phase where these states are.
 */
export function choiCircuit(circuit: Circuit): Circuit {
  const { qubitCount, body } = circuit;
  const span = circuit.registers[0]?.span ?? { start: 0, end: 0 };
  const partners = { name: 'partners', offset: qubitCount, size: qubitCount, span };
  const pairs = Array.from({ length: qubitCount }, (_, qubit): Block => {
    const partner = qubitCount + qubit;
    return [
      { kind: 'gate', gate: 'h', angles: [], qubits: [partner], controls: [], span },
      {
        kind: 'gate',
        gate: 'x',
        angles: [],
        qubits: [qubit],
        controls: [{ qubit: partner, state: 1 }],
        span,
      },
    ];
  });
  return {
    ...circuit,
    registers: [...circuit.registers, partners],
    qubitCount: 2 * qubitCount,
    body: [...pairs.flat(), ...body],
  };
}
