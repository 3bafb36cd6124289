# Signs in, refreshes three times, signs out, and refreshes once more.
# perl cookiejar.pl https://crm.example.com CERTIFICATES; prints the status of each response.
use strict;
use warnings;
use HTTP::CookieJar;
use HTTP::Tiny;

my ($url, $certificates) = @ARGV;
my $client = HTTP::Tiny->new(
    cookie_jar => HTTP::CookieJar->new,
    verify_SSL => 1,
    SSL_options => { SSL_ca_file => $certificates },
);

sub post {
    my ($endpoint, $body) = @_;
    my $response = $client->post("$url/api/auth/$endpoint",
        { headers => { 'Content-Type' => 'application/json' }, content => $body });
    die $response->{content} if $response->{status} == 599;
    print "$response->{status}\n";
}

post('login', '{"email":"ada@example.com","password":"correct horse battery"}');
post($_, '') for qw(refresh refresh refresh logout refresh);
