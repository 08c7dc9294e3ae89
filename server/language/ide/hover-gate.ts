import { angleText } from '../../circuit/index.ts';
import { type Gate, type GateStep, type LinearAngle, gateMatrix } from '../../library/index.ts';
import { largestShownMatrix, matrixText } from './matrix-text.ts';
import { gateHead } from './signature.ts';

/** What there is to say about a gate of the table, with its matrix for `angles` where these are known. */
export function standardGateText(gate: Gate, angles: readonly number[] | undefined): readonly string[] {
  return [
    `\`\`\`qflow\n${gateHead(gate)}\n\`\`\``,
    `**${gate.title}** · ${gate.description}`,
    ...operandsText(gate),
    ...matrixSection(gate, angles),
    ...decompositionText(gate),
  ];
}

function operandsText(gate: Gate): readonly string[] {
  const unit = gate.parameters.length === 0 ? [] : ['angles in radians'];
  const source = gate.origin === 'language' ? 'part of the language' : `from ${gate.origin}`;
  return [[...unit, source].join(' · ')];
}

function matrixSection(gate: Gate, angles: readonly number[] | undefined): readonly string[] {
  const known = gate.parameters.length === 0 ? [] : angles;
  if (known?.length !== gate.parameters.length || 2 ** gate.operands.length > largestShownMatrix) return [];
  const values = known.map((angle, place) => `${gate.parameters[place]} = ${angleText(angle)}`);
  const basis = gate.operands.length > 1 ? `basis |${gate.operands.toReversed().join(', ')}⟩` : '';
  const head = [...values, basis].filter((text) => text !== '').join(', ');
  return [`\`\`\`text\n${head === '' ? '' : `${head}\n`}${matrixText(gateMatrix(gate, known))}\n\`\`\``];
}

function decompositionText(gate: Gate): readonly string[] {
  if (gate.kind === 'controlled') {
    const controls = gate.count === 1 ? 'ctrl' : `ctrl(${gate.count})`;
    const angles = gate.parameters.length === 0 ? '' : `(${gate.parameters.join(', ')})`;
    return [`The same as \`${controls} @ ${gate.gate}${angles} ${gate.operands.join(', ')}\`.`];
  }
  if (gate.kind !== 'composed') return [];
  const lines = gate.steps.map((step) => stepText(step, gate));
  return [`Made of\n\`\`\`qflow\n${lines.join('\n')}\n\`\`\``];
}

function stepText(step: GateStep, gate: Gate): string {
  const angles = step.angles.map((angle) => linearText(angle, gate.parameters));
  const operands = step.operands.map((place) => gate.operands[place] ?? '');
  return `${gateHead({ name: step.gate, parameters: angles, operands })};`;
}

/** `θ`, `-λ`, `φ/2 + λ/2`, `pi/4`: a linear angle as source text. */
function linearText({ constant, factors }: LinearAngle, names: readonly string[]): string {
  const terms = factors.flatMap((factor, place) =>
    factor === 0 ? [] : [termText(factor, names[place] ?? '')],
  );
  const all = constant === 0 && terms.length > 0 ? terms : [...terms, termText(constant / Math.PI, 'pi')];
  return all.join(' + ').replaceAll('+ -', '- ');
}

function termText(factor: number, name: string): string {
  if (factor === 0) return '0';
  const sign = factor < 0 ? '-' : '';
  const size = Math.abs(factor);
  const divisor = 1 / size;
  if (size === 1) return `${sign}${name}`;
  return Number.isInteger(divisor) ? `${sign}${name}/${divisor}` : `${sign}${size}*${name}`;
}
