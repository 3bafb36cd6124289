"""Signs in, refreshes three times, signs out, and refreshes once more.

python-requests.py https://crm.example.com [CERTIFICATES]; prints the status of each response.
"""
import sys

import requests

url = sys.argv[1] + "/api/auth/"
session = requests.Session()
if len(sys.argv) > 2:
    session.verify = sys.argv[2]

print(session.post(url + "login", json={"email": "ada@example.com", "password": "correct horse battery"}).status_code)
for endpoint in ["refresh", "refresh", "refresh", "logout", "refresh"]:
    print(session.post(url + endpoint).status_code)
