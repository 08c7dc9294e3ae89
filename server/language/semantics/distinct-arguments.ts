import type { CallExpression, Expression } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import { elementName } from './gate-calls.ts';
import { type Element, elementsOf, segmentsOf } from './qubits.ts';

interface Place {
  readonly element: Element;
  readonly argument: Expression;
}

/** Says where a call of a function hands over one qubit twice; inside the function both names would mean it. */
export function checkDistinctArguments(a: Analysis, node: CallExpression): void {
  const seen = new Map<Element['root'], Map<number, Place>>();
  for (const { value: argument } of node.arguments) {
    for (const element of elementsOf(segmentsOf(a, argument) ?? [])) {
      const earlier = seen.get(element.root)?.get(element.index);
      if (earlier !== undefined && earlier.argument !== argument)
        return reportShared(a, node, earlier, argument);
      const places = seen.get(element.root) ?? new Map<number, Place>();
      seen.set(element.root, places.set(element.index, { element, argument }));
    }
  }
}

function reportShared(a: Analysis, node: CallExpression, earlier: Place, later: Expression): void {
  const name = elementName(earlier.element);
  const related = [{ span: earlier.argument.span, message: `${name} is here already.` }];
  a.report('QF3001', later.span, [node.callee.name, name], { related });
}
