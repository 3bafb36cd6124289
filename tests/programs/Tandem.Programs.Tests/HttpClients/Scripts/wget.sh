#!/bin/sh
# Signs in, refreshes three times, signs out, and refreshes once more.
# wget.sh https://crm.example.com [CERTIFICATES]; prints the status of each response.
url=$1/api/auth cookies=$(mktemp)
trap 'rm "$cookies"' EXIT
# Without --tries=1, wget sends a POST up to 20 times.
post() {
  wget --tries=1 --load-cookies "$cookies" --save-cookies "$cookies" --keep-session-cookies ${certificates:+--ca-certificate="$certificates"} \
    --header 'Content-Type: application/json' --content-on-error --output-document /dev/null --server-response --post-data "$2" "$url/$1" 2>&1 |
    sed -n 's|^  HTTP/1.1 \([0-9]*\).*|\1|p' | grep .
}
certificates=${2:-}
post login '{"email":"ada@example.com","password":"correct horse battery"}' &&
  post refresh '' && post refresh '' && post refresh '' && post logout '' && post refresh ''
