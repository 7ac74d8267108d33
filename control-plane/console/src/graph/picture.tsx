import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { brief, ago } from '../format.ts';
import { place, type GraphEdge, type GraphNode } from './layout.ts';

/** The graph as a picture: wheel or buttons zoom, dragging moves, a node opens what is behind it. */
export function Picture({
  nodes,
  edges,
  onOpen,
}: {
  nodes: readonly GraphNode[];
  edges: readonly GraphEdge[];
  onOpen: (node: GraphNode) => void;
}) {
  const placed = useMemo(() => place(nodes, edges), [nodes, edges]);
  const frame = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ x: 0, y: 0, scale: 1 });
  const [hovered, setHovered] = useState<string | null>(null);
  const drag = useRef<{ x: number; y: number } | null>(null);
  const fit = (): void => {
    const box = frame.current?.getBoundingClientRect();
    if (box === undefined || placed.width === 0) return;
    const scale = Math.min(1.2, box.width / (placed.width + 40), box.height / (placed.height + 40));
    setView({ scale, x: (box.width - placed.width * scale) / 2, y: (box.height - placed.height * scale) / 2 });
  };
  useEffect(fit, [placed]);
  const zoom = (factor: number, cx?: number, cy?: number): void => {
    const box = frame.current?.getBoundingClientRect();
    const x = cx ?? (box?.width ?? 0) / 2;
    const y = cy ?? (box?.height ?? 0) / 2;
    setView((before) => {
      const scale = Math.min(3, Math.max(0.08, before.scale * factor));
      return { scale, x: x - ((x - before.x) / before.scale) * scale, y: y - ((y - before.y) / before.scale) * scale };
    });
  };
  const near =
    hovered === null
      ? null
      : new Set([hovered, ...edges.filter(({ from, to }) => from === hovered || to === hovered).flatMap(({ from, to }) => [from, to])]);
  return (
    <div class="graph" ref={frame}>
      <svg
        role="img"
        aria-label="Application graph"
        onWheel={(event) => {
          event.preventDefault();
          const box = event.currentTarget.getBoundingClientRect();
          zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, event.clientX - box.left, event.clientY - box.top);
        }}
        onPointerDown={(event) => (drag.current = { x: event.clientX - view.x, y: event.clientY - view.y })}
        onPointerMove={(event) =>
          drag.current !== null && setView({ ...view, x: event.clientX - drag.current.x, y: event.clientY - drag.current.y })
        }
        onPointerUp={() => (drag.current = null)}
        onPointerLeave={() => (drag.current = null)}
      >
        <g transform={`translate(${view.x} ${view.y}) scale(${view.scale})`}>
          {placed.edges.map((edge) => (
            <path
              class={`edge ${edge.kind.toLowerCase()} ${near !== null && edge.from !== hovered && edge.to !== hovered ? 'dimmed' : ''}`}
              d={edge.path}
              stroke-width={edge.kind === 'GRANTED' ? 1 : edge.weight}
            >
              <title>{tip(edge)}</title>
            </path>
          ))}
          {placed.nodes.map((node) => (
            <g
              class={`node ${node.kind.toLowerCase()} ${(node.state ?? '').toLowerCase()} ${near !== null && !near.has(node.id) ? 'dimmed' : ''}`}
              transform={`translate(${node.x - node.width / 2} ${node.y - node.height / 2})`}
              tabIndex={0}
              role="link"
              aria-label={`${node.kind.toLowerCase()} ${node.label}`}
              onMouseEnter={() => setHovered(node.id)}
              onMouseLeave={() => setHovered(null)}
              onFocus={() => setHovered(node.id)}
              onBlur={() => setHovered(null)}
              onClick={() => onOpen(node)}
              onKeyDown={(event) => event.key === 'Enter' && onOpen(node)}
            >
              <rect width={node.width} height={node.height} rx="9" />
              <text x="12" y={node.detail === null ? 25 : 18}>
                {shorten(node.label, 34)}
              </text>
              {node.detail !== null && (
                <text class="small" x="12" y="32">
                  {shorten(node.detail, 40)}
                </text>
              )}
            </g>
          ))}
        </g>
      </svg>
      <div class="controls">
        <button aria-label="Zoom in" onClick={() => zoom(1.25)}>
          +
        </button>
        <button aria-label="Zoom out" onClick={() => zoom(0.8)}>
          −
        </button>
        <button onClick={fit}>Fit</button>
      </div>
    </div>
  );
}

function tip(edge: GraphEdge): string {
  if (edge.kind === 'GRANTED') return 'granted, never called in this window';
  const times = edge.lastAt === null ? '' : `, last ${ago(edge.lastAt)}`;
  return `${edge.kind === 'BLOCKED' ? `${brief(edge.blocked)} refused or blocked` : `${brief(edge.calls)} calls, ${brief(edge.errors)} errors`}${edge.p95Ms === null ? '' : `, p50 ${edge.p50Ms} ms, p95 ${edge.p95Ms} ms`}${times}`;
}

const shorten = (text: string, length: number): string => (text.length <= length ? text : `${text.slice(0, length - 1)}…`);
