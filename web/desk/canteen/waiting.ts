// Weighings that could not be sent: kept on the device until they are. Each carries its own reference, so that one sent
// twice counts once.
import { ApiError } from '../lib/api';
import { weigh, type WeighingSaid } from './client';

const place = 'parvis.canteen.weighings';

export function waiting(): WeighingSaid[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '[]');
    return Array.isArray(kept) ? (kept as WeighingSaid[]) : [];
  } catch {
    return []; // storage refused or spoilt: nothing waits
  }
}
export function keep(said: WeighingSaid): void {
  localStorage.setItem(place, JSON.stringify([...waiting(), said]));
}

/** Sends what waits, in its order, until the way is cut again; gives how many left. What the server refuses is dropped
 * from the queue and told by `refused`. */
export async function sendWaiting(refused: (said: WeighingSaid, why: string) => void): Promise<number> {
  let left = waiting();
  let sent = 0;
  for (const said of left) {
    try {
      await weigh(said);
      sent += 1;
    } catch (error) {
      if (error instanceof ApiError && error.code === 'offline') break;
      refused(said, (error as Error).message);
    }
    left = left.filter(({ client_ref }) => client_ref !== said.client_ref);
    localStorage.setItem(place, JSON.stringify(left));
  }
  return sent;
}
