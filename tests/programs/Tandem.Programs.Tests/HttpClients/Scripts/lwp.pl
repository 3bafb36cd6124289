# Signs in, refreshes three times, signs out, and refreshes once more.
# perl lwp.pl https://crm.example.com [CERTIFICATES]; prints the status of each response.
use strict;
use warnings;
use HTTP::Cookies;
use LWP::UserAgent;

my ($url, $certificates) = @ARGV;
my $agent = LWP::UserAgent->new(cookie_jar => HTTP::Cookies->new);
$agent->ssl_opts(SSL_ca_file => $certificates) if $certificates;

sub post {
    my ($endpoint, $body) = @_;
    my $response = $agent->post("$url/api/auth/$endpoint", 'Content-Type' => 'application/json', Content => $body);
    die $response->status_line if ($response->header('Client-Warning') // '') eq 'Internal response';
    print $response->code, "\n";
}

$| = 1;
post('login', '{"email":"ada@example.com","password":"correct horse battery"}');
post($_, '') for qw(refresh refresh refresh logout refresh);
