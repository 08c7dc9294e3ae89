import type { Diagnosed, Diagnostic, Span } from '../../base/index.ts';
import { diagnose } from '../../library/index.ts';

/** The target of an export has no form for something; caught where the export began. */
class ExportRefusal extends Error {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.name = 'ExportRefusal';
    this.diagnostic = diagnostic;
  }
}

/** Ends an export: `target` has no form for `what`, which stands at `span`. @throws {ExportRefusal} always. */
export function refuse(target: string, what: string, span: Span): never {
  throw new ExportRefusal(diagnose('QF3201', span, [target, what]));
}

/** Ends an export: nothing says which gates `label` is made of. @throws {ExportRefusal} always. */
export function refuseUnitary(target: string, label: string, qubits: number, span: Span): never {
  throw new ExportRefusal(diagnose('QF3202', span, [target, label, String(qubits)]));
}

/** Ends an export: the target wants a number where `name` is bound late. @throws {ExportRefusal} always. */
export function refuseParameter(target: string, name: string, span: Span): never {
  throw new ExportRefusal(diagnose('QF3203', span, [target, name]));
}

/** What an export gives, or the diagnostic of the refusal that ended it. */
export function exported(write: () => string): Diagnosed<string | undefined> {
  try {
    return { value: write(), diagnostics: [] };
  } catch (error) {
    if (error instanceof ExportRefusal) return { value: undefined, diagnostics: [error.diagnostic] };
    throw error;
  }
}
