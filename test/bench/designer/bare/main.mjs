/*
 * React Flow as its own examples use it: plain cards of its default kind, no styles of ours, its minimap and controls. The
 * address says which graph, how large the canvas is and where it looks.
 */
import '@xyflow/react/dist/style.css';
import { Background, Controls, MiniMap, ReactFlow, useEdgesState, useNodesState } from '@xyflow/react';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { largeWorkflow } from '../workload.ts';

const asked = new URLSearchParams(location.search);
const number = (name) => Number(asked.get(name));
const graph = largeWorkflow();
const nodes = graph.nodes.map(({ id, title }) => {
  const [x, y] = graph.layout[id];
  return { id, position: { x, y }, data: { label: title }, style: { width: 240, height: 60 } };
});
const edges = graph.edges.map(({ from, to }) => ({
  id: `${from}>${to}`,
  source: from.slice(0, from.indexOf('.')),
  target: to.slice(0, to.indexOf('.')),
}));

function Bare() {
  const [shownNodes, , onNodesChange] = useNodesState(nodes);
  const [shownEdges, , onEdgesChange] = useEdgesState(edges);
  const flow = createElement(
    ReactFlow,
    {
      nodes: shownNodes,
      edges: shownEdges,
      onNodesChange,
      onEdgesChange,
      minZoom: 0.05,
      defaultViewport: { x: number('x'), y: number('y'), zoom: number('zoom') },
    },
    createElement(Background),
    createElement(Controls),
    createElement(MiniMap),
  );
  return createElement('div', { style: { width: number('width'), height: number('height') } }, flow);
}

createRoot(document.getElementById('root')).render(createElement(Bare));
