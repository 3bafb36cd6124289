// Every JavaScript verifier, each as it is by default and as docs/reference/verifiers.md sets it.
// Arguments: the issuer and the audience. Each line of input is { setting, at, token }, with `at` the time of day in milliseconds at which
// the clock stands still; each line of output says what every verifier of that setting did: the roles, or why it refuses.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import fastifyJwt from '@fastify/jwt';
import { JwtVerifier } from 'aws-jwt-verify';
import express from 'express';
import { expressjwt } from 'express-jwt';
import { auth } from 'express-oauth2-jwt-bearer';
import { createVerifier } from 'fast-jwt';
import fastify from 'fastify';
import buildGetJwks from 'get-jwks';
import { Hono } from 'hono';
import { jwk } from 'hono/jwk';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import jsonwebtoken from 'jsonwebtoken';
import jwksRsa from 'jwks-rsa';
import * as oauth from 'oauth4webapi';

const [issuer, audience] = process.argv.slice(2);
const jwksUri = `${issuer}/.well-known/jwks.json`;
const algorithms = ['ES256'];

const packages = {
  jose: ['jose'],
  jsonwebtoken: ['jsonwebtoken', 'jwks-rsa'],
  'express-jwt': ['express-jwt', 'jwks-rsa'],
  'express-oauth2-jwt-bearer': ['express-oauth2-jwt-bearer'],
  'fast-jwt': ['fast-jwt', 'get-jwks'],
  '@fastify/jwt': ['@fastify/jwt', 'get-jwks'],
  'aws-jwt-verify': ['aws-jwt-verify'],
  oauth4webapi: ['oauth4webapi'],
  'hono/jwk': ['hono'],
};

const settings = {
  default: {
    jose: withJose({}),
    jsonwebtoken: withJsonwebtoken({}),
    'express-jwt': await withExpress(
      expressjwt({ secret: keysOfJwksRsa(), algorithms: ['RS256'] }),
    ),
    'express-oauth2-jwt-bearer': await withExpress(auth({ issuerBaseURL: issuer, audience })),
    'fast-jwt': withFastJwt({}),
    '@fastify/jwt': withFastify(undefined),
    'aws-jwt-verify': withAws({ issuer, audience }),
    oauth4webapi: withOauth4webapi(undefined, undefined),
    'hono/jwk': withHono(undefined),
  },
  strict: {
    jose: withJose({ typ: 'at+jwt', issuer, audience, algorithms }),
    jsonwebtoken: withJsonwebtoken({ algorithms, issuer, audience }),
    'express-jwt': await withExpress(
      expressjwt({ secret: keysOfJwksRsa(), algorithms, issuer, audience }),
    ),
    'express-oauth2-jwt-bearer': await withExpress(
      auth({ issuerBaseURL: issuer, audience, tokenSigningAlg: 'ES256', strict: true }),
    ),
    'fast-jwt': withFastJwt({
      algorithms,
      allowedIss: issuer,
      allowedAud: audience,
      checkTyp: 'at+jwt',
    }),
    '@fastify/jwt': withFastify({ algorithms, allowedIss: issuer, allowedAud: audience }),
    'aws-jwt-verify': withAws({ issuer, audience, jwksUri }),
    oauth4webapi: withOauth4webapi({ algorithm: 'oauth2' }, { signingAlgorithms: algorithms }),
    'hono/jwk': withHono({ typ: 'at+jwt', iss: issuer, aud: audience, iat: false }),
  },
};

let clock = Date.now();
const started = clock;
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [clock] : parts));
  }
  static now() {
    return clock;
  }
};
performance.now = () => clock - started;

say(
  'versions',
  Object.fromEntries(
    Object.entries(packages).map(([name, all]) => [name, all.map(versionText).join(', ')]),
  ),
);
for await (const line of createInterface({ input: process.stdin })) {
  const { setting, at, token } = JSON.parse(line);
  clock = at;
  const seen = {};
  for (const [name, verify] of Object.entries(settings[setting]))
    seen[name] = await outcome(verify, token);
  say('seen', seen);
}
process.exit();

