import { createServer } from 'node:http';
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';

const { ISSUER: issuer, AUDIENCE: audience = issuer, PORT: port = 8080 } = process.env;
const keys = createRemoteJWKSet(await jwksUri());
const routes = {
  '/orders/mine': { answer: (claims) => `Orders of ${claims.sub}` },
  '/refunds': { roles: ['support', 'admin'], answer: () => 'All refunds' },
};

createServer(async (request, response) => {
  const { status, headers, text } = await answer(request);
  response.writeHead(status, headers).end(text);
}).listen(port, '127.0.0.1', () => process.stdout.write(`listening on port ${port}\n`));

async function answer(request) {
  const route = Object.hasOwn(routes, request.url) ? routes[request.url] : undefined;
  if (!route) return { status: 404 };
  const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (!token) return { status: 401, headers: { 'WWW-Authenticate': 'Bearer' } };

  let claims;
  try {
    const rules = {
      typ: 'at+jwt',
      issuer,
      audience,
      algorithms: ['ES256'],
      requiredClaims: ['exp'],
    };
    claims = (await jwtVerify(token, keys, rules)).payload;
  } catch (error) {
    return aboutToken(error)
      ? { status: 401, headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } }
      : { status: 503, headers: { 'Retry-After': '5' } };
  }
  if (route.roles && !route.roles.some((role) => claims.roles.includes(role)))
    return { status: 403, headers: { 'WWW-Authenticate': 'Bearer error="insufficient_scope"' } };
  return { status: 200, text: route.answer(claims) };
}

/** Whether the token is at fault, and not the way to the keys. */
function aboutToken(error) {
  return (
    error instanceof errors.JOSEError &&
    !(error instanceof errors.JWKSTimeout) &&
    !(error instanceof errors.JWKSInvalid) &&
    error.code !== 'ERR_JOSE_GENERIC'
  );
}

/** RFC 8414: the metadata must name the issuer they were asked for. */
async function jwksUri() {
  const { origin, pathname } = new URL(issuer);
  const path = pathname === '/' ? '' : pathname;
  const response = await fetch(`${origin}/.well-known/oauth-authorization-server${path}`);
  const metadata = await response.json();
  if (metadata.issuer !== issuer) throw new Error(`${issuer} calls itself ${metadata.issuer}`);
  return new URL(metadata.jwks_uri);
}
