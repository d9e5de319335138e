// What a page says after an action: one sentence of success or one of refusal, never both, and the keyboard's focus is
// never lost when the button that was pressed is gone.
import { tick } from 'svelte';

export class Outcome {
  message = $state('');
  failed = $state('');
  busy = $state(false);
  element = $state<HTMLElement>();

  /** Runs `action`, which gives the sentence of success, empty for none. True when it succeeded. */
  async run(action: () => Promise<string>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.message = this.failed = '';
    try {
      this.message = await action();
      return true;
    } catch (error) {
      this.failed = (error as Error).message;
      return false;
    } finally {
      this.busy = false;
      await tick();
      const lost = document.activeElement === null || document.activeElement === document.body;
      if (lost || this.failed) this.element?.focus();
    }
  }
}
