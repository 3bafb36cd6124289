import type { Clock } from '../../clock.js';
import type { Gate } from './gate.js';

/** The clock of one tab: its timers wait while the tab is frozen, and never run once it is closed. */
export function createTabClock(clock: Clock, gate: Gate): Clock {
  return {
    now: () => clock.now(),
    date: () => clock.date(),
    after(delay, work) {
      let cancelled = false;
      const cancel = clock.after(delay, () =>
        gate.enter(() => {
          if (!cancelled) work();
        }),
      );
      return () => {
        cancelled = true;
        cancel();
      };
    },
  };
}
