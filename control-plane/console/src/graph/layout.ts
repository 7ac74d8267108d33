import { graphlib, layout } from '@dagrejs/dagre';

/** What the picture is made of, as the schema gives it. */
export interface GraphNode {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly detail: string | null;
  readonly state: string | null;
}
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly calls: number;
  readonly errors: number;
  readonly blocked: number;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly lastAt: string | null;
}
export interface Placed {
  readonly nodes: readonly (GraphNode & { x: number; y: number; width: number; height: number; folded: number })[];
  readonly edges: readonly (GraphEdge & { path: string; weight: number })[];
  readonly width: number;
  readonly height: number;
}

const FOLD_ABOVE = 120;
const COLUMN_ROWS = 40;

/** Places nodes left to right: who calls, then what is called. Above 120 tools, those of a server that were never called fold into one. */
export function place(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): Placed {
  const { shown, folded, kept } = fold(nodes, edges);
  const busiest = Math.max(1, ...kept.map(({ calls }) => calls));
  const weigh = (calls: number): number => 1 + 5 * Math.sqrt(calls / busiest);
  const isTool = (node: GraphNode): boolean => !['APPLICATION', 'USER', 'AGENT'].includes(node.kind);
  const size = (node: GraphNode): { width: number; height: number } => ({
    width: Math.min(260, 40 + 7 * Math.max(node.label.length, (node.detail ?? '').length * 0.85)),
    height: 40,
  });
  const tools = shown.filter(isTool);
  if (tools.length > COLUMN_ROWS) return inColumns(shown, folded, kept, weigh, size, isTool);
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 14, ranksep: 180, marginx: 24, marginy: 24 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of shown) graph.setNode(node.id, size(node));
  for (const edge of kept) graph.setEdge(edge.from, edge.to, {}, edge.kind);
  layout(graph);
  const placed = shown.map((node) => ({
    ...node,
    ...(graph.node(node.id) as { x: number; y: number; width: number; height: number }),
    folded: folded.get(node.id) ?? 0,
  }));
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return finish(placed, kept, weigh, width, height);
}

function fold(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
): { shown: GraphNode[]; folded: Map<string, number>; kept: GraphEdge[] } {
  const called = new Set(edges.filter(({ kind }) => kind !== 'GRANTED').map(({ to }) => to));
  const quiet = nodes.filter((node) => node.kind === 'TOOL' && !called.has(node.id));
  const folded = new Map<string, number>();
  if (nodes.length <= FOLD_ABOVE || quiet.length === 0) return { shown: [...nodes], folded, kept: [...edges] };
  const target = new Map<string, string>();
  const shown = nodes.filter((node) => node.kind !== 'TOOL' || called.has(node.id));
  for (const node of quiet) {
    const id = `fold:${node.detail ?? ''}`;
    target.set(node.id, id);
    folded.set(id, (folded.get(id) ?? 0) + 1);
  }
  for (const [id, count] of folded)
    shown.push({ id, kind: 'TOOL', label: `${count} tools never called`, detail: id.slice(5), state: null });
  const kept = new Map<string, GraphEdge>();
  for (const edge of edges) {
    const moved = { ...edge, to: target.get(edge.to) ?? edge.to };
    kept.set(`${moved.from} ${moved.to} ${moved.kind}`, moved);
  }
  return { shown, folded, kept: [...kept.values()] };
}

/** Too many tools for ranks: callers in one column, tools in as many columns as it takes, grouped by server. */
function inColumns(
  shown: readonly GraphNode[],
  folded: ReadonlyMap<string, number>,
  kept: readonly GraphEdge[],
  weigh: (calls: number) => number,
  size: (node: GraphNode) => { width: number; height: number },
  isTool: (node: GraphNode) => boolean,
): Placed {
  const callers = shown.filter((node) => !isTool(node));
  const tools = shown.filter(isTool).toSorted((a, b) => (a.detail ?? '').localeCompare(b.detail ?? '') || a.label.localeCompare(b.label));
  const rows = Math.max(COLUMN_ROWS, Math.ceil(tools.length / 8));
  const height = rows * 50 + 48;
  const spread = height / (callers.length + 1);
  const placed = [
    ...callers.map((node, index) => ({ ...node, ...size(node), x: 160, y: spread * (index + 1), folded: 0 })),
    ...tools.map((node, index) => ({
      ...node,
      ...size(node),
      x: 560 + Math.floor(index / rows) * 300,
      y: 44 + (index % rows) * 50,
      folded: folded.get(node.id) ?? 0,
    })),
  ];
  return finish(placed, kept, weigh, 560 + Math.ceil(tools.length / rows) * 300, height);
}

function finish(
  nodes: Placed['nodes'],
  edges: readonly GraphEdge[],
  weigh: (calls: number) => number,
  width: number,
  height: number,
): Placed {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return {
    nodes,
    width,
    height,
    edges: edges.flatMap((edge) => {
      const from = byId.get(edge.from);
      const to = byId.get(edge.to);
      if (from === undefined || to === undefined) return [];
      const x1 = from.x + from.width / 2;
      const x2 = to.x - to.width / 2;
      const bend = Math.max(40, (x2 - x1) / 2);
      return [{ ...edge, weight: weigh(edge.calls), path: `M${x1} ${from.y} C${x1 + bend} ${from.y} ${x2 - bend} ${to.y} ${x2} ${to.y}` }];
    }),
  };
}
