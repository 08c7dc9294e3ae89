import type { TaskGraph } from '../../protocol/index.ts';

/** A workflow's task graph as a Mermaid flowchart. */
export function mermaidGraph({ nodes, edges }: TaskGraph): string {
  const ids = new Map(nodes.map(({ name }, place) => [name, `task${place + 1}`]));
  const lines = [
    ...nodes.map(
      ({ name, call, detail }) =>
        `  ${ids.get(name) ?? ''}["${[`<b>${escaped(name)}</b>`, escaped(call), escaped(detail)].filter((line) => line !== '').join('<br/>')}"]`,
    ),
    ...edges.map(({ from, to }) => `  ${ids.get(from) ?? ''} --> ${ids.get(to) ?? ''}`),
  ];
  return `flowchart LR\n${lines.join('\n')}\n`;
}

/** Text inside a quoted label, where Mermaid reads HTML and `#` begins an entity. */
function escaped(text: string): string {
  return text
    .replaceAll('#', '#35;')
    .replaceAll('&', '#38;')
    .replaceAll('"', '#quot;')
    .replaceAll('<', '#lt;')
    .replaceAll('>', '#gt;');
}
