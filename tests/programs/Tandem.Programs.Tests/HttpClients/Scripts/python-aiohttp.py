"""Signs in, refreshes three times, signs out, and refreshes once more.

python-aiohttp.py https://crm.example.com [CERTIFICATES]; prints the status of each response.
"""
import asyncio
import ssl
import sys

import aiohttp


async def main():
    url = sys.argv[1] + "/api/auth/"
    trust = ssl.create_default_context(cafile=sys.argv[2] if len(sys.argv) > 2 else None)
    # By default the jar keeps no cookie of an address such as 127.0.0.1.
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar, connector=aiohttp.TCPConnector(ssl=trust)) as session:
        async def post(endpoint, **content):
            async with session.post(url + endpoint, **content) as response:
                print(response.status)

        await post("login", json={"email": "ada@example.com", "password": "correct horse battery"})
        for endpoint in ["refresh", "refresh", "refresh", "logout", "refresh"]:
            await post(endpoint)


asyncio.run(main())
