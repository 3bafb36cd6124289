# Signs in, refreshes three times, signs out, and refreshes once more.
# ruby mechanize.rb https://crm.example.com [CERTIFICATES]; prints the status of each response.
require "mechanize"

url, certificates = ARGV
agent = Mechanize.new
agent.ca_file = certificates if certificates
post = lambda do |endpoint, body = ""|
  puts agent.post("#{url}/api/auth/#{endpoint}", body, "Content-Type" => "application/json").code
rescue Mechanize::ResponseCodeError => error
  puts error.response_code
end

post.call("login", '{"email":"ada@example.com","password":"correct horse battery"}')
%w[refresh refresh refresh logout refresh].each { |endpoint| post.call(endpoint) }
