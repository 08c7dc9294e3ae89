import { entry } from './entry.ts';

/** QF51xx: what only a run can find out. */
export const runDiagnostics = {
  QF5101: entry(
    'error',
    'No value',
    (reason: string) => `This has no value in this run: ${reason}.`,
    'Change the expression, or the task whose result it reads.',
    'While the workflow ran, an expression could not be evaluated. The task that needs it failed; tasks that do not depend on it went on.',
  ),
  QF5102: entry(
    'error',
    'Nothing to run',
    (file: string) => `${file} has no circuit and no workflow to run.`,
    'Declare one with `circuit name { ... }`, or write gates at the top of the file.',
    'A run needs a circuit, a workflow or statements at the top level.',
  ),
  QF5103: entry(
    'error',
    'Several things to run',
    (names: string) => `The file has several things to run: ${names}.`,
    'Choose one with `--circuit NAME` or `--workflow NAME`, or press Run above it in the editor.',
    'Without a choice a run takes the only workflow, or the only circuit of a file without workflows.',
  ),
  QF5104: entry(
    'error',
    'No such circuit or workflow',
    (kind: string, name: string, known: string) =>
      `There is no ${kind} named ${name}; the file has: ${known}.`,
    'Check the spelling of the name.',
    'The circuit or workflow that was asked for is not declared in the file.',
  ),
  QF5105: entry(
    'error',
    'No such input',
    (name: string, known: string) => `The file has no input named ${name}; its inputs are: ${known}.`,
    'Declare it with `input float name;`, or check the spelling.',
    'A run was given a value for a name that the file does not declare as an input.',
  ),
  QF5106: entry(
    'error',
    'Input without a value',
    (name: string) => `Input ${name} has no default, and the run gave it no value.`,
    'Give it one with `--set NAME=VALUE`, or write a default.',
    'An `input` without a default must be given by each run.',
  ),
  QF5107: entry(
    'error',
    'Wrong value for an input',
    (text: string, name: string) => `\`${text}\` is no value for input ${name}.`,
    'Write a constant of the input’s type, such as 3, 0.5 or pi/2.',
    'The text given for an input is not a constant expression of its type.',
  ),
  QF5108: entry(
    'error',
    'No such backend',
    (name: string, known: string) => `There is no backend named ${name}; known here: ${known}.`,
    'Declare it with `backend name = simulator(...)`, or choose a known one.',
    'The backend that a run asked for is neither built in nor declared in the file.',
  ),
  QF5109: entry(
    'error',
    'The run was refused',
    (reason: string) => reason,
    'Change the circuit or the options of the run.',
    'The backend cannot run this circuit with these options. The help names the way out.',
  ),
  QF5110: entry(
    'error',
    'Number of shots out of range',
    (shots: string, most: string) => `${shots} shots are not possible; a run takes 0 (exact) to ${most}.`,
    'Choose a number in that range.',
    'The number of shots is a whole number; 0 asks for exact probabilities.',
  ),
  QF5111: entry(
    'error',
    'Seed out of range',
    (seed: string) => `${seed} is no seed; a seed is a whole number from 0 to 9007199254740991.`,
    'Choose a number in that range.',
    'The same seed gives the same random choices on every machine.',
  ),
  QF5112: entry(
    'error',
    'Internal fault',
    (reason: string) => `QuantumFlow made a mistake of its own: ${reason}.`,
    'Please report it with the file that caused it; the editor and other runs go on.',
    'This is a fault in QuantumFlow, not in the file.',
  ),
  QF5113: entry(
    'error',
    'The run was lost',
    () => 'The run was lost because its process ended unexpectedly.',
    'Run it again; the editor has started a new process.',
    'Runs live in a process of their own. It was killed or broke down while this run went on; nothing else was lost.',
  ),
} as const;
