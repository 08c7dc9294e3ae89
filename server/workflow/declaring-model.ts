import type { Model } from '../language/index.ts';

/** The model of the file at `uri` among `model` and everything that it imports. */
export function declaringModel(model: Model, uri: string, seen: Set<Model> = new Set()): Model | undefined {
  if (model.uri === uri) return model;
  seen.add(model);
  for (const imported of model.imports.values()) {
    const found = seen.has(imported) ? undefined : declaringModel(imported, uri, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}
