import { createAuthClient } from '@tandem-auth/client';
import { recordTimeline } from './session/timeline.js';

/** The application's one client; the server is the page's own origin. */
export const auth = createAuthClient();

export const timeline = recordTimeline(auth);
