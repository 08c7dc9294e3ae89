import { readGeometry } from './geometry.ts';
import type { Given } from './given.ts';
import type { Molecule } from './molecule.ts';
import { readMoleculeList } from './molecule-list.ts';

/** The molecule of `molecule("H 0 0 0; …")` or `molecule(file: "water.xyz")`; a text says why there is none. */
export function moleculeGiven(given: Given): Molecule | string {
  const path = given.text('file', '');
  const geometry = given.text('geometry', '');
  if (path !== '' && geometry !== '') return 'it takes a geometry or a file, not both';
  const stated = { charge: given.number('charge', 0), spin: given.number('spin', 0) };
  if (path === '') return ofGeometry(geometry, stated);
  const text = given.file('file');
  if (text === undefined) return noFile(path);
  return /\.json$/i.test(path)
    ? readMoleculeList(text, given.number('index', 0))
    : ofGeometry(linesOfXyz(text), stated);
}

export function noFile(path: string): string {
  return `there is no file "${path}"`;
}

function ofGeometry(text: string, stated: Pick<Molecule, 'charge' | 'spin'>): Molecule | string {
  const atoms = readGeometry(text);
  return typeof atoms === 'string' ? atoms : { atoms, ...stated };
}

/** The atoms of an XYZ file: the first line is their number, the second a comment. Columns after the coordinates are left out. */
function linesOfXyz(text: string): string {
  const [count = '', , ...lines] = text.split(/\r?\n/);
  const atoms = /^\s*\d+\s*$/.test(count) ? lines.slice(0, Number(count)) : text.split(/\r?\n/);
  return atoms.map((line) => line.trim().split(/\s+/).slice(0, 4).join(' ')).join('\n');
}
