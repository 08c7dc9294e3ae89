import type { TaskGraph } from '../../protocol/index.ts';

/** A workflow's task graph in the language of Graphviz. */
export function dotGraph({ workflow, nodes, edges }: TaskGraph): string {
  const lines = [
    '  rankdir=LR;',
    '  node [shape=box, style=rounded, fontname="sans-serif"];',
    ...nodes.map(
      ({ name, call, detail }) =>
        `  ${quoted(name)} [label=${quoted([name, call, detail].filter((line) => line !== '').join('\n'))}];`,
    ),
    ...edges.map(({ from, to }) => `  ${quoted(from)} -> ${quoted(to)};`),
  ];
  return `digraph ${quoted(workflow)} {\n${lines.join('\n')}\n}\n`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
