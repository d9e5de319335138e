// The list of one day as a page holds it: what is shown stays, marked as old, while the next is fetched.
import { listDay, type DayList, type Order, type Row } from './client';
import { plusDays, today, weekday } from './days';

const farthest = 10; // days looked through for the next service when none is asked for

export class DayOrders {
  list = $state<DayList | null>(null);
  stale = $state(false);
  slow = $state(false); // said after a second, never a bare sign of waiting
  failed = $state('');
  private asked = 0;

  /** Without a date: the next day with meals. A later call makes an earlier one's answer void. */
  async load(date: string, appointment: string): Promise<void> {
    const mine = (this.asked += 1);
    const late = setTimeout(() => (this.slow = mine === this.asked), 1000);
    this.stale = this.list !== null && (this.list.date !== date || this.list.appointment.code !== appointment);
    try {
      const found = date ? await listDay(date, appointment) : await this.next(appointment);
      if (mine !== this.asked) return;
      this.list = this.inPlace(found);
      this.failed = '';
    } catch (error) {
      if (mine === this.asked) this.failed = (error as Error).message;
    } finally {
      clearTimeout(late);
      if (mine === this.asked) this.stale = this.slow = false;
    }
  }

  private async next(appointment: string): Promise<DayList> {
    let found = await listDay(plusDays(today(), 1), appointment);
    for (let day = 2; found.no_service && day <= farthest; day += 1) {
      const date = plusDays(today(), day);
      if (weekday(date) < 5) found = await listDay(date, appointment);
    }
    return found;
  }

  /** Puts an order as the server gave it in its row, at once. */
  replace(order: Order): void {
    const row = this.list?.rows.find(({ canteen }) => canteen.id === order.canteen_id);
    if (row) row.order = order;
  }

  again(): Promise<void> {
    return this.list ? this.load(this.list.date, this.list.appointment.code) : Promise.resolve();
  }

  // Rows stay where they are while a person works down the list: an answer moves none of them.
  private inPlace(found: DayList): DayList {
    if (this.list?.date !== found.date || this.list.appointment.code !== found.appointment.code) return found;
    const places = new Map(this.list.rows.map(({ canteen }, index) => [canteen.id, index]));
    const place = (row: Row): number => places.get(row.canteen.id) ?? places.size;
    return { ...found, rows: [...found.rows].sort((a, b) => place(a) - place(b)) };
  }
}
