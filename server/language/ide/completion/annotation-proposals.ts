import { type AnnotationEntry, annotations, catalogue } from '../../../library/index.ts';
import type { Proposal } from './item.ts';

/** The annotations of the table, each with a place for what it cannot do without. */
export function annotationProposals(): readonly Proposal[] {
  return annotations.map(({ name, description, example, names, parameters }) => ({
    label: name,
    kind: 'keyword',
    detail: example,
    documentation: description,
    snippet: names === undefined && parameters.length === 0 ? name : `${name}($0)`,
    continues: true,
  }));
}

/** The arguments that an annotation does not have yet, by their names. */
export function annotationArguments(
  { parameters }: AnnotationEntry,
  given: readonly string[],
): readonly Proposal[] {
  return parameters
    .filter(({ name }) => !given.includes(name))
    .map(({ name, type, description }) => ({
      label: `${name}:`,
      kind: 'argument',
      detail: type,
      documentation: description,
      text: `${name}: `,
    }));
}

/** The codes that `@allow` may silence. */
export function codeProposals(): readonly Proposal[] {
  return Object.entries(catalogue)
    .filter(([, { severity }]) => severity !== 'error')
    .map(([label, { title }]) => ({ label, kind: 'constant', detail: title }));
}
