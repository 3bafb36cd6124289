# Signs in, refreshes three times, signs out, and refreshes once more.
# perl mojolicious.pl https://crm.example.com [CERTIFICATES]; prints the status of each response.
use strict;
use warnings;
use Mojo::UserAgent;

my ($url, $certificates) = @ARGV;
my $agent = Mojo::UserAgent->new;
$agent->ca($certificates) if $certificates;

sub post {
    my ($endpoint, @content) = @_;
    my $response = $agent->post("$url/api/auth/$endpoint", @content)->result;
    print $response->code, "\n";
}

$| = 1;
post('login', json => { email => 'ada@example.com', password => 'correct horse battery' });
post($_) for qw(refresh refresh refresh logout refresh);
