#!/bin/sh
# Signs in, refreshes three times, signs out, and refreshes once more.
# httpie.sh https://crm.example.com [CERTIFICATES]; prints the status of each response.
url=$1/api/auth session=$(mktemp -d)
trap 'rm -r "$session"' EXIT
post() {
  endpoint=$1
  shift
  status=$(https_proxy='' http_proxy='' /usr/bin/http --ignore-stdin --headers --session "$session/tandem.json" --verify "$certificates" POST "$url/$endpoint" "$@" |
    sed -n 's|^HTTP/1.1 \([0-9]*\).*|\1|p')
  [ -n "$status" ] && echo "$status"
}
certificates=${2:-yes}
post login email=ada@example.com password='correct horse battery' &&
  post refresh && post refresh && post refresh && post logout && post refresh
