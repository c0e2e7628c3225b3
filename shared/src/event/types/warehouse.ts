import { z } from 'zod';
import { amount, code, data, instant, lines, text, unit } from './fields.ts';
import { attributes, milestone } from './folds.ts';
import { family } from './type.ts';

const stageData = data({
  lines: lines.optional(),
  warehouse: code.optional(),
  wave: code.optional(),
  pieces: amount.optional(),
  expectedPieces: amount.optional(),
  damagedPieces: amount.optional(),
});
const stage = { data: stageData, folds: [milestone] };

/** What happens inside a warehouse, stage by stage, and what it has in stock. */
export const WAREHOUSE_TYPES = family(
  'warehouse',
  { subjectKinds: ['shipment', 'order', 'load', 'equipment'] },
  {
    'warehouse.received': { title: 'Received at the warehouse', ...stage },
    'warehouse.putaway': { title: 'Put away', ...stage },
    'warehouse.picked': { title: 'Picked', ...stage },
    'warehouse.packed': { title: 'Packed', ...stage },
    'warehouse.staged': { title: 'Staged', ...stage },
    'warehouse.dispatched': { title: 'Dispatched', ...stage },
    'inventory.level': {
      title: 'Inventory level',
      subjectKinds: ['stock', 'product', 'site', 'order'],
      data: data({
        product: text.optional(),
        site: code.optional(),
        quantity: z.number(),
        unit: unit.optional(),
        reserved: z.number().optional(),
        incoming: z.number().optional(),
        reorderPoint: z.number().optional(),
        stockOutAt: instant.optional(),
      }),
      folds: [attributes],
    },
  },
);
