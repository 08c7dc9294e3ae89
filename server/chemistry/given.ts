import type { ModelArgument, ModelCall } from '../circuit/index.ts';
import { type MappingName, mappingNames } from './mapping/index.ts';

/** The arguments of a call by their names. */
export class Given {
  private readonly call: ModelCall;

  constructor(call: ModelCall) {
    this.call = call;
  }

  private of(name: string): ModelArgument | undefined {
    return this.call.arguments.get(name);
  }

  number(name: string, fallback: number): number {
    const value = this.of(name);
    return typeof value === 'number' ? value : fallback;
  }

  flag(name: string): boolean {
    return this.of(name) === true;
  }

  text(name: string, fallback: string): string {
    const value = this.of(name);
    return typeof value === 'string' ? value : fallback;
  }

  mapping(): MappingName {
    const name = this.text('mapping', 'jordan_wigner');
    return mappingNames.find((known) => known === name) ?? 'jordan_wigner';
  }

  numbers(name: string): readonly number[] | undefined {
    const value = this.of(name);
    return Array.isArray(value) ? numbersOf(value) : undefined;
  }

  rows(name: string): readonly (readonly number[])[] {
    const value = this.of(name);
    return Array.isArray(value) ? value.map(numbersOf) : [];
  }

  inner(name: string): Given | undefined {
    const value = this.of(name);
    return typeof value === 'object' && 'arguments' in value ? new Given(value) : undefined;
  }
}

function numbersOf(value: ModelArgument): readonly number[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'number') : [];
}
