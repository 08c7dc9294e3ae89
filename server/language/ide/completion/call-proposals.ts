import { type Call, type CallGroup, type CallParameter, calls } from '../../../library/index.ts';
import { callHead } from '../signature.ts';
import { type Proposal, placeholders } from './item.ts';

/** The library calls of one kind: what tasks do, what backends are. */
export function callProposals(group: CallGroup): readonly Proposal[] {
  return calls.filter((call) => call.group === group).map(callProposal);
}

/** A call with a place for each argument that it cannot do without. */
export function callProposal(call: Call): Proposal {
  const required = call.parameters.filter((parameter) => parameter.required).map(({ name }) => name);
  return {
    label: call.name,
    kind: 'function',
    detail: callHead(call),
    documentation: `${call.description}\n\n\`${call.example}\``,
    snippet: required.length === 0 ? `${call.name}($0)` : `${call.name}(${placeholders(required)})`,
    continues: true,
  };
}

/** The named arguments that a call does not have yet. */
export function argumentProposals(call: Call, given: readonly string[]): readonly Proposal[] {
  return call.parameters
    .filter(({ name, positional }) => !positional && !given.includes(name))
    .map((parameter) => argumentProposal(parameter));
}

function argumentProposal({ name, type, description, defaultText }: CallParameter): Proposal {
  const otherwise = defaultText === undefined ? '' : `\n\nLeft out: ${defaultText}.`;
  return {
    label: `${name}:`,
    kind: 'argument',
    detail: type,
    documentation: `${description}${otherwise}`,
    text: `${name}: `,
    continues: ['backend', 'observable', 'observables', 'circuit', 'model', 'memory'].includes(type),
  };
}

/** The only texts that a parameter takes. */
export function choiceProposals({ choices = [], name }: CallParameter): readonly Proposal[] {
  return choices.map((choice) => ({ label: `"${choice}"`, kind: 'constant', detail: name }));
}

/** The parameter that an argument at this place, before any name, is for. */
export function positionalParameter(call: Call, index: number): CallParameter | undefined {
  return call.parameters.filter(({ positional }) => positional)[index];
}
