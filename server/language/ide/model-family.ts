import type { Model } from '../index.ts';
import { decodedUri } from './decoded-uri.ts';

/** Models and all that they import, each file once; a model that is given itself stands for its file. */
export function familyOf(models: readonly Model[]): readonly Model[] {
  const found = new Map(models.map((model) => [decodedUri(model.uri), model]));
  const visit = (model: Model): void => {
    for (const imported of model.imports.values()) {
      const key = decodedUri(imported.uri);
      if (found.has(key)) continue;
      found.set(key, imported);
      visit(imported);
    }
  };
  for (const model of models) visit(model);
  return [...found.values()];
}
