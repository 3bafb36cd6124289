"""Signs in, refreshes three times, signs out, and refreshes once more.

python-urllib.py https://crm.example.com [CERTIFICATES]; prints the status of each response.
"""
import http.cookiejar
import ssl
import sys
import urllib.error
import urllib.request

trust = ssl.create_default_context(cafile=sys.argv[2] if len(sys.argv) > 2 else None)
opener = urllib.request.build_opener(
    urllib.request.ProxyHandler({}),
    urllib.request.HTTPSHandler(context=trust),
    urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()),
)


def post(endpoint, body=b""):
    request = urllib.request.Request(sys.argv[1] + "/api/auth/" + endpoint, body, {"Content-Type": "application/json"})
    try:
        print(opener.open(request).status)
    except urllib.error.HTTPError as error:
        print(error.code)


post("login", b'{"email":"ada@example.com","password":"correct horse battery"}')
for endpoint in ["refresh", "refresh", "refresh", "logout", "refresh"]:
    post(endpoint)
