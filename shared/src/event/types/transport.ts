import { z } from 'zod';
import { code, data, instant, placeOrCode, text } from './fields.ts';
import { latest, milestone } from './folds.ts';
import { family } from './type.ts';

const moveData = data({
  mode: code.optional(),
  vessel: code.optional(),
  voyage: code.optional(),
  vehicle: code.optional(),
  carrier: code.optional(),
  confidence: z.number().min(0).max(1).optional(),
});
const appointmentData = data({ from: instant.optional(), until: instant.optional(), dock: code.optional() });
const move = { classifier: true, data: moveData, folds: [milestone] };
const appointment = { data: appointmentData, subjectKinds: ['shipment', 'load'] };
const callFields = ['vessel', 'voyage', 'port', 'change', 'eta', 'etd', 'previousPort', 'cutoffAt'];

/** Moves between places: arrivals (an ETA is one with `EST`), departures, port calls, appointments. */
export const TRANSPORT_TYPES = family(
  'transport',
  { subjectKinds: ['shipment', 'load', 'equipment', 'vehicle', 'vessel', 'voyage', 'leg'] },
  {
    'transport.arrived': { title: 'Arrived', ...move },
    'transport.departed': { title: 'Departed', ...move },
    'vessel.portCallChanged': {
      title: 'Port call changed',
      subjectKinds: ['voyage', 'vessel', 'shipment', 'load'],
      data: data({
        vessel: code.optional(),
        voyage: code.optional(),
        port: placeOrCode.optional(),
        previousPort: placeOrCode.optional(),
        change: code.optional(),
        eta: instant.optional(),
        etd: instant.optional(),
        cutoffAt: instant.optional(),
      }),
      folds: [latest('portCall', callFields)],
    },
    'appointment.set': {
      title: 'Appointment set',
      ...appointment,
      folds: [latest('appointment', ['from', 'until', 'dock', 'stop'])],
    },
    'appointment.changed': {
      title: 'Appointment changed',
      ...appointment,
      folds: [latest('appointment', ['from', 'until', 'dock', 'stop'])],
    },
    'appointment.missed': {
      title: 'Appointment missed',
      ...appointment,
      data: appointmentData.extend({ cause: text.optional() }),
      folds: [milestone],
    },
  },
);
