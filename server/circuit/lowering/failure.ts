import type { Diagnostic, Span } from '../../base/index.ts';
import { ClassicalError, type DiagnosticCode, diagnose } from '../../library/index.ts';
import type { Frame } from './frame.ts';

/** Ends a lowering with the diagnostic that says why; it never leaves the room. */
export class LoweringFailure extends Error {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.name = 'LoweringFailure';
    this.diagnostic = diagnostic;
  }
}

type MessageParameters<Code extends DiagnosticCode> = Parameters<typeof diagnose<Code>>[2];

/** Stops at `span` of the frame's file; a fault in another file is reported where the circuit's file led there. */
export function fail<Code extends DiagnosticCode>(
  frame: Frame,
  code: Code,
  span: Span,
  parameters: MessageParameters<Code>,
): never {
  if (frame.site === undefined) throw new LoweringFailure(diagnose(code, span, parameters));
  const related = [{ span, message: 'It comes from here.', uri: frame.model.uri }];
  throw new LoweringFailure(diagnose(code, frame.site, parameters, { related }));
}

/** Runs a classical computation; one that has no result is a fault of the text at `span`. */
export function computed<T>(frame: Frame, span: Span, compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    if (error instanceof ClassicalError) fail(frame, 'QF2016', span, [error.message]);
    throw error;
  }
}
