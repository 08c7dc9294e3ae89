import { type Call, type CallParameter, resultFields } from '../../library/index.ts';
import { grouped } from './counted.ts';
import { type RecordName, isRecordName } from './record-of.ts';
import { callHead } from './signature.ts';

/** A library call: how it is written, what it does, what it takes and what its result has. */
export function callText(call: Call): readonly string[] {
  const parameters = call.parameters.map((parameter) => `- ${parameterText(parameter)}`);
  return [
    `\`\`\`qflow\n${callHead(call)}\n\`\`\``,
    call.description,
    ...(parameters.length === 0 ? [] : [parameters.join('\n')]),
    ...(isRecordName(call.result) ? ['Its result has', fieldsText(call.result)] : []),
    `\`${call.example}\``,
    ...(call.reference === undefined ? [] : [call.reference]),
  ];
}

/** One parameter with its bounds and what holds without it. */
export function parameterText({
  name,
  type,
  description,
  defaultText,
  minimum,
  maximum,
}: CallParameter): string {
  const bounds =
    minimum === undefined || maximum === undefined ? '' : ` From ${grouped(minimum)} to ${grouped(maximum)}.`;
  const otherwise = defaultText === undefined ? '' : ` Left out: ${defaultText}.`;
  return `\`${name}\` (${type}): ${description}${bounds}${otherwise}`;
}

/** The fields of a result. */
export function fieldsText(record: RecordName): string {
  return resultFields[record].map(({ name, description }) => `- \`.${name}\`: ${description}`).join('\n');
}
