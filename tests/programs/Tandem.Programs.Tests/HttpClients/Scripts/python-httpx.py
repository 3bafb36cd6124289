"""Signs in, refreshes three times, signs out, and refreshes once more.

python-httpx.py https://crm.example.com [CERTIFICATES]; prints the status of each response.
"""
import sys

import httpx

url = sys.argv[1] + "/api/auth/"
session = httpx.Client(verify=sys.argv[2] if len(sys.argv) > 2 else True)

print(session.post(url + "login", json={"email": "ada@example.com", "password": "correct horse battery"}).status_code)
for endpoint in ["refresh", "refresh", "refresh", "logout", "refresh"]:
    print(session.post(url + endpoint).status_code)
