import { TwoElectronIntegrals } from '../integrals/index.ts';
import { SquareMatrix, generate } from '../linear-algebra.ts';
import type { ElectronicHamiltonian } from './electronic-hamiltonian.ts';

/** A text that is no FCIDUMP, with the reason and its line, counted from 1. */
export class FcidumpError extends Error {
  override readonly name = 'FcidumpError';
  readonly line: number;

  constructor(line: number, reason: string) {
    super(`line ${line}: ${reason}`);
    this.line = line;
  }
}

interface Header {
  readonly orbitals: number;
  readonly electrons: number;
  /** The number of unpaired electrons. */
  readonly spin: number;
  /** Whether spin up and spin down have integrals of their own. */
  readonly unrestricted: boolean;
  /** The number of lines before the integrals. */
  readonly lines: number;
}

/** More orbitals than any mapping takes. */
const maximumOrbitals = 64;

/**
 * Reads the integrals of Knowles and Handy's format (Computer Physics Communications 54, 75 (1989)), which most programs of
 * quantum chemistry write; `IUHF` files have sections for αα, ββ, αβ, and each spin's one-electron integrals.
 *
 * @throws {FcidumpError} where the text is something else
 */
export function readFcidump(text: string): ElectronicHamiltonian {
  const lines = text.split(/\r?\n/);
  const header = headerOf(lines);
  const sections = new Sections(header);
  for (let place = header.lines; place < lines.length; place++) {
    const line = lines[place]?.trim() ?? '';
    if (line !== '') sections.take(...entryOf(line, place + 1, header.orbitals));
  }
  return sections.finished();
}

function headerOf(lines: readonly string[]): Header {
  const end = lines.findIndex((line) => /&END|^\s*\/|\$END/i.test(line));
  const text = lines.slice(0, end + 1).join(' ');
  if (end < 0 || !/[&$]FCI/i.test(text)) throw new FcidumpError(1, 'the header &FCI … &END is missing');
  const field = (name: string) => {
    const found = new RegExp(String.raw`\b${name}\s*=\s*(-?\d+)`, 'i').exec(text)?.[1];
    return found === undefined ? undefined : Number(found);
  };
  const [orbitals, electrons, spin = 0] = [field('NORB'), field('NELEC'), field('MS2')];
  if (orbitals === undefined || electrons === undefined)
    throw new FcidumpError(1, 'the header names no NORB and NELEC');
  const unrestricted = field('IUHF') === 1 || /\bIUHF\s*=\s*\.TRUE/i.test(text);
  if (orbitals < 1 || orbitals > maximumOrbitals)
    throw new FcidumpError(1, `NORB is ${orbitals}, and 1 to ${maximumOrbitals} are possible`);
  const fits =
    spin >= 0 && (electrons - spin) % 2 === 0 && spin <= electrons && electrons + spin <= 2 * orbitals;
  if (!fits) throw new FcidumpError(1, `${electrons} electrons, ${spin} of them unpaired, have no place`);
  return { orbitals, electrons, spin, unrestricted, lines: end + 1 };
}

type Entry = readonly [value: number, p: number, q: number, r: number, s: number];

/** The value and the four numbers of orbitals from 0; −1 stands for none. */
function entryOf(line: string, number: number, orbitals: number): Entry {
  const parts = line.split(/[\s,]+/);
  const value = Number(parts[0]?.replace(/[dD]/, 'e'));
  const [p = Number.NaN, q = Number.NaN, r = Number.NaN, s = Number.NaN] = parts
    .slice(1)
    .map((part) => Number(part) - 1);
  const places = [p, q, r, s];
  if (parts.length !== 5 || !Number.isFinite(value) || !places.every(Number.isInteger))
    throw new FcidumpError(number, 'this is no value with the numbers of four orbitals');
  const stray = places.find((place) => place < -1 || place >= orbitals);
  if (stray !== undefined) throw new FcidumpError(number, `there is no orbital ${stray + 1}`);
  return [value, p, q, r, s];
}

/** The integrals read so far. */
class Sections {
  private readonly header: Header;
  private readonly two: readonly TwoElectronIntegrals[];
  private readonly one: readonly SquareMatrix[];
  private constant = 0;
  /** Of an unrestricted file: αα, ββ, αβ, α, β. */
  private section = 0;

  constructor(header: Header) {
    this.header = header;
    const copies = header.unrestricted ? 3 : 1;
    this.two = Array.from({ length: copies }, () => new TwoElectronIntegrals(header.orbitals));
    this.one = Array.from({ length: Math.min(copies, 2) }, () => new SquareMatrix(header.orbitals));
  }

  take(...[value, p, q, r, s]: Entry): void {
    if (p < 0 && this.header.unrestricted && this.section < 5) this.section++;
    else if (p < 0) this.constant = value;
    else if (r >= 0 && s >= 0) this.repulsion(value, p, q, r, s);
    else if (q >= 0) this.hopping(value, p, q);
  }

  private repulsion(value: number, p: number, q: number, r: number, s: number): void {
    const into = this.two[this.header.unrestricted ? this.section : 0];
    if (this.section === 2) into?.setFour(p, q, r, s, value);
    else into?.setAll(p, q, r, s, value);
  }

  private hopping(value: number, p: number, q: number): void {
    const into = this.one[this.header.unrestricted ? this.section - 3 : 0];
    into?.set(p, q, value);
    into?.set(q, p, value);
  }

  finished(): ElectronicHamiltonian {
    const { orbitals, electrons, spin, unrestricted } = this.header;
    const [alphaAlpha, betaBeta = alphaAlpha, alphaBeta = alphaAlpha] = this.two;
    const [alpha, beta = alpha] = this.one;
    if (!alphaAlpha || !betaBeta || !alphaBeta || !alpha || !beta) throw new RangeError('no integrals');
    const overlap = generate(orbitals, (row, column) => (row === column ? 1 : 0));
    return {
      orbitals,
      electrons: { alpha: (electrons + spin) / 2, beta: (electrons - spin) / 2 },
      constant: this.constant,
      one: [alpha, beta],
      two: { alphaAlpha, alphaBeta, betaBeta },
      ...(unrestricted ? {} : { spinOverlap: overlap }),
    };
  }
}
