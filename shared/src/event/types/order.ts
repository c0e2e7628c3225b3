import { z } from 'zod';
import { amount, code, currency, data, instant, lines, placeOrCode, text } from './fields.ts';
import { attributes, cancellation, milestone, orderLines } from './folds.ts';
import { family } from './type.ts';

const orderData = data({
  lines: lines.optional(),
  customer: code.optional(),
  customerTier: code.optional(),
  deliverBy: instant.optional(),
  deliverFrom: instant.optional(),
  requestedAt: instant.optional(),
  orderedAt: instant.optional(),
  value: z.number().optional(),
  currency: currency.optional(),
  incoterm: code.optional(),
  priority: z.union([code, z.number()]).optional(),
  origin: placeOrCode.optional(),
  destination: placeOrCode.optional(),
  temperatureMin: z.number().optional(),
  temperatureMax: z.number().optional(),
  weightKg: amount.optional(),
});

/** Orders and their lines: where the commitment is made. */
export const ORDER_TYPES = family(
  'order',
  { subjectKinds: ['order', 'shipment'] },
  {
    'order.created': { title: 'Order created', data: orderData, folds: [attributes, orderLines, milestone] },
    'order.changed': { title: 'Order changed', data: orderData, folds: [attributes, orderLines] },
    'order.cancelled': {
      title: 'Order cancelled',
      data: data({ lines: lines.optional(), cause: text.optional() }),
      folds: [cancellation],
    },
  },
);
