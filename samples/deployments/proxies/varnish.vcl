vcl 4.1;

backend tandem {
  .host = "127.0.0.1";
  .port = "5080";
  .first_byte_timeout = 1h;
  .between_bytes_timeout = 1h;
}

sub vcl_recv {
  set req.http.X-Forwarded-For = client.ip;
  if (req.http.Upgrade ~ "(?i)websocket") {
    return (pipe);
  }
  if (req.url ~ "^/api/") {
    return (pass);
  }
}

sub vcl_pipe {
  set bereq.http.Upgrade = req.http.Upgrade;
  set bereq.http.Connection = req.http.Connection;
}
