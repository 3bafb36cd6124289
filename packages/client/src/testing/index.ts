export { createFakeClock, type FakeClock, type FakeClockOptions } from './clock/fake-clock.js';
export type { CookieJar } from './network/cookie-jar.js';
export { type Fault, faults, problem } from './network/fault.js';
export { Line, type Transit } from './network/line.js';
export {
  createFakeServer,
  type FakeServer,
  type FakeServerOptions,
} from './server/fake-server.js';
export { ada, bob, type FakeUser } from './server/fake-user.js';
export type { RotationOutcome } from './server/rotation.js';
export type { Route } from './server/routes.js';
export type { Received, ServerEvent } from './server/server-event.js';
export {
  createFakeTabs,
  type FakeTab,
  type FakeTabs,
  type FakeTabsOptions,
} from './tabs/fake-tabs.js';
