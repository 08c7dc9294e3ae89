import { entry } from './entry.ts';

/** QF40xx: what a quantum computer that a program names as a target refuses, or what it costs there. */
export const hardwareDiagnostics = {
  QF4001: entry(
    'error',
    'Too many qubits for a target',
    (device: string, wanted: string, most: string) =>
      `${device} has ${most} qubits; this circuit needs ${wanted}.`,
    'Use fewer qubits, reuse some after a reset, or choose a larger target.',
    'A circuit runs only where there are as many qubits as it declares.',
  ),
  QF4002: entry(
    'error',
    'Shots outside a target’s range',
    (device: string, shots: string, fewest: string, most: string) =>
      `${device} takes from ${fewest} to ${most} shots; ${shots} are asked for.`,
    'Choose a number in the range; more shots can be split over several jobs.',
    'Providers bound the number of shots of one circuit.',
  ),
  QF4003: entry(
    'error',
    'Too many operations for a target',
    (device: string, count: string, most: string) =>
      `${device} takes at most ${most} operations in a circuit; this one has ${count} of its gates.`,
    'Shorten the circuit, or choose another target.',
    'Providers bound the length of a circuit, counted in the device’s own gates.',
  ),
  QF4004: entry(
    'error',
    'Too many circuits for a target',
    (device: string, count: string, most: string) =>
      `${device} takes at most ${most} circuits in a job; there are ${count}.`,
    'Split the circuits over several jobs.',
    'Providers bound the number of circuits that one job may have.',
  ),
  QF4005: entry(
    'error',
    'Measurement in the middle',
    (device: string) => `${device} measures only at the end; this qubit is used after its measurement.`,
    'Measure at the end, or choose a target that measures in the middle.',
    'Many machines read out all qubits once, after the last gate.',
  ),
  QF4006: entry(
    'error',
    'Decision by an outcome',
    (device: string) => `${device} cannot decide about later operations by the outcome of a measurement.`,
    'Leave the decision to the evaluation of the results, or choose a target with feed-forward.',
    'Feed-forward needs electronics that react within the life of the qubits.',
  ),
  QF4007: entry(
    'error',
    'Reset in the middle',
    (device: string) => `${device} cannot reset a qubit that was used.`,
    'Use a fresh qubit, or choose a target that resets.',
    'All qubits start in |0⟩; not all machines can bring them back there.',
  ),
  QF4008: entry(
    'error',
    'Gate that a target does not have',
    (device: string, gate: string, native: string) =>
      `${gate} is no gate of ${device}, which takes circuits only in its own: ${native}.`,
    'Let the circuit be compiled for the target, or rewrite the gate.',
    'A circuit that goes to a machine as it stands may have only the gates of the machine.',
  ),
  QF4009: entry(
    'information',
    'Gate that is compiled for a target',
    (device: string, gate: string, cost: string, times: string) =>
      `${gate} is no gate of ${device}: it takes ${cost}${times}.`,
    'Nothing has to be done; the gate is compiled.',
    'The gates of a program are turned into those of a machine, each at the cost that is named.',
  ),
  QF4010: entry(
    'information',
    'Qubits that are no neighbours',
    (device: string, swaps: string) => `On ${device} this needs ${swaps} before it.`,
    'Choose qubits that interact with few others, or a target where all are neighbours.',
    'A gate on two qubits works only between neighbours. Others are brought together by swaps, each of which costs up to three gates.',
  ),
  QF4011: entry(
    'error',
    'Pair that a target does not have',
    (device: string, first: string, second: string) =>
      `${device} has no two-qubit gate between its qubits ${first} and ${second}.`,
    'Let the circuit be compiled for the target, or choose a pair that it has.',
    'A circuit that goes to a machine as it stands may use only pairs of qubits that the machine couples.',
  ),
  QF4012: entry(
    'error',
    'Angle outside a target’s range',
    (device: string, gate: string, range: string) => `${device} has ${gate} only for angles ${range}.`,
    'Let the circuit be compiled for the target, or turn by an angle in the range.',
    'Machines calibrate some gates for a range of angles, or for single ones.',
  ),
  QF4013: entry(
    'warning',
    'Long against the life of qubits',
    (device: string, duration: string, coherence: string) =>
      `On ${device} this takes ${duration}, more than half of the coherence time of ${coherence}.`,
    'Shorten the circuit, or choose a target with longer coherence or faster gates.',
    'Qubits lose their phase with the time T2. A circuit that takes a good part of it loses much of its result.',
  ),
  QF4014: entry(
    'error',
    'Too long for a target',
    (device: string, duration: string, most: string) =>
      `On ${device} this takes ${duration}; ${most} is the longest that it runs.`,
    'Shorten the circuit, or choose another target.',
    'Providers bound the time of one shot.',
  ),
  QF4015: entry(
    'warning',
    'Unlikely to succeed on a target',
    (device: string, success: string, least: string) =>
      `On ${device} this succeeds with an estimated probability of ${success}, less than ${least}.`,
    'Use fewer two-qubit gates, mitigate errors, or choose a better target.',
    'The estimate multiplies the chances of all gates, waits and readouts. The threshold is a setting.',
  ),
  QF4016: entry(
    'warning',
    'Over the budget',
    (device: string, dollars: string, most: string) =>
      `On ${device} this costs an estimated ${dollars}, more than the budget of ${most}.`,
    'Take fewer shots, a cheaper target, or raise the budget.',
    'The cost follows from the provider’s price list; the budget is a setting.',
  ),
  QF4017: entry(
    'warning',
    'Retired target',
    (device: string, title: string) => `${device} (${title}) is out of service.`,
    'Choose another target; `qflow devices` lists them.',
    'Providers take machines out of service; jobs for them are refused.',
  ),
  QF4018: entry(
    'hint',
    'Old calibration',
    (device: string, date: string, days: string) =>
      `The figures of ${device} are of ${date}, ${days} days ago.`,
    'Take estimates for orders of magnitude, or give a device file with newer figures.',
    'Errors and times of a machine change from day to day. Estimates are as good as the figures behind them.',
  ),
  QF4019: entry(
    'error',
    'Unknown target',
    (name: string) => `No device is called ${name}.`,
    'Choose one that `qflow devices` lists, a generic one such as `grid_6x9`, or a device file.',
    'Targets are devices that are described, generic shapes, or files that describe a device.',
  ),
  QF4020: entry(
    'warning',
    'Not estimated',
    (device: string, reason: string) => `What this costs on ${device} is not estimated: ${reason}.`,
    'Estimate it with `qflow estimate`, which takes the time that it needs.',
    'What a circuit costs is known when it is compiled; while you type that may not take long.',
  ),
  QF4021: entry(
    'error',
    'Several circuits to compile',
    (names: string) => `The file has several circuits: ${names}.`,
    'Choose one with `--circuit NAME`.',
    'One circuit is compiled at a time.',
  ),
  QF4022: entry(
    'error',
    'Nothing to compile',
    () => 'The file has no circuit to compile.',
    'Declare one with `circuit name { ... }`, or write gates at the top of the file.',
    'Only circuits are compiled for a target; workflows and observables are not.',
  ),
  QF4023: entry(
    'error',
    'Compiled circuit differs',
    (device: string, method: string) =>
      `The circuit that was compiled for ${device} does not do what this one does, as the comparison “${method}” found.`,
    'This is a mistake of QuantumFlow; please report it with the file. A lower `--level` may avoid it.',
    'Every compiled circuit is compared with its source, and not given out where they differ.',
  ),
  QF4024: entry(
    'information',
    'Compiled circuit not compared',
    (device: string, reason: string) =>
      `The circuit that was compiled for ${device} was not compared with this one: ${reason}.`,
    'Compile a smaller version of the circuit to see the comparison.',
    'Both circuits are gone through side by side, so that they differ on few qubits at a time; where no such way is found, random states of up to 20 qubits are compared, or Pauli operators are followed back through both, which have too many terms behind many layers of gates that are no Clifford gates.',
  ),
} as const;
