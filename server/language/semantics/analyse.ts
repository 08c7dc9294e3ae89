import { atOnce } from '../../base/index.ts';
import type { SourceFile } from './analysis.ts';
import { FileAnalysis } from './file-analysis.ts';
import type { Model } from './model.ts';

/**
 * Finds out what a program means and what is wrong with it. Never throws on what a user wrote.
 *
 * @param imports the models of the files that it imports or includes, by the path as written
 */
export function analyse(file: SourceFile, imports: ReadonlyMap<string, Model>): Model {
  return atOnce(new FileAnalysis().check(file, imports));
}
