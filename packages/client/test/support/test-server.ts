import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

type Handler = (request: Received, response: ServerResponse) => void;

/** A small Tandem server on a real port. It remembers the one session, as a browser's cookie would. */
export class TestServer {
  readonly received: Received[] = [];
  session: { id: string; generation: number } | undefined;
  expiresIn = 900;
  #http: Server;
  #sessions = 0;
  #good = new Set<string>();
  #overrides = new Map<string, Handler>();

  private constructor() {
    this.#http = createServer((request, response) => void this.#receive(request, response));
  }

  static async start(): Promise<TestServer> {
    const server = new TestServer();
    server.#http.listen(0, '127.0.0.1');
    await once(server.#http, 'listening');
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#http.closeAllConnections();
    this.#http.close();
    await once(this.#http, 'close');
  }

  count(path: string): number {
    return this.received.filter((request) => request.path === path).length;
  }

  get refreshes(): number {
    return this.count('/api/auth/refresh');
  }

  last(path: string): Received | undefined {
    return this.received.filter((request) => request.path === path).at(-1);
  }

  /** Access tokens handed out so far are refused from now on. */
  expireAccessTokens(): void {
    this.#good.clear();
  }

  /** Handles `path` with `handler`; without one, in the usual way again. */
  on(path: string, handler?: Handler): void {
    if (handler) this.#overrides.set(path, handler);
    else this.#overrides.delete(path);
  }

  /** Keeps requests to `path` waiting. */
  hold(path: string): { arrived: Promise<void>; gone: Promise<void>; release: () => void } {
    let arrive = () => {};
    let leave = () => {};
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const gone = new Promise<void>((resolve) => {
      leave = resolve;
    });
    this.on(path, (request, response) => {
      response.once('close', () => response.writableFinished || leave());
      arrive();
      void released.then(() => this.#usual(request, response));
    });
    return {
      arrived,
      gone,
      release: () => {
        this.on(path);
        release();
      },
    };
  }

  signIn(): void {
    this.session = { id: `s${++this.#sessions}`, generation: 1 };
  }

  tokens(): object {
    const session = this.session ?? { id: 'none', generation: 0 };
    const accessToken = `${session.id}.${session.generation}`;
    this.#good.add(accessToken);
    return {
      accessToken,
      tokenType: 'Bearer',
      expiresIn: this.expiresIn,
      user: {
        id: 'u1',
        email: 'ada@example.com',
        emailVerified: true,
        displayName: 'Ada',
        roles: ['user'],
      },
      session: {
        ...session,
        createdAt: `2026-03-01T12:00:0${this.#sessions}Z`,
        expiresAt: '2026-03-08T12:00:00Z',
      },
      serverTime: '2026-03-01T12:00:00Z',
    };
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method = '', url: path = '', headers } = request;
    const received = { method, path, headers, body };
    this.received.push(received);
    const handler = this.#overrides.get(path);
    if (handler) handler(received, response);
    else this.#usual(received, response);
  }

  #usual(request: Received, response: ServerResponse): void {
    const token = request.headers.authorization?.replace('Bearer ', '');
    if (request.path === '/api/auth/login') {
      const correct = JSON.parse(request.body).password === 'correct';
      if (correct) this.signIn();
      if (correct) json(response, 200, this.tokens());
      else problem(response, 401, 'invalid_credentials');
    } else if (request.path === '/api/auth/refresh') {
      if (this.session) this.session.generation++;
      if (this.session) json(response, 200, this.tokens());
      else problem(response, 401, 'refresh_token_missing');
    } else if (request.path === '/api/auth/logout') {
      this.session = undefined;
      response.writeHead(204).end();
    } else if (token === undefined) problem(response, 401, 'access_token_missing');
    else if (!this.#good.has(token)) problem(response, 401, 'access_token_expired');
    else json(response, 200, { token, body: request.body });
  }
}

export function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

export function problem(
  response: ServerResponse,
  status: number,
  code: string,
  more: { headers?: Record<string, string>; [extension: string]: unknown } = {},
): void {
  const { headers, ...extensions } = more;
  response
    .writeHead(status, { 'content-type': 'application/problem+json', ...headers })
    .end(JSON.stringify({ title: code, detail: `About ${code}.`, code, ...extensions }));
}

export function html(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>Free WiFi</h1>');
}
