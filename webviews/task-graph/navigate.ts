import type { Box, GraphLayout, PlacedTask } from './layout.ts';

/**
 * The task that a key leads to: along the edges in the direction of the layers, among the tasks of a layer across it.
 * Undefined when the key means nothing or leads nowhere.
 */
export function neighbour(layout: GraphLayout, current: string, key: string): string | undefined {
  const along = layout.direction === 'right' ? alongRight : alongDown;
  const move = along[key];
  if (move === 'next') return nearest(layout, current, successors(layout, current));
  if (move === 'previous') return nearest(layout, current, predecessors(layout, current));
  if (move === 'before' || move === 'after') return sibling(layout, current, move);
  if (key === 'Home') return layout.tasks[0]?.node.name;
  return key === 'End' ? layout.tasks.at(-1)?.node.name : undefined;
}

type Move = 'next' | 'previous' | 'before' | 'after';

const alongRight: Readonly<Record<string, Move>> = {
  ArrowRight: 'next',
  ArrowLeft: 'previous',
  ArrowUp: 'before',
  ArrowDown: 'after',
};

const alongDown: Readonly<Record<string, Move>> = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  ArrowLeft: 'before',
  ArrowRight: 'after',
};

function successors({ edges }: GraphLayout, name: string): readonly string[] {
  return edges.filter(({ from }) => from === name).map(({ to }) => to);
}

function predecessors({ edges }: GraphLayout, name: string): readonly string[] {
  return edges.filter(({ to }) => to === name).map(({ from }) => from);
}

function nearest(layout: GraphLayout, current: string, names: readonly string[]): string | undefined {
  const place = across(layout);
  const here = find(layout, current);
  if (here === undefined) return undefined;
  const distance = ({ box }: PlacedTask) => Math.abs(place(box) - place(here.box));
  const [first] = layout.tasks
    .filter(({ node }) => names.includes(node.name))
    .toSorted((a, b) => distance(a) - distance(b));
  return first?.node.name;
}

function sibling(layout: GraphLayout, current: string, move: 'before' | 'after'): string | undefined {
  const place = across(layout);
  const here = find(layout, current);
  if (here === undefined) return undefined;
  const layer = layout.tasks
    .filter(({ box }) => sameLayer(layout, box, here.box))
    .toSorted((a, b) => place(a.box) - place(b.box));
  const index = layer.findIndex(({ node }) => node.name === current);
  return layer[move === 'before' ? index - 1 : index + 1]?.node.name;
}

function find({ tasks }: GraphLayout, name: string): PlacedTask | undefined {
  return tasks.find(({ node }) => node.name === name);
}

/** The coordinate in which the tasks of a layer differ. */
function across({ direction }: GraphLayout): (box: Box) => number {
  return direction === 'right' ? ({ y }) => y : ({ x }) => x;
}

function sameLayer({ direction }: GraphLayout, one: Box, other: Box): boolean {
  return direction === 'right' ? Math.abs(one.x - other.x) < 1 : Math.abs(one.y - other.y) < 1;
}
