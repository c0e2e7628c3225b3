import type { ExampleItem, Story } from '@slipway/shared/api';
import { t, tOr } from '../../../messages/t.ts';

/** What comes of a story, in a few words each: cases first, since they are what people meet. */
export function outcomeWords({ expected }: Story, graph: ExampleItem['graph']): readonly string[] {
  const words = [
    ...expected.cases.map(({ type, state }) =>
      t('gallery.case', { type: spoken(type), state: lower(tOr(`exceptions.state.${state}`, state)) }),
    ),
    ...expected.actions.map(({ node, state }) =>
      t('gallery.action', { step: titleOf(graph, node), state: tOr(`action-state.${state}`, state) }),
    ),
    ...expected.emitted.map((type) => t('gallery.emitted', { type })),
    ...expected.runs.map((outcome) => t('gallery.run', { outcome: tOr(`run.${outcome}`, outcome) })),
  ];
  return words.length === 0 ? [t('gallery.nothing')] : counted(words);
}

/** The same words once, with how often they were said. */
function counted(words: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([text, count]) => (count === 1 ? text : t('gallery.times', { text, count })));
}

function titleOf(graph: ExampleItem['graph'], node: string): string {
  const nodes: readonly unknown[] = Array.isArray(graph.nodes) ? graph.nodes : [];
  const found = nodes.find((each): each is { id: string; title: string } => (each as { id?: unknown }).id === node);
  return found?.title ?? node;
}

const spoken = (type: string): string => type.replaceAll('-', ' ');
const lower = (text: string): string => text.charAt(0).toLocaleLowerCase() + text.slice(1);
