/** Lets what comes from outside into a tab: at once, later while it is frozen, never once closed. */
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

  /** What waited comes in one after the other, each at rest before the next. */
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
