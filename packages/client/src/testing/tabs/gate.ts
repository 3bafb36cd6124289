/** Runs work of a tab: at once while it runs, after the thaw while it is frozen, never once closed. */
export class Gate {
  #state: 'running' | 'frozen' | 'closed' = 'running';
  #waiting: (() => void)[] = [];

  get state(): 'running' | 'frozen' | 'closed' {
    return this.#state;
  }

  enter(work: () => void): void {
    if (this.#state === 'running') work();
    else if (this.#state === 'frozen') this.#waiting.push(work);
  }

  freeze(): void {
    if (this.#state === 'running') this.#state = 'frozen';
  }

  /** Runs the queued work in order; each piece is done before the next starts. */
  async thaw(settle: () => Promise<void>): Promise<void> {
    if (this.#state !== 'frozen') return;
    for (let work = this.#waiting.shift(); work; work = this.#waiting.shift()) {
      work();
      await settle();
    }
    if (this.#state === 'frozen') this.#state = 'running';
  }

  close(): void {
    this.#state = 'closed';
    this.#waiting = [];
  }
}
