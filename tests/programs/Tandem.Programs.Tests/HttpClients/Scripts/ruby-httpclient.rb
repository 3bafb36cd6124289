# Signs in, refreshes three times, signs out, and refreshes once more.
# ruby ruby-httpclient.rb https://crm.example.com [CERTIFICATES]; prints the status of each response.
require "httpclient"

url, certificates = ARGV
client = HTTPClient.new
client.ssl_config.set_trust_ca(certificates) if certificates
post = ->(endpoint, body = "") { puts client.post("#{url}/api/auth/#{endpoint}", body, "Content-Type" => "application/json").status }

post.call("login", '{"email":"ada@example.com","password":"correct horse battery"}')
%w[refresh refresh refresh logout refresh].each { |endpoint| post.call(endpoint) }
