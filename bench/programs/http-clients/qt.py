"""Signs in, refreshes three times, signs out, and refreshes once more.

qt.py https://crm.example.com CERTIFICATES; prints the status of each response.
"""
import sys

from PyQt5.QtCore import QCoreApplication, QEventLoop, QUrl
from PyQt5.QtNetwork import QNetworkAccessManager, QNetworkRequest, QSslCertificate, QSslConfiguration

url, certificates = sys.argv[1:]
application = QCoreApplication(sys.argv)
trust = QSslConfiguration.defaultConfiguration()
trust.setCaCertificates(QSslCertificate.fromPath(certificates))
QSslConfiguration.setDefaultConfiguration(trust)
manager = QNetworkAccessManager()


def post(endpoint, body=b""):
    request = QNetworkRequest(QUrl(f"{url}/api/auth/{endpoint}"))
    request.setHeader(QNetworkRequest.ContentTypeHeader, "application/json")
    reply = manager.post(request, body)
    loop = QEventLoop()
    reply.finished.connect(loop.quit)
    loop.exec_()
    status = reply.attribute(QNetworkRequest.HttpStatusCodeAttribute)
    if status is None:
        sys.exit(reply.errorString())
    print(status, flush=True)


post("login", b'{"email":"ada@example.com","password":"correct horse battery"}')
for endpoint in ["refresh", "refresh", "refresh", "logout", "refresh"]:
    post(endpoint)
