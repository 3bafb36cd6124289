"""libjwt, a library of C: it has no settings.

libjwt.py KEYS ISSUER AUDIENCE; each line of input is a setting and a token, each line of output says what became of it. Beside KEYS is KEYS.pem,
the public key of the token.
"""
import ctypes
import os
import sys

library = ctypes.CDLL("libjwt.so.0")
key = open(sys.argv[1] + ".pem", "rb").read()

for line in sys.stdin:
    _, token = line.split()
    decoded = ctypes.c_void_p()
    error = library.jwt_decode(ctypes.byref(decoded), token.encode(), key, len(key))
    print(f"refused: {os.strerror(error)}" if error else "roles", flush=True)
