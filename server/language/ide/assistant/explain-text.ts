import type { Model, tree } from '../../index.ts';
import { circuitText } from '../hover-circuit.ts';
import { parametersText } from '../signature.ts';
import { taskGraph } from '../task-graph.ts';

/** Circuits that one answer describes. */
const mostCircuits = 10;

/** What a file declares, and what its circuits, or the one of that name, are made of, as Markdown. */
export function explainText(model: Model, circuit: string | undefined): string {
  const circuits = model.circuits.filter(({ name }) => circuit === undefined || name === circuit);
  if (circuit !== undefined && circuits.length === 0)
    return `There is no circuit ${circuit}; the file has ${namesOf(model.circuits)}.`;
  const described = circuits.slice(0, mostCircuits).map((entry) => circuitSection(model, entry));
  if (circuit !== undefined) return described.join('\n\n');
  return [
    contents(model),
    ...described,
    ...model.workflows.map(({ name }) => workflowSection(model, name)),
  ].join('\n\n');
}

function contents({ program, circuits, workflows, observables, noises, backends, tests }: Model): string {
  const gates = program.statements.filter((statement) => statement.kind === 'gate');
  return [
    ['circuits', namesOf(circuits)],
    ['gates', gates.map(({ name }) => name.text).join(', ')],
    ['observables', namesOf(observables)],
    ['noises', namesOf(noises)],
    ['backends', namesOf(backends)],
    ['workflows', namesOf(workflows)],
    ['tests', tests.map(({ title }) => title.value).join('; ')],
  ]
    .flatMap(([kind, names]) => (names === '' ? [] : [`${kind}: ${names}`]))
    .join('\n');
}

function namesOf(list: readonly { readonly name: string }[]): string {
  return list.map(({ name }) => name).join(', ');
}

function circuitSection(model: Model, { name, node }: Model['circuits'][number]): string {
  const head = `## circuit ${name}${parametersOf(node, model.text)}`;
  const documentation =
    node.kind === 'circuit' && node.documentation !== undefined ? [node.documentation] : [];
  return [head, ...documentation, ...circuitText(name, model)].join('\n');
}

function parametersOf(node: tree.CircuitDeclaration | tree.Program, text: string): string {
  const written = node.kind === 'circuit' ? parametersText(node.parameters, text) : '';
  return written === '' ? '' : `(${written})`;
}

function workflowSection(model: Model, name: string): string {
  const graph = taskGraph(model, name);
  const tasks = (graph?.nodes ?? []).map((node) => {
    const needs = (graph?.edges ?? []).filter(({ to }) => to === node.name).map(({ from }) => from);
    const after = needs.length === 0 ? '' : `, after ${needs.join(', ')}`;
    return `- ${node.name}: ${node.call}${node.detail === '' ? '' : ` · ${node.detail}`}${after}`;
  });
  return [`## workflow ${name}`, ...tasks].join('\n');
}
