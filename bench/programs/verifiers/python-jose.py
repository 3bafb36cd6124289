"""python-jose, as it is by default and as docs/reference/verifiers.md sets it.

python-jose.py KEYS ISSUER AUDIENCE; each line of input is a setting and a token, each line of output says what became of it.
"""
import json
import sys

from jose import jwt

file, issuer, audience = sys.argv[1:]
keys = json.load(open(file))
settings = {
    "default": {},
    "strict": {"audience": audience, "issuer": issuer},
    "other": {"audience": "https://orders.example.com", "issuer": issuer},
}

for line in sys.stdin:
    setting, token = line.split()
    try:
        print("roles", *jwt.decode(token, keys, algorithms=["ES256"], **settings[setting])["roles"], flush=True)
    except Exception as error:
        print(f"refused: {type(error).__name__} {error}", flush=True)
