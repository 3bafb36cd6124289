import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import jwt

issuer = os.environ["ISSUER"]
audience = os.environ.get("AUDIENCE", issuer)
port = int(os.environ.get("PORT", "8080"))


def jwks_uri():
    """RFC 8414: the metadata must name the issuer they were asked for."""
    url = urlsplit(issuer)
    path = "" if url.path == "/" else url.path
    with urlopen(f"{url.scheme}://{url.netloc}/.well-known/oauth-authorization-server{path}") as response:
        metadata = json.load(response)
    if metadata["issuer"] != issuer:
        raise SystemExit(f"{issuer} calls itself {metadata['issuer']}")
    return metadata["jwks_uri"]


keys = jwt.PyJWKClient(jwks_uri())
routes = {
    "/orders/mine": (None, lambda claims: f"Orders of {claims['sub']}"),
    "/refunds": ({"support", "admin"}, lambda claims: "All refunds"),
}


def verify(token):
    # PyJWT does not look at the type.
    if jwt.get_unverified_header(token).get("typ") != "at+jwt":
        raise jwt.InvalidTokenError("not an access token")
    key = keys.get_signing_key_from_jwt(token).key
    return jwt.decode(token, key, algorithms=["ES256"], audience=audience, issuer=issuer, options={"require": ["exp", "iss", "aud", "sub"]})


class Api(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path not in routes:
            return self.answer(404)
        roles, text = routes[self.path]
        scheme, _, token = self.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            return self.answer(401, {"WWW-Authenticate": "Bearer"})
        try:
            claims = verify(token.strip())
        except jwt.PyJWTError as error:
            if isinstance(error.__context__, URLError):
                return self.answer(503, {"Retry-After": "5"})
            return self.answer(401, {"WWW-Authenticate": 'Bearer error="invalid_token"'})
        if roles and roles.isdisjoint(claims["roles"]):
            return self.answer(403, {"WWW-Authenticate": 'Bearer error="insufficient_scope"'})
        self.answer(200, text=text(claims))

    def answer(self, status, headers=None, text=""):
        body = text.encode()
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


with ThreadingHTTPServer(("127.0.0.1", port), Api) as server:
    print(f"listening on port {port}", flush=True)
    server.serve_forever()
