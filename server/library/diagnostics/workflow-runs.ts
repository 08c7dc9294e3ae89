import { entry } from './entry.ts';

/** QF513x: what a run of a workflow may not do, and what it is asked for wrongly. */
export const workflowRunDiagnostics = {
  QF5131: entry(
    'error',
    'No such task',
    (name: string, known: string) => `The workflow has no task named ${name}; it has ${known}.`,
    'Check the spelling of the name.',
    'A run was asked to compute one task again that the workflow does not have.',
  ),
  QF5132: entry(
    'error',
    'Over budget',
    (cost: string, spent: string, budget: string) =>
      `This would cost ${cost} after ${spent} that is spent, and @limits allow ${budget}.`,
    'Raise the budget, take fewer shots, or run it on a backend that costs less.',
    'The price of a task, known before it starts, would exceed what `@limits(budget:)` before the task or the workflow allows. Nothing was sent to the backend.',
  ),
  QF5133: entry(
    'error',
    'Too slow',
    (forecast: string, limit: string) => `This is forecast to take ${forecast}, and @limits allow ${limit}.`,
    'Allow it more time, take fewer shots, or make the circuit smaller.',
    'The forecast of what a task takes is longer than `@limits(latency:)` allows, so it did not start.',
  ),
  QF5134: entry(
    'error',
    'The workflow took too long',
    (name: string, limit: string) => `The workflow ${name} took longer than ${limit}.`,
    'Allow it more time, or make its tasks smaller.',
    'The workflow took longer than `@limits(latency:)` before it allows; what still ran was given up.',
  ),
  QF5135: entry(
    'error',
    'Nobody vouches for it',
    (name: string) => `${name} reaches out of the workflow, and this run may not.`,
    'Trust the workspace, or run the file with `qflow run` in a terminal.',
    'Programs and servers can do anything that you can. The editor runs them only in workspaces that you trust.',
  ),
  QF5136: entry(
    'error',
    'No answer from outside',
    (name: string, reason: string) => `${name} ${reason}.`,
    'Look at what it wrote, and at its inputs; `@retry` tries it again, `@timeout` and `@resources(memory:)` limit it.',
    'A program that a task runs, or a server that it asks, failed. What it wrote stands in the log of the run.',
  ),
  QF5138: entry(
    'warning',
    'Other electrons',
    (found: string, electrons: string) =>
      `The state has ${found} electrons, and the molecule has ${electrons}.`,
    'Use an ansatz that keeps electrons, such as uccsd or givens.',
    'A Hamiltonian on qubits knows every number of electrons, and its lowest state may belong to an ion. The average number of electrons of the state that was found, ⟨N⟩, is not that of the molecule, so the energy is not the molecule’s.',
  ),
  QF5139: entry(
    'warning',
    'Below the exact energy',
    (value: string, depth: string, exact: string) =>
      `${value} hartree lies ${depth} below the exact energy of these electrons, ${exact}.`,
    'Look at ⟨N⟩ and ⟨S²⟩ of the state; with shots or noise, take more shots.',
    'No state of the molecule’s electrons has an energy below that of full configuration interaction. A lower value comes from a state with other electrons, or from noise, and is no better answer.',
  ),
  QF5137: entry(
    'error',
    'No programs here',
    (name: string) => `${name} starts a program, which an editor in a browser cannot.`,
    'Open the folder in a desktop editor or a remote one, or run the file with `qflow run` in a terminal.',
    'The tasks `python`, `node` and `shell` start programs of the machine. VS Code for the Web runs in a browser alone, where there is no such machine; circuits, values and `http` tasks run there too.',
  ),
} as const;
