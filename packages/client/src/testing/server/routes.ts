import type { User } from '../../responses/token-response.js';
import { problem } from '../network/fault.js';
import { FakeTickets } from './fake-tickets.js';
import type { FakeUser } from './fake-user.js';
import { cookieName, parseBody, presentedTokens } from './presented-tokens.js';
import { handsOutRefreshToken } from './rotation.js';
import type { Received, ServerEvent } from './server-event.js';
import { type FakeSession, type SessionPolicy, SessionTable } from './session-table.js';
import {
  readAccessToken,
  readRefreshToken,
  writeAccessToken,
  writeRefreshToken,
} from './tokens.js';

export interface Arrived {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly cookie: string;
  readonly body: string;
}

export interface Served {
  readonly response: Response;
  /** `Set-Cookie` headers, which a `Response` made by a page cannot have. */
  readonly cookies?: readonly string[];
}

/** Handles a request of the application for the user whose token it has. */
export type Route = (request: Received, user: User) => Response;

export interface RoutesOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly basePath: string;
  readonly users: readonly FakeUser[];
  /** Seconds. */
  readonly accessTokenLifetime: number;
  readonly policy: SessionPolicy;
}

const cookieAttributes = 'Path=/; Secure; HttpOnly; SameSite=Lax';

/** The endpoints of a fake Tandem server and of an application behind it. */
export class Routes {
  readonly log: ServerEvent[] = [];
  readonly received: Received[] = [];
  readonly #options: RoutesOptions;
  readonly #sessions: SessionTable;
  readonly #routes = new Map<string, Route>();
  readonly #tickets = new FakeTickets();
  #requests = 0;
  #serial = 0;
  #expired = 0;

  constructor(options: RoutesOptions) {
    this.#options = options;
    this.#sessions = new SessionTable(options.policy);
  }

  add(path: string, route: Route): void {
    this.#routes.set(path, route);
  }

  expireAccessTokens(): void {
    this.#expired = this.#serial;
  }

  lives(id: string): boolean {
    const session = this.#sessions.find(id);
    return !!session && this.#sessions.endedBy(session, this.#options.now()) === null;
  }

  revoke(id?: string): void {
    const now = this.#options.now();
    for (const user of this.#options.users) {
      for (const session of this.#sessions.ofUser(user, now)) {
        if (!id || session.id === id) this.#end(session, 'revoked');
      }
    }
  }

  serve(request: Arrived): Served {
    const { method, url, headers, body } = request;
    const id = `r${++this.#requests}`;
    const path = url.pathname;
    const received = { id, at: this.#options.now(), method, path, headers, body };
    this.received.push(received);
    const served = this.#dispatch(request, received);
    served.response.headers.set('x-request-id', id);
    return served;
  }

  #dispatch(request: Arrived, received: Received): Served {
    const { basePath } = this.#options;
    const { method, path } = received;
    const endpoint = path.startsWith(`${basePath}/`) ? path.slice(basePath.length + 1) : null;
    if (method === 'POST' && endpoint === 'login') return this.#login(received);
    if (method === 'POST' && endpoint === 'refresh') return this.#refresh(request);
    if (method === 'POST' && endpoint === 'logout') return this.#logout(request);
    return { response: this.#protected(request, received, endpoint) };
  }

  #login({ body }: Received): Served {
    const { email, password, delivery = 'cookie', rememberMe = true } = parseBody(body);
    const wanted = `${email}`.toLowerCase();
    const user = this.#options.users.find((each) => each.email === wanted);
    if (!user || user.password !== password) {
      return { response: problem(401, 'invalid_credentials') };
    }
    const how = delivery as FakeSession['delivery'];
    const session = this.#sessions.start(user, this.#options.now(), how, rememberMe !== false);
    this.#note('signed_in', session, 1);
    return this.#grant(session, 1, true);
  }

