/** Where the tasks of a graph stand: layers from left to right or from top to bottom, edges as curves between them. */
import { Graph, layout } from '@dagrejs/dagre';
import type { TaskGraph, TaskNode } from '../../server/protocol/index.ts';

export type Direction = 'right' | 'down';

/** A rectangle by its top left corner, in pixels of the drawing. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedTask {
  readonly node: TaskNode;
  readonly box: Box;
}

export interface PlacedEdge {
  readonly from: string;
  readonly to: string;
  /** The curve, as the `d` of an SVG path. */
  readonly path: string;
  /** Where it ends. */
  readonly end: Point;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface GraphLayout {
  readonly direction: Direction;
  readonly width: number;
  readonly height: number;
  readonly tasks: readonly PlacedTask[];
  readonly edges: readonly PlacedEdge[];
}

/** The size of a task: one that has a state needs two more lines. */
export const taskSizes = {
  declared: { width: 220, height: 60 },
  run: { width: 220, height: 96 },
} as const;

export type TaskSize = keyof typeof taskSizes;

/** Lays the graph out; edges to tasks that do not exist (while someone types) are left out. */
export function layoutGraph(
  { nodes, edges }: TaskGraph,
  direction: Direction,
  size: TaskSize = 'run',
): GraphLayout {
  const taskSize = taskSizes[size];
  const graph = new Graph({ directed: true })
    .setGraph({
      rankdir: direction === 'right' ? 'LR' : 'TB',
      nodesep: 28,
      ranksep: 56,
      marginx: 16,
      marginy: 16,
    })
    .setDefaultEdgeLabel(() => ({}));
  for (const { name } of nodes) graph.setNode(name, { ...taskSize });
  const known = edges.filter(({ from, to }) => graph.hasNode(from) && graph.hasNode(to));
  for (const { from, to } of known) graph.setEdge(from, to);
  if (nodes.length > 0) layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    direction,
    width,
    height,
    tasks: nodes.map((node) => ({ node, box: boxOf(graph.node(node.name), taskSize) })),
    edges: known.map(({ from, to }) => {
      const between = (graph.edge(from, to).points ?? []).slice(1, -1);
      const ends = portsOf(boxOf(graph.node(from), taskSize), boxOf(graph.node(to), taskSize), direction);
      return { from, to, path: curve([ends.start, ...between, ends.end], direction), end: ends.end };
    }),
  };
}

/** The direction in which the graph can be drawn larger, left to right where both are readable. */
export function bestLayout(graph: TaskGraph, space: Size, size: TaskSize = 'run'): GraphLayout {
  const right = layoutGraph(graph, 'right', size);
  if (fitScale(right, space) >= 0.9) return right;
  const down = layoutGraph(graph, 'down', size);
  return fitScale(down, space) > fitScale(right, space) ? down : right;
}

/** How far a drawing must shrink to fit; at most 1. */
export function fitScale(drawing: Size, space: Size): number {
  if (drawing.width === 0 || drawing.height === 0) return 1;
  return Math.min(1, space.width / drawing.width, space.height / drawing.height);
}

function boxOf({ x = 0, y = 0 }: Partial<Point>, { width, height }: Size): Box {
  return { x: x - width / 2, y: y - height / 2, width, height };
}

/** Edges leave and enter in the middle of a side. */
function portsOf(from: Box, to: Box, direction: Direction): { readonly start: Point; readonly end: Point } {
  if (direction === 'right')
    return {
      start: { x: from.x + from.width, y: from.y + from.height / 2 },
      end: { x: to.x, y: to.y + to.height / 2 },
    };
  return {
    start: { x: from.x + from.width / 2, y: from.y + from.height },
    end: { x: to.x + to.width / 2, y: to.y },
  };
}

/** A curve through the points that leaves and enters along the direction of the layers. */
function curve(points: readonly Point[], direction: Direction): string {
  return points
    .map((point, index) => {
      const before = points[index - 1];
      if (before === undefined) return `M${round(point.x)} ${round(point.y)}`;
      const x = (before.x + point.x) / 2;
      const y = (before.y + point.y) / 2;
      const [first, second] =
        direction === 'right'
          ? [`${round(x)} ${round(before.y)}`, `${round(x)} ${round(point.y)}`]
          : [`${round(before.x)} ${round(y)}`, `${round(point.x)} ${round(y)}`];
      return `C${first} ${second} ${round(point.x)} ${round(point.y)}`;
    })
    .join('');
}

function round(coordinate: number): number {
  return Math.round(coordinate * 10) / 10;
}
