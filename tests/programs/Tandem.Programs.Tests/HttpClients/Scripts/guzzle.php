<?php
// Signs in, refreshes three times, signs out, and refreshes once more.
// php guzzle.php https://crm.example.com [CERTIFICATES]; prints the status of each response.
require '/usr/share/php/GuzzleHttp/autoload.php';

$client = new GuzzleHttp\Client(['base_uri' => $argv[1] . '/api/auth/', 'cookies' => true, 'http_errors' => false, 'verify' => $argv[2] ?? true]);

echo $client->post('login', ['json' => ['email' => 'ada@example.com', 'password' => 'correct horse battery']])->getStatusCode(), "\n";
foreach (['refresh', 'refresh', 'refresh', 'logout', 'refresh'] as $endpoint) {
    echo $client->post($endpoint)->getStatusCode(), "\n";
}
