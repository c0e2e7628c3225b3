import { describeCondition } from '../../condition/index.ts';
import { EVENT_TYPES, GERMAN_TITLES } from '../../event/index.ts';
import { EXPRESSION_WORDINGS, sayExpression, type Telling } from '../../expression/index.ts';
import { enumerate, type Language, type Said } from '../../language/index.ts';
import { durationIn, parseDuration } from '../../time/index.ts';
import type { Workflow, WorkflowNode } from '../graph.ts';
import type { ConfigOf, NodeKind } from '../kinds/config.ts';
import { GERMAN } from './de.ts';
import { ENGLISH } from './en.ts';
import type { Saying, WorkflowWording } from './wording.ts';

export const WORKFLOW_WORDINGS: Readonly<Record<Language, WorkflowWording>> = { en: ENGLISH, de: GERMAN };
const LAST: Readonly<Record<Language, { readonly or: string; readonly and: string }>> = {
  en: { or: 'or', and: 'and' },
  de: { or: 'oder', and: 'und' },
};

/** The one line on a node's card: what the step does, from its configuration. Empty for an unknown id. */
export function describeNode(workflow: Workflow, nodeId: string, language: Language = 'en'): string {
  const node = workflow.nodes.find((candidate) => candidate.id === nodeId);
  if (!node) return '';
  // English is what stands on the cards, beside the expressions: there steps are called by their ids.
  const telling = language === 'en' ? { language } : tellingOf(workflow, language);
  return sentenceOf(node, sayingOf(workflow, telling), language);
}

/** With steps by their titles, and variables with what they stand for. */
export function tellingOf(workflow: Workflow, language: Language): Telling {
  const variables = (workflow.variables ?? []).flatMap(({ name, default: value }) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return {
    language,
    steps: new Map(workflow.nodes.map((node) => [node.id, node.title])),
    variables: new Map(variables),
  };
}

/** The sentence of one step. */
export function sentenceOf(node: WorkflowNode, say: Saying, language: Language): string {
  const kinds = WORKFLOW_WORDINGS[language].kinds as {
    readonly [K in NodeKind]: (config: never, say: Saying) => string;
  };
  return kinds[node.kind](node.config as ConfigOf<NodeKind> as never, say);
}

/** How the parts of a sentence are told about a workflow. */
export function sayingOf(workflow: Workflow, telling: Telling, whole = false): Saying {
  const { language = 'en' } = telling;
  const last = LAST[language];
  return {
    condition: (json, form) => describeCondition(json, form ? { ...telling, form } : telling),
    expression: (text) => readable(text, workflow, telling),
    duration: (text, form) => {
      try {
        return durationIn(parseDuration(text), language, form);
      } catch {
        return text;
      }
    },
    titles: (types) =>
      enumerate(
        types.map((type) => titleOf(type, language, whole)),
        last.or,
      ),
    or: (items) => enumerate(items, last.or),
    and: (items) => enumerate(items, last.and),
    kindOf: (subject) => /^\s*(["'])([\w-]+):\1\s*\+/.exec(subject)?.[2],
    isItself: (subject) => subject.trim() === 'subject.id',
    whole,
  };
}

/** An event type by its title; a pattern or a type of the user's own by its name. */
function titleOf(type: string, language: Language, whole: boolean): string {
  if (type.endsWith('.*') && (whole || language !== 'en')) return WORKFLOW_WORDINGS[language].anyOf(type.slice(0, -2));
  const english = Object.hasOwn(EVENT_TYPES, type) ? EVENT_TYPES[type]?.title : undefined;
  if (language === 'en') return english ?? type;
  return `„${(english && Object.hasOwn(GERMAN_TITLES, type) ? GERMAN_TITLES[type] : undefined) ?? type}“`;
}

/** `addDays(subject.lines[key].deliverBy, vars.days)` is “7 days after line deliver by”. */
function readable(expression: string, workflow: Workflow, telling: Telling): Said {
  const text = expression.trim();
  const days = /^addDays\((.+),\s*([^,()]+)\)$/.exec(text);
  if (!days?.[1] || !days[2]) return sayExpression(text, telling);
  const [, instant, count] = days;
  const after = readable(instant, workflow, telling);
  return () => EXPRESSION_WORDINGS[telling.language ?? 'en'].daysAfter(amount(count.trim(), workflow), after);
}

function amount(text: string, workflow: Workflow): string {
  const variable = workflow.variables?.find((each) => text === `vars.${each.name}`);
  return variable?.default === undefined ? text : String(variable.default);
}