  /** Of several tokens, the newest generation of each session counts. If it is refused, the next is tried. */
  #refresh(request: Arrived): Served {
    let refused = 'refresh_token_missing';
    for (const text of presentedTokens(request)) {
      const token = readRefreshToken(text);
      if (!token) {
        refused = 'refresh_token_invalid';
        continue;
      }
      const result = this.#sessions.present(token, this.#options.now());
      if ('refused' in result) {
        refused = result.refused;
        if (refused === 'refresh_token_reused' && result.session) {
          this.#note(refused, result.session);
        }
        continue;
      }
      const { session, generation, outcome } = result;
      this.#note(outcome, session, generation);
      return this.#grant(session, generation, handsOutRefreshToken(outcome));
    }
    const more = refused === 'refresh_token_missing' ? { diagnosis: null } : {};
    return { response: problem(401, refused, {}, more) };
  }

  #logout(request: Arrived): Served {
    const { sessionId } = parseBody(request.body);
    let matched = false;
    const named = presentedTokens(request).map((text) => readRefreshToken(text)?.session);
    for (const id of [...named, this.#bearer(request)?.session]) {
      if (!id || (sessionId && sessionId !== id)) continue;
      matched = true;
      const session = this.#sessions.find(id);
      if (session && !session.revoked) this.#end(session, 'signed_out');
    }
    // A late sign-out that names another session must not remove the cookie of somebody else.
    const cookies = matched || !sessionId ? [`${cookieName}=; Max-Age=0; ${cookieAttributes}`] : [];
    return { response: new Response(null, { status: 204 }), cookies };
  }

  #protected(request: Arrived, received: Received, endpoint: string | null): Response {
    const caller =
      endpoint === null ? this.#tickets.redeem(request.url, this.#options.now()) : null;
    const session = caller ?? this.#authenticate(request);
    if (session instanceof Response) return session;
    const { user } = session;
    const { method, path, body } = received;
    if (path === '/api/me') return Response.json(profile(user));
    const route = this.#routes.get(path);
    if (route) return route(received, profile(user));
    if (endpoint === null) {
      return Response.json({ user: user.id, session: session.id, method, path, body });
    }
    return this.#account(`${method} ${endpoint}`, session);
  }

  #account(call: string, session: FakeSession): Response {
    const now = this.#options.now();
    const own = this.#sessions.ofUser(session.user, now);
    if (call === 'GET sessions') {
      return Response.json(own.map((each) => this.#describe(each, session)));
    }
    if (call === 'POST logout-all') {
      for (const each of own) this.#end(each, 'signed_out');
      return new Response(null, { status: 204 });
    }
    if (call === 'POST ticket') {
      return Response.json(this.#tickets.issue(session, now));
    }
    const ended = /^DELETE sessions\/(.+)$/.exec(call)?.[1];
    const other = own.find((each) => each.id === ended);
    if (!other) return problem(404, 'not_found');
    this.#end(other, 'signed_out');
    return new Response(null, { status: 204 });
  }

  #authenticate(request: Arrived): FakeSession | Response {
    const token = this.#bearer(request);
    if (token === undefined) return problem(401, 'access_token_missing');
    const challenge = { 'www-authenticate': 'Bearer error="invalid_token"' };
    const session = token && this.#sessions.find(token.session);
    if (!session) return problem(401, 'access_token_invalid', challenge);
    const now = this.#options.now();
    const age = now - token.issuedAt;
    const { accessTokenLifetime } = this.#options;
    if (age >= accessTokenLifetime * 1000 || token.serial <= this.#expired) {
      return problem(401, 'access_token_expired', challenge);
    }
    if (session.revoked) return problem(401, 'session_revoked', challenge);
    this.#sessions.confirm(session, token, now);
    return session;
  }

  /** undefined: no token; null: a token that this server did not issue. */
  #bearer({ headers }: Arrived) {
    const text = /^Bearer (.+)$/.exec(headers.get('authorization') ?? '')?.[1];
    return text === undefined ? undefined : readAccessToken(text);
  }

  #grant(session: FakeSession, generation: number, withRefreshToken: boolean): Served {
    const now = this.#options.now();
    const { accessTokenLifetime: expiresIn } = this.#options;
    const expiresAt = this.#sessions.expiresAt(session);
    const token = { session: session.id, generation, issuedAt: now };
    const refreshToken = writeRefreshToken({ ...token, expiresAt });
    const refreshExpiresIn = Math.floor((expiresAt - now) / 1000);
    const inBody = withRefreshToken && session.delivery !== 'cookie';
    const inCookie = withRefreshToken && session.delivery !== 'body';
    const age = session.persistent ? `; Max-Age=${refreshExpiresIn}` : '';
    const response = Response.json(
      {
        accessToken: writeAccessToken({ ...token, serial: ++this.#serial }),
        tokenType: 'Bearer',
        expiresIn,
        ...(inBody ? { refreshToken } : {}),
        refreshExpiresIn,
        user: profile(session.user),
        session: {
          id: session.id,
          generation,
          createdAt: new Date(session.createdAt).toISOString(),
          expiresAt: new Date(expiresAt).toISOString(),
        },
        serverTime: new Date(now).toISOString(),
      },
      { headers: { 'cache-control': 'no-store' } },
    );
    return {
      response,
      cookies: inCookie ? [`${cookieName}=${refreshToken}${age}; ${cookieAttributes}`] : [],
    };
  }

  #end(session: FakeSession, type: 'revoked' | 'signed_out'): void {
    session.revoked = true;
    this.#note(type, session);
  }

  #describe(session: FakeSession, current: FakeSession): object {
    const at = (time: number) => new Date(time).toISOString();
    return {
      id: session.id,
      current: session === current,
      createdAt: at(session.createdAt),
      lastUsedAt: at(session.rotation.rotatedAt ?? session.createdAt),
      expiresAt: at(this.#sessions.expiresAt(session)),
      delivery: session.delivery,
    };
  }

  #note(type: ServerEvent['type'], session: FakeSession, generation?: number): void {
    const { id, user } = session;
    const event = { at: this.#options.now(), type, session: id, user: user.id };
    this.log.push(generation === undefined ? event : { ...event, generation });
  }
}

function profile({ password: _, ...user }: FakeUser): User {
  return user;
}
