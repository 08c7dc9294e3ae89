export type { Amplitudes } from './amplitudes.ts';
export { type Bound, type Moment, type Outcome, valueIn } from './course.ts';
export { type QubitState, likeliest, qubitState } from './qubit-state.ts';
export { type ReachedStatements, reachedStatements } from './reached-statements.ts';
export { type AfterStatement, type StatementStates, siteAt, statementStates } from './statement-states.ts';
export { Timeline, courseProbability, likelier } from './timeline.ts';
