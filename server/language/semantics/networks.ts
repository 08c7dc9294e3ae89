import { defaultFeatures, findCall, mostLayerSize } from '../../library/index.ts';
import type { CallExpression, Expression } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import { givenArguments } from './noise-arguments.ts';
import { constantOf } from './expect.ts';

/** The most hidden layers of a dense model. */
const mostLayers = 16;

/** Says where the parts of a model that is a network do not fit. */
export function checkNetwork(a: Analysis, given: ReadonlyMap<string, Expression>): void {
  const hidden = given.get('hidden');
  if (hidden?.kind === 'list') checkLayers(a, hidden.elements, hidden);
  if (textOf(given.get('predicts')) !== 'numbers') return;
  const [classes, loss] = [given.get('classes'), given.get('loss')];
  if (classes !== undefined)
    a.report('QF5041', classes.span, ['it predicts numbers, and classes: counts classes']);
  if (loss?.kind === 'string' && loss.value !== 'squared')
    a.report('QF5041', loss.span, [`it predicts numbers, and ${a.textOf(loss.span)} is a loss of classes`]);
}

function checkLayers(a: Analysis, sizes: readonly Expression[], list: Expression): void {
  if (sizes.length > mostLayers)
    return a.report('QF5041', list.span, [
      `there are ${sizes.length} hidden layers, and ${mostLayers} are the most`,
    ]);
  for (const size of sizes) {
    const constant = constantOf(a, size);
    if (typeof constant !== 'number' && typeof constant !== 'bigint') continue;
    const count = Number(constant);
    if (Number.isInteger(count) && count >= 1 && count <= mostLayerSize) continue;
    const range = `whole numbers from 1 to ${mostLayerSize}`;
    a.report('QF5041', size.span, [
      `a hidden layer has ${a.textOf(size.span)} numbers, and they are ${range}`,
    ]);
  }
}

/** What the declaration of a network says of its samples and labels. */
interface NetworkFacts {
  /** The numbers of one step; nothing where they are known only later. */
  readonly features: number | undefined;
  readonly predictsNumbers: boolean;
  readonly classes: number | undefined;
}

/** Nothing where the call makes no network. */
export function networkFacts(a: Analysis, declared: CallExpression): NetworkFacts | undefined {
  const call = findCall(declared.callee.name, 'model');
  if (call?.parameters.some(({ name }) => name === 'predicts') !== true) return undefined;
  const given = givenArguments(declared, call);
  const number = (name: string, usual: number) => {
    const value = given.get(name);
    return value === undefined ? usual : numberOf(a, value);
  };
  return {
    features: number('features', defaultFeatures),
    predictsNumbers: textOf(given.get('predicts')) === 'numbers',
    classes: number('classes', 2),
  };
}

function numberOf(a: Analysis, value: Expression): number | undefined {
  const constant = constantOf(a, value);
  return typeof constant === 'number' || typeof constant === 'bigint' ? Number(constant) : undefined;
}

function textOf(value: Expression | undefined): string | undefined {
  return value?.kind === 'string' ? value.value : undefined;
}
