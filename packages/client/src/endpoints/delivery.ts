import type { Post } from './post.js';

/**
 * How the refresh token reaches the auth endpoints and comes back: wraps the request that is sent
 * to them. The cookie needs no wrapping.
 */
export type Delivery = (send: Post) => Post;
