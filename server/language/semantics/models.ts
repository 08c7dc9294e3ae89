import type { CallExpression, Expression, Identifier, ModelDeclaration } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import { checkApplied } from './arity.ts';
import { libraryCall } from './call-groups.ts';
import { constantOf, expectType, typeOf } from './expect.ts';
import { checkArguments } from './library-calls.ts';
import { checkNetwork, networkFacts } from './networks.ts';
import { checkWidths } from './observable-fit.ts';
import { counted, observableValue } from './types.ts';

export function checkModel(a: Analysis, { value }: ModelDeclaration): void {
  const call = libraryCall(a, value, 'model');
  if (call === undefined || value.kind !== 'call') return;
  const given = checkArguments(a, value, call);
  checkNetwork(a, given);
  const circuit = given.get('circuit');
  const observables = observablesIn(a, given.get('observable'));
  for (const observable of observables) {
    const isMeasurable = expectType(a, observable, typeOf(a, observable), observableValue);
    if (!isMeasurable) continue;
    if (observable.kind === 'identifier') checkMeasured(a, observable);
    if (circuit !== undefined) checkWidths(a, circuit, observable);
  }
}

/** Those of a list; what stands alone was looked at as an argument. */
function observablesIn(a: Analysis, value: Expression | undefined): readonly Expression[] {
  if (value?.kind === 'list') return value.elements;
  return value !== undefined && typeOf(a, value).kind === 'observable' ? [value] : [];
}

function checkMeasured(a: Analysis, node: Identifier): void {
  const symbol = a.symbols.get(node);
  if (symbol !== undefined) checkApplied(a, node, symbol);
}

/** Says where samples and labels that are written out do not fit each other or their model. */
export function checkSamples(a: Analysis, given: ReadonlyMap<string, Expression>): void {
  const [samples, labels] = [rowsOf(given.get('samples')), rowsOf(given.get('labels'))];
  const declared = declaredModel(a, given.get('model'));
  const network = declared && networkFacts(a, declared);
  const features = network?.features ?? 1;
  if (samples !== undefined) {
    checkLengths(a, samples);
    checkSteps(a, samples, features);
  } else checkArraySteps(a, given.get('samples'), features);
  if (labels === undefined) return;
  const classes = network?.classes ?? classesOf(declared);
  if (network?.predictsNumbers !== true) for (const label of labels) checkLabel(a, label, classes);
  const place = given.get('labels');
  if (samples === undefined || place === undefined || samples.length === labels.length) return;
  const reason = `there are ${counted(samples.length, 'sample')} and ${counted(labels.length, 'label')}`;
  a.report('QF5042', place.span, [reason]);
}

/** Sequences consist of whole steps. */
function checkSteps(a: Analysis, samples: readonly Expression[], features: number): void {
  const broken = samples.find((sample) => (rowsOf(sample)?.length ?? 0) % features !== 0);
  const numbers = broken && rowsOf(broken)?.length;
  if (broken === undefined || numbers === undefined) return;
  const reason = `this sample has ${counted(numbers, 'number')}, and a step of the sequence ${features}`;
  a.report('QF5042', broken.span, [reason]);
}

/** As {@link checkSteps}, of samples that are an array of the file. */
function checkArraySteps(a: Analysis, samples: Expression | undefined, features: number): void {
  const type = samples && typeOf(a, samples);
  const numbers = type?.kind === 'array' ? (type.shape[1] ?? 0) : 0;
  if (samples === undefined || numbers % features === 0) return;
  const reason = `its samples have ${counted(numbers, 'number')}, and a step of the sequence ${features}`;
  a.report('QF5042', samples.span, [reason]);
}

function rowsOf(value: Expression | undefined): readonly Expression[] | undefined {
  return value?.kind === 'list' ? value.elements : undefined;
}

function checkLengths(a: Analysis, samples: readonly Expression[]): void {
  const lengths = samples.map((sample) => rowsOf(sample)?.length);
  const usual = lengths[0];
  const place = lengths.findIndex(
    (length) => length !== undefined && usual !== undefined && length !== usual,
  );
  const sample = samples[place];
  if (sample === undefined) return;
  const reason = `this sample has ${counted(lengths[place] ?? 0, 'number')}, and the first one ${usual}`;
  a.report('QF5042', sample.span, [reason]);
}

function checkLabel(a: Analysis, label: Expression, classes: number | undefined): void {
  const value = constantOf(a, label);
  if (typeof value !== 'number' && typeof value !== 'bigint') return;
  const number = Number(value);
  const isClass = Number.isInteger(number) && number >= 0 && number < (classes ?? Infinity);
  if (isClass) return;
  const range = classes === undefined ? 'whole numbers from 0 on' : `0 to ${classes - 1}`;
  a.report('QF5042', label.span, [`${a.textOf(label.span)} is no class; they are ${range}`]);
}

/** The call that declares a model of this file. */
function declaredModel(a: Analysis, model: Expression | undefined): CallExpression | undefined {
  const symbol = model?.kind === 'identifier' ? a.symbols.get(model) : undefined;
  if (symbol?.kind !== 'model' || symbol.node.value.kind !== 'call') return undefined;
  return symbol.node.value;
}

/** How many classes a model tells apart, where its declaration writes the observables out. */
function classesOf(declared: CallExpression | undefined): number | undefined {
  const measured = declared && measuredBy(declared);
  if (measured?.kind === 'list') return measured.elements.length === 1 ? 2 : measured.elements.length;
  return measured?.kind === 'identifier' || measured?.kind === 'call' ? 2 : undefined;
}

function measuredBy({ arguments: given }: CallExpression): Expression | undefined {
  return (given.find(({ name }) => name?.text === 'observable') ?? given[1])?.value;
}
