import { z } from 'zod';
import { referenceSchema } from '../envelope.ts';
import { code, data, instant, latitude, longitude, placeOrCode, text } from './fields.ts';
import { association, attributes } from './folds.ts';
import { family } from './type.ts';

const associationData = data({
  with: referenceSchema,
  relation: z.enum(['part-of', 'contains', 'carried-by', 'monitored-by', 'same-as']).optional(),
  validFrom: instant.optional(),
  validTo: instant.optional(),
});
const identityData = data({ with: referenceSchema, relation: code.optional() });

/** How subjects belong together, corrections of what was said, and disruptions of a whole area. */
export const RELATION_TYPES = family(
  'relation',
  { subjectKinds: [] },
  {
    'association.started': { title: 'Associated', data: associationData, folds: [association(true)] },
    'association.ended': { title: 'Association ended', data: associationData, folds: [association(false)] },
    'identity.linked': { title: 'Identity linked', data: identityData, folds: [association(true)] },
    'identity.merged': { title: 'Merged with another subject', data: identityData, folds: [association(true)] },
    'event.retracted': {
      title: 'Earlier event retracted',
      data: data({ retracts: z.string().min(1).max(200), retractsSource: z.string().min(1).max(200).optional() }),
    },
    'disruption.reported': {
      title: 'Disruption reported',
      broadcast: true,
      data: data({
        disruption: code.optional(),
        severity: code.optional(),
        area: z
          .array(z.tuple([longitude, latitude]))
          .min(3)
          .max(2_000)
          .optional(),
        places: z.array(placeOrCode).max(500).optional(),
        from: instant.optional(),
        until: instant.optional(),
        description: text.optional(),
      }),
      folds: [attributes],
    },
  },
);
