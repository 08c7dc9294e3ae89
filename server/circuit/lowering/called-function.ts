import type { Symbol, tree } from '../../language/index.ts';
import type { Callable, Frame } from './frame.ts';

/** The function that a call means: one of the program, or the one that was handed over as a `def` parameter. */
export function calledFunction(frame: Frame, node: tree.CallExpression): Callable['symbol'] | undefined {
  return functionBehind(frame, frame.model.symbolOf(node.callee));
}

/** The function that a name stands for. */
export function functionBehind(frame: Frame, symbol: Symbol | undefined): Callable['symbol'] | undefined {
  if (symbol?.kind === 'function') return symbol;
  const binding = symbol && frame.bindings.get(symbol);
  return binding?.kind === 'callable' ? binding.symbol : undefined;
}

/** Whether a call means a `def` parameter, of which nothing is known before the function is called. */
export function isHandedOver(frame: Frame, node: tree.CallExpression): boolean {
  return frame.model.symbolOf(node.callee)?.kind === 'parameter';
}
