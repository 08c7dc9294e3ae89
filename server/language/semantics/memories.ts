import type { MemoryDeclaration } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import { libraryCall } from './call-groups.ts';
import { checkArguments } from './library-calls.ts';

export function checkMemory(a: Analysis, { value }: MemoryDeclaration): void {
  const call = libraryCall(a, value, 'memory');
  if (call !== undefined && value.kind === 'call') checkArguments(a, value, call);
}