async function outcome(verify, token) {
  try {
    return (await verify(token)).join(' ');
  } catch (error) {
    return `refused: ${error.code ?? error.name} ${error.message}`.replaceAll('\n', ' ');
  }
}

function withJose(options) {
  const keys = createRemoteJWKSet(new URL(jwksUri));
  return async (token) => (await jwtVerify(token, keys, options)).payload.roles;
}

function withJsonwebtoken(options) {
  const client = jwksRsa({ jwksUri });
  const key = (header, done) =>
    client.getSigningKey(header.kid, (error, found) => done(error, found?.getPublicKey()));
  return (token) =>
    new Promise((resolve, reject) =>
      jsonwebtoken.verify(token, key, options, (error, claims) =>
        error ? reject(error) : resolve(claims.roles),
      ),
    );
}

function keysOfJwksRsa() {
  return jwksRsa.expressJwtSecret({ jwksUri });
}

async function withExpress(middleware) {
  const app = express();
  app.get('/', middleware, (request, response) =>
    response.json((request.auth.payload ?? request.auth).roles),
  );
  app.use((error, _request, response, _next) =>
    response
      .status(error.status ?? 500)
      .set(error.headers ?? {})
      .send(error.message),
  );
  const listening = await new Promise((resolve) => {
    const server = app.listen(0, '127.0.0.1', () => resolve(server));
  });
  const url = `http://127.0.0.1:${listening.address().port}/`;
  return async (token) => rolesOf(await fetch(url, bearer(token)));
}

function withFastJwt(options) {
  const jwks = buildGetJwks();
  const key = ({ header }) =>
    jwks.getPublicKey({ domain: issuer, kid: header.kid, alg: header.alg });
  const verify = createVerifier({ key, ...options });
  return async (token) => (await verify(token)).roles;
}

function withFastify(verify) {
  const jwks = buildGetJwks();
  const app = fastify();
  app.register(fastifyJwt, {
    decode: { complete: true },
    secret: (_request, { header }) =>
      jwks.getPublicKey({ domain: issuer, kid: header.kid, alg: header.alg }),
    ...(verify && { verify }),
  });
  app.get('/', { onRequest: (request) => request.jwtVerify() }, (request) => request.user.roles);
  return async (token) => {
    const response = await app.inject({ url: '/', ...bearer(token) });
    if (response.statusCode !== 200) throw new Error(`${response.statusCode} ${response.body}`);
    return response.json();
  };
}

function withAws(options) {
  const verifier = JwtVerifier.create(options);
  return async (token) => (await verifier.verify(token)).roles;
}

function withOauth4webapi(discovery, options) {
  let server;
  return async (token) => {
    server ??= await oauth.processDiscoveryResponse(
      new URL(issuer),
      await oauth.discoveryRequest(new URL(issuer), discovery),
    );
    const request = new Request('https://api.example.com/', bearer(token));
    return (await oauth.validateJwtAccessToken(server, request, audience, options)).roles;
  };
}

function withHono(verification) {
  const app = new Hono();
  app.use(jwk({ jwks_uri: jwksUri, alg: algorithms, ...(verification && { verification }) }));
  app.get('/', (context) => context.json(context.get('jwtPayload').roles));
  return async (token) => rolesOf(await app.request('/', bearer(token)));
}

function bearer(token) {
  return { headers: { authorization: `Bearer ${token}` } };
}

async function rolesOf(response) {
  if (!response.ok) {
    const why = response.headers.get('www-authenticate') ?? '';
    throw new Error(`${response.status} ${why} ${await response.text()}`);
  }
  return response.json();
}

/** The first package's version alone, the others' with their names. */
function versionText(name, index) {
  return index === 0 ? versionOf(name) : `${name} ${versionOf(name)}`;
}

function versionOf(name) {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'node_modules', name))) folder = dirname(folder);
  return JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8'))
    .version;
}

function say(kind, what) {
  process.stdout.write(`${kind} ${JSON.stringify(what)}\n`);
}
