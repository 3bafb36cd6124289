# Signs in, refreshes three times, signs out, and refreshes once more.
# ruby http-cookie.rb https://crm.example.com [CERTIFICATES]; prints the status of each response.
require "http-cookie"
require "net/http"

url, certificates = ARGV
origin = URI(url)
jar = HTTP::CookieJar.new
Net::HTTP.start(origin.hostname, origin.port, use_ssl: origin.scheme == "https", ca_file: certificates) do |http|
  post = lambda do |endpoint, body = ""|
    uri = URI("#{url}/api/auth/#{endpoint}")
    response = http.post(uri.path, body, "Content-Type" => "application/json", "Cookie" => HTTP::Cookie.cookie_value(jar.cookies(uri)))
    (response.get_fields("Set-Cookie") || []).each { |cookie| jar.parse(cookie, uri) }
    puts response.code
  end

  post.call("login", '{"email":"ada@example.com","password":"correct horse battery"}')
  %w[refresh refresh refresh logout refresh].each { |endpoint| post.call(endpoint) }
end
