import type { CallExpression } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';

/** Names of arguments that hold what nobody else may know. */
const secretNames = /(?:token|secret|password|credential|api_?key)s?$/iu;

/** Says where a backend is given a secret that is written out in the file. The message never repeats it. */
export function checkSecrets(a: Analysis, backend: string, call: CallExpression): void {
  for (const { name, value } of call.arguments) {
    const isText = value.kind === 'string' || value.kind === 'bit-string';
    if (!isText || name === undefined || !secretNames.test(name.text)) continue;
    const text = `secret("${backend}.${name.text}")`;
    const fixes = [{ title: `Write ${text}`, edits: [{ span: value.span, text }] }];
    a.report('QF6010', value.span, [name.text], { fixes });
  }
}
