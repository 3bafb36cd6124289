<?php
// Signs in, refreshes three times, signs out, and refreshes once more.
// php browser-kit.php https://crm.example.com CERTIFICATES; prints the status of each response.
require '/usr/share/php/Symfony/Component/BrowserKit/autoload.php';
require '/usr/share/php/Symfony/Component/HttpClient/autoload.php';
require '/usr/share/php/Symfony/Component/Mime/autoload.php';

use Symfony\Component\BrowserKit\HttpBrowser;
use Symfony\Component\HttpClient\HttpClient;

[, $url, $certificates] = $argv;
$browser = new HttpBrowser(HttpClient::create(['cafile' => $certificates]));

function post(HttpBrowser $browser, string $url, string $body): void
{
    $browser->request('POST', $url, server: ['CONTENT_TYPE' => 'application/json'], content: $body);
    echo $browser->getInternalResponse()->getStatusCode(), "\n";
}

post($browser, "$url/api/auth/login", '{"email":"ada@example.com","password":"correct horse battery"}');
foreach (['refresh', 'refresh', 'refresh', 'logout', 'refresh'] as $endpoint) {
    post($browser, "$url/api/auth/$endpoint", '');
}
