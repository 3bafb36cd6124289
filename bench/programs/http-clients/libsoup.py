"""Signs in, refreshes three times, signs out, and refreshes once more.

libsoup.py https://crm.example.com CERTIFICATES; prints the status of each response.
"""
import sys

import gi

gi.require_version("Soup", "3.0")
from gi.repository import Gio, GLib, Soup

url, certificates = sys.argv[1:]
session = Soup.Session(tls_database=Gio.TlsFileDatabase.new(certificates))
session.add_feature(Soup.CookieJar())


def post(endpoint, body=b""):
    message = Soup.Message.new("POST", f"{url}/api/auth/{endpoint}")
    message.set_request_body_from_bytes("application/json", GLib.Bytes.new(body))
    session.send_and_read(message)
    print(int(message.get_status()), flush=True)


post("login", b'{"email":"ada@example.com","password":"correct horse battery"}')
for endpoint in ["refresh", "refresh", "refresh", "logout", "refresh"]:
    post(endpoint)
