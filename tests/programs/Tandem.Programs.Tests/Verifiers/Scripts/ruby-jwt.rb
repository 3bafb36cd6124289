# ruby-jwt, as it is by default and as docs/reference/verifiers.md sets it: the same lines as tests/programs/javascript/verifiers/verifiers.mjs.
require 'json'
require 'jwt'
require 'net/http'

issuer, audience = ARGV
clock = Time.now.to_f
Time.define_singleton_method(:now) { at(clock) }

keys = nil
loader = lambda do |options|
  keys = nil if options[:kid_not_found]
  keys ||= JSON.parse(Net::HTTP.get(URI("#{issuer}/.well-known/jwks.json")))
end

settings = {
  'default' => { jwks: loader },
  'strict' => { algorithms: ['ES256'], jwks: loader, iss: issuer, verify_iss: true, aud: audience, verify_aud: true }
}

$stdout.sync = true
puts "versions #{JSON.generate('ruby-jwt' => JWT::VERSION::STRING)}"
$stdin.each_line do |line|
  asked = JSON.parse(line)
  clock = asked['at'] / 1000.0
  outcome = begin
    JWT.decode(asked['token'], nil, true, settings[asked['setting']]).first['roles'].join(' ')
  rescue JWT::DecodeError => e
    "refused: #{e.class} #{e.message}"
  end
  puts "seen #{JSON.generate('ruby-jwt' => outcome)}"
end
