import { type Gallery, gallerySchema } from '@slipway/shared/api';
import { EXAMPLES } from '@slipway/shared/examples';
import { ok, route } from '../route.ts';

/** Made once: it ships with the program and never changes. */
const gallery: Gallery = {
  items: EXAMPLES.map(({ title, needs, workflow, scenarios }) => ({
    id: workflow.id,
    name: title,
    summary: workflow.description,
    needs,
    tags: [...workflow.tags],
    scenarios: scenarios.map(({ name }) => name),
    graph: workflow,
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
