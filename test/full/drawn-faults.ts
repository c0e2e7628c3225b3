import { seeded } from '../support/random.ts';
import { FAULTS, type Fault } from './faults.ts';

const OF_PROCESSES: readonly Fault[] = ['kill a process', 'stop a process beyond its session', 'kill both processes'];
const OF_SERVICES = FAULTS.filter((fault) => !OF_PROCESSES.includes(fault));

/** So many rounds have every fault once. */
export const ROUNDS_FOR_ALL = OF_PROCESSES.length;

/**
 * The faults of a round of the run that begins with `seed`, in the order in which they come: one of a process and one or two
 * of a service. Three rounds have every fault once; from three to three others come together.
 */
export function drawnFaults(seed: number, round: number): readonly Fault[] {
  const turn = Math.floor(round / ROUNDS_FOR_ALL);
  const place = round % ROUNDS_FOR_ALL;
  const random = seeded(seed + turn);
  const processes = random.sample(OF_PROCESSES, OF_PROCESSES.length);
  const services = random.sample(OF_SERVICES, OF_SERVICES.length);
  const ofRound = [processes[place], services[place], services[place + ROUNDS_FOR_ALL]].filter(
    (each) => each !== undefined,
  );
  return seeded(seed + round).sample(ofRound, ofRound.length);
}
