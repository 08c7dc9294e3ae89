export type { DavidsonOptions, Eigenpair } from './davidson.ts';
export * from './full-configuration-interaction.ts';
export { lowestEigenvalue, maximumExactQubits } from './pauli-operator.ts';
