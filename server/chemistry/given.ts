import type { ModelArgument, ModelCall } from '../circuit/index.ts';
import { type MappingName, mappingNames } from './mapping/index.ts';

/** The texts of files that calls name, by the file that a call stands in and the name as it is written there. */
export type ModelFiles = (uri: string, path: string) => string | undefined;

/** The arguments of a call by their names. */
export class Given {
  private readonly call: ModelCall;
  private readonly files: ModelFiles;

  constructor(call: ModelCall, files: ModelFiles) {
    this.call = call;
    this.files = files;
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

  /** The text of the file that an argument names; nothing where the argument is left out or there is no such file. */
  file(name: string): string | undefined {
    const path = this.of(name);
    return typeof path === 'string' ? this.files(this.call.uri, path) : undefined;
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
    return typeof value === 'object' && 'arguments' in value ? new Given(value, this.files) : undefined;
  }
}

function numbersOf(value: ModelArgument): readonly number[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'number') : [];
}
