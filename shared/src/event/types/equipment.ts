import { z } from 'zod';
import { code, data, instant, text } from './fields.ts';
import { attributes, document, fact, latest, milestone } from './folds.ts';
import { family } from './type.ts';

const equipmentData = data({
  container: code.optional(),
  seal: code.optional(),
  empty: z.boolean().optional(),
  vessel: code.optional(),
  voyage: code.optional(),
  freeUntil: instant.optional(),
  returnBy: instant.optional(),
});
const handling = { classifier: true, data: equipmentData, folds: [milestone, attributes] };
const customsData = data({ authority: text.optional(), declaration: code.optional(), cause: text.optional() });
/** Which declaration it is about, and what the authority gives as its reason. */
const clearance = latest('clearance', ['authority', 'declaration', 'cause']);

/** Containers and trailers at terminals and depots. */
export const EQUIPMENT_TYPES = family(
  'equipment',
  { subjectKinds: ['equipment', 'shipment', 'load'] },
  {
    'equipment.loaded': { title: 'Loaded', ...handling },
    'equipment.discharged': { title: 'Discharged', ...handling },
    'equipment.gateIn': { title: 'Gate in', ...handling },
    'equipment.gateOut': { title: 'Gate out', ...handling },
    'equipment.stuffed': { title: 'Stuffed', ...handling },
    'equipment.stripped': { title: 'Stripped', ...handling },
    'equipment.available': { title: 'Available for collection', ...handling },
  },
);

/** Authorities and papers. */
export const CUSTOMS_TYPES = family(
  'customs',
  { subjectKinds: ['shipment', 'equipment', 'load', 'declaration', 'order'] },
  {
    'customs.held': {
      title: 'Held by customs',
      data: customsData,
      folds: [milestone, fact('customs', 'held'), clearance],
    },
    'customs.released': {
      title: 'Released by customs',
      data: customsData,
      folds: [milestone, fact('customs', 'released'), clearance],
    },
    'customs.inspection': {
      title: 'Chosen for inspection',
      data: customsData,
      folds: [milestone, fact('customs', 'inspection'), clearance],
    },
    'document.received': {
      title: 'Document received',
      data: data({ document: code, number: text.optional() }),
      folds: [document],
    },
  },
);
