# Crypt::JWT, as it is by default and as docs/reference/verifiers.md sets it.
# perl crypt-jwt.pl KEYS ISSUER AUDIENCE; each line of input is a setting and a token, each line of output says what became of it.
use strict;
use warnings;
use Crypt::JWT 'decode_jwt';

my ($file, $issuer, $audience) = @ARGV;
my $keys = do { local (@ARGV, $/) = $file; <> };
my %strict = (accepted_alg => 'ES256', verify_iss => sub { $_[0] eq $issuer });
my %settings = (
    default => {},
    strict => { %strict, verify_aud => sub { $_[0] eq $audience } },
    other => { %strict, verify_aud => sub { $_[0] eq 'https://orders.example.com' } },
);

$| = 1;
while (my $line = <STDIN>) {
    my ($setting, $token) = split ' ', $line;
    my $claims = eval { decode_jwt(token => $token, kid_keys => $keys, %{ $settings{$setting} }) };
    print $claims ? "roles @{ $claims->{roles} }\n" : "refused: $@" =~ s/\s+/ /gr . "\n";
}
