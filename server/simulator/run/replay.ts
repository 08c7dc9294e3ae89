import type { Value } from '../../base/index.ts';
import type { Program, Step } from '../program/step.ts';
import { Machine, type Path } from './machine.ts';

/** The variables at the end of a path on which nothing but measured bits was open, with those bits known. */
export function replay(program: Program, start: Path, outcome: number): readonly Value[] {
  const machine = new Machine(program, start);
  for (let step = machine.step; step !== undefined; step = machine.step) follow(machine, step, outcome);
  return machine.variables;
}

/** Gates and resets have been carried out, or left out, where the operations were. */
function follow(machine: Machine, step: Step, outcome: number): void {
  switch (step.kind) {
    case 'branch':
      return machine.branch(step);
    case 'jump':
      return machine.jump(step.to);
    case 'measure':
      if (step.target !== undefined) machine.write(step.target, ((outcome >> step.qubit) & 1) === 0 ? 0 : 1);
      break;
    case 'assign':
      machine.assign(step);
      break;
    default:
      break;
  }
  machine.at++;
}
