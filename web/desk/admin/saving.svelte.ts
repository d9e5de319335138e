// The state that every settings page shows: loading, saved, refused.

export class Saving {
  message = $state('');
  failed = $state('');
  busy = $state(false);

  /** Runs `action`; on success shows `message`, on refusal the server's sentence. True when it succeeded. */
  async run(action: () => Promise<unknown>, message = ''): Promise<boolean> {
    this.busy = true;
    this.failed = this.message = '';
    try {
      await action();
      this.message = message;
      return true;
    } catch (error) {
      this.failed = (error as Error).message;
      return false;
    } finally {
      this.busy = false;
    }
  }
}
