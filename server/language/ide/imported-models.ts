import type { Model } from '../index.ts';

/** The model of a file among those that a model is made of, itself included. */
export function modelOf(model: Model, uri: string): Model | undefined {
  if (model.uri === uri) return model;
  for (const inner of model.imports.values()) {
    const found = modelOf(inner, uri);
    if (found !== undefined) return found;
  }
  return undefined;
}
