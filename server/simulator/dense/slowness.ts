import { gateOperation } from '../program/gate-operation.ts';
import type { Operation } from '../program/operation.ts';
import type { StateShelf } from '../state/shelf.ts';

/** The circuit that is timed: its state is just larger than what the inner caches hold. */
const [qubits, rounds] = [15, 12];

/** Milliseconds that it took on the machine on which the coefficients of the forecasts were fitted. */
const referenceMilliseconds = 3.2;

const span = { start: 0, end: 0 };

/** How many times as long this machine takes as the one of the coefficients: the best of a few runs of a few ms. */
export function measuredSlowness(shelf: StateShelf, now: () => number): number {
  const operations = timedCircuit();
  let best = Infinity;
  for (let run = 0; run < 4; run++) {
    const state = shelf.take(qubits, { threads: 1 });
    const start = now();
    state.run(operations);
    best = Math.min(best, now() - start);
    shelf.give(state);
  }
  return best / referenceMilliseconds;
}

function timedCircuit(): readonly Operation[] {
  const turn = (qubit: number) =>
    gateOperation({ kind: 'gate', gate: 'ry', angles: [0.3], qubits: [qubit], controls: [], span }, [0.3]);
  const flip = (qubit: number) => {
    const controls = [{ qubit, state: 1 as const }];
    return gateOperation(
      { kind: 'gate', gate: 'x', angles: [], qubits: [(qubit + 1) % qubits], controls, span },
      [],
    );
  };
  const places = Array.from({ length: qubits }, (_, qubit) => qubit);
  return Array.from({ length: rounds }, () => [...places.map(turn), ...places.map(flip)]).flat();
}
