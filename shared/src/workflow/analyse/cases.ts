import type { Problem } from '../../problem/index.ts';
import { splitEnd, type Workflow } from '../graph.ts';
import { hint } from './tell.ts';

/**
 * Cases that nothing ever closes. One that somebody is to close by hand says so: by the choices that it offers, by whom
 * it is given to, by a promise, or by what is wired to its end.
 */
export function endlessCases(workflow: Workflow): Problem[] {
  const wired = new Set(workflow.edges.map((edge) => edge.from));
  return workflow.nodes.flatMap((node, index) => {
    if (node.kind !== 'exception') return [];
    const alike = workflow.nodes.filter((each) => each.kind === 'exception' && each.config.type === node.config.type);
    const closes = alike.some((each) => {
      if (each.kind !== 'exception') return false;
      const { clear, choices, assignee, sla } = each.config;
      return clear !== undefined || choices?.length || assignee !== undefined || sla !== undefined;
    });
    if (closes || wired.has(`${node.id}.resolved`)) return [];
    const message = `“${node.title}” never clears, and nobody is asked to close it: say when it clears, who takes it, or which choices there are.`;
    return [hint({ code: 'never-cleared', message, path: `/nodes/${index}/config`, node })];
  });
}

/** Actions that are not undone when the run is retracted, though their like are. */
export function uncompensated(workflow: Workflow): Problem[] {
  if (workflow.settings?.wrongFiring === 'ignore') return [];
  const undone = new Set(
    workflow.nodes.flatMap((node) =>
      node.kind === 'action' && node.config.compensation ? [`${node.config.slot}.${node.config.operation}`] : [],
    ),
  );
  return workflow.nodes.flatMap((node, index) => {
    if (node.kind !== 'action' || node.config.compensation) return [];
    if (!undone.has(`${node.config.slot}.${node.config.operation}`)) return [];
    const message = `“${node.title}” is not undone when the run is retracted; another step that does the same is.`;
    return [hint({ code: 'no-compensation', message, path: `/nodes/${index}/config`, node })];
  });
}

/** Emitted events that may fail, and dead ends of what an estimate does not know, that nobody hears of. */
export function unheardFailures(workflow: Workflow): Problem[] {
  const wired = new Set(workflow.edges.map((edge) => edge.from));
  return workflow.nodes.flatMap((node, index) => {
    const port = node.kind === 'emit' ? 'failed' : node.kind === 'estimate' ? 'unknown' : undefined;
    if (port === undefined || wired.has(`${node.id}.${port}`)) return [];
    const others = workflow.edges.some((edge) => splitEnd(edge.from).nodeId === node.id);
    // Where nothing comes after it either, it is the last thing that is tried.
    if (!others) return [];
    const message = `When “${node.title}” goes wrong nobody hears of it: ${port} leads nowhere, and what comes after it is not done.`;
    return [hint({ code: 'no-failure-path', message, path: `/nodes/${index}`, node })];
  });
}
