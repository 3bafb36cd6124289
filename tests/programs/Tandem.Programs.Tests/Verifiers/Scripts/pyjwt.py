# PyJWT, as it is by default and as docs/reference/verifiers.md sets it: the same lines as tests/programs/javascript/verifiers/verifiers.mjs.
import json
import sys
import time
from datetime import datetime

import jwt

issuer, audience = sys.argv[1:]
clock = time.time()


class Clock(datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.fromtimestamp(clock, tz)


jwt.api_jwt.datetime = Clock
time.monotonic = lambda: clock
keys = jwt.PyJWKClient(issuer + "/.well-known/jwks.json")
settings = {
    "default": {"algorithms": ["ES256"]},
    "strict": {"algorithms": ["ES256"], "audience": audience, "issuer": issuer},
}


def outcome(setting, token):
    try:
        return " ".join(jwt.decode(token, keys.get_signing_key_from_jwt(token).key, **settings[setting])["roles"])
    except jwt.PyJWTError as error:
        return f"refused: {type(error).__name__} {error}"


print("versions", json.dumps({"PyJWT": jwt.__version__}), flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    clock = asked["at"] / 1000
    print("seen", json.dumps({"PyJWT": outcome(asked["setting"], asked["token"])}), flush=True)
