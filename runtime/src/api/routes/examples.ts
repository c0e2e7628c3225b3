import { type Gallery, gallerySchema, type Story } from '@slipway/shared/api';
import { EXAMPLES, type Scenario } from '@slipway/shared/examples';
import { ok, route } from '../route.ts';

function storyOf({ name, shows = [], expect }: Scenario): Story {
  return {
    name,
    shows: [...shows],
    expected: {
      runs: expect.runs.map(({ outcome, status }) => outcome ?? status),
      cases: expect.exceptions.map(({ type, severity, state }) => ({ type, severity, state })),
      actions: expect.actions.map(({ node, state }) => ({ node, state })),
      emitted: (expect.emitted ?? []).map(({ type }) => type),
    },
  };
}

/** Made once: it ships with the program and never changes. */
const gallery: Gallery = {
  items: EXAMPLES.map(({ title, needs, catalogue = [], references, parts, workflow, scenarios }) => ({
    id: workflow.id,
    name: title,
    summary: workflow.description,
    needs,
    tags: [...workflow.tags],
    catalogue: [...catalogue],
    stories: scenarios.map(storyOf),
    graph: workflow,
    ...(references ? { references: [...references] } : {}),
    ...(parts ? { parts: [...parts] } : {}),
  })),
};

export const exampleList = route({
  method: 'get',
  path: '/examples',
  permission: 'workflow:read',
  environment: 'none',
  summary: 'The gallery of workflows to start from',
  answers: { 200: { name: 'Gallery', schema: gallerySchema } },
  handle: async () => ok(gallery),
});
