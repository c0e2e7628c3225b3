import type { NodeOf, WorkflowNode } from '../graph.ts';
import type { NodeKind } from '../kinds/config.ts';
import type { Paragraph, Told } from './told.ts';

/** What is told of a workflow beside its steps: what it is about, what it promises, when cases close, what it works with. */
export function othersOf(told: Told): readonly Paragraph[] {
  return [...about(told), ...promises(told), ...clearing(told), ...named(told), ...asked(told)];
}

function about({ workflow, w, say, numberOf }: Told): readonly Paragraph[] {
  const { settings, entry } = workflow;
  const known = Object.hasOwn(w.subjects, workflow.subject) ? w.subjects[workflow.subject] : undefined;
  const { cooldown } = settings ?? {};
  const sentences = [
    w.about(workflow.name, known ?? workflow.subject),
    settings?.runs && w.settings.runs[settings.runs],
    cooldown && w.cooldown((form) => say.duration(cooldown, form)),
    settings?.wrongFiring && w.settings.wrongFiring[settings.wrongFiring],
    settings?.closedEarly && w.settings.closedEarly[settings.closedEarly],
  ];
  const called = entry
    ? [
        {
          part: 'about' as const,
          node: entry.node,
          text: w.entry(
            numberOf(entry.node),
            entry.inputs.map(({ name }) => name),
          ),
        },
      ]
    : [];
  return [
    { part: 'about', text: sentences.filter(Boolean).join(' ') },
    ...called,
    ...grouped({ workflow, w, numberOf }),
  ];
}

function grouped({ workflow, w, numberOf }: Pick<Told, 'workflow' | 'w' | 'numberOf'>): readonly Paragraph[] {
  return (workflow.groups ?? []).flatMap(({ title, nodes }): Paragraph[] => {
    const numbers = nodes.map(numberOf).filter((number) => number > 0);
    return numbers.length === 0
      ? []
      : [
          {
            part: 'about',
            text: w.grouped(
              title,
              numbers.sort((a, b) => a - b),
            ),
          },
        ];
  });
}

function promises(told: Told): readonly Paragraph[] {
  return of('exception', told).flatMap(({ id, config: { sla } }) =>
    sla?.acknowledge || sla?.resolve
      ? [{ part: 'promises', node: id, text: told.w.promise(told.numberOf(id), sla, told.say) }]
      : [],
  );
}

function clearing(told: Told): readonly Paragraph[] {
  const { w, say, numberOf } = told;
  return of('exception', told).map(({ id, config: { clear } }): Paragraph => {
    const number = numberOf(id);
    if (!clear) return { part: 'clears', node: id, text: w.byPerson(number) };
    const name = clear.when.name;
    if (typeof name === 'string' && name !== '') return { part: 'clears', node: id, text: w.clearsNamed(number, name) };
    const when = w.clears(number, (form) => say.condition(clear.when, form), clear.hold && say.duration(clear.hold));
    return { part: 'clears', node: id, text: when };
  });
}

/** What the names mean by which steps call conditions. */
function named({ workflow, w, say }: Told): readonly Paragraph[] {
  return Object.entries(workflow.conditions ?? {}).map(([name, condition]) => ({
    part: 'names',
    text: w.named(name, (form) => say.condition(condition, form)),
  }));
}

/** Systems by slot, then tables, models and workflows by step. */
function asked(told: Told): readonly Paragraph[] {
  const { w, numberOf, workflow } = told;
  const actions = of('action', told);
  const slots = [...new Set(actions.map(({ config }) => config.slot))];
  const systems = slots.map((slot): Paragraph => {
    const here = actions.filter(({ config }) => config.slot === slot);
    const connector = workflow.connections?.find((each) => each.slot === slot)?.connector;
    const operations = [...new Set(here.map(({ config }) => config.operation))];
    const numbers = here.map(({ id }) => numberOf(id)).sort((a, b) => a - b);
    return { part: 'asks', text: w.system(slot, connector, operations, numbers) };
  });
  const asks = (node: WorkflowNode, text: string): Paragraph => ({ part: 'asks', node: node.id, text });
  return [
    ...systems,
    ...of('lookup', told).map((node) => asks(node, w.table(node.config.table, numberOf(node.id)))),
    ...of('estimate', told).map((node) => asks(node, w.model(node.config.model, numberOf(node.id)))),
    ...of('subflow', told).map((node) => asks(node, w.part(node.config.workflow, numberOf(node.id)))),
  ];
}

function of<K extends NodeKind>(kind: K, { steps }: Told): readonly NodeOf<K>[] {
  return steps.filter((node): node is NodeOf<K> => node.kind === kind);
}
