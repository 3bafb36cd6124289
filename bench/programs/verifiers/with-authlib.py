"""Authlib, as it is by default and as docs/reference/verifiers.md sets it.

with-authlib.py KEYS ISSUER AUDIENCE; each line of input is a setting and a token, each line of output says what became of it.
"""
import json
import sys

from authlib.jose import JsonWebKey, jwt

file, issuer, audience = sys.argv[1:]
keys = JsonWebKey.import_key_set(json.load(open(file)))


def options(audience):
    return {"iss": {"essential": True, "value": issuer}, "aud": {"essential": True, "value": audience}}


settings = {"default": None, "strict": options(audience), "other": options("https://orders.example.com")}

for line in sys.stdin:
    setting, token = line.split()
    try:
        claims = jwt.decode(token, keys, claims_options=settings[setting])
        claims.validate()
        print("roles", *claims["roles"], flush=True)
    except Exception as error:
        print(f"refused: {type(error).__name__} {error}", flush=True)
