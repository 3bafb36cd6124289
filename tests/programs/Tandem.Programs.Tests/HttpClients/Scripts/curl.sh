#!/bin/sh
# Signs in, refreshes three times, signs out, and refreshes once more.
# curl.sh https://crm.example.com [CERTIFICATES]; prints the status of each response.
url=$1/api/auth cookies=$(mktemp)
trap 'rm "$cookies"' EXIT
post() {
  curl --silent --show-error --cookie "$cookies" --cookie-jar "$cookies" ${certificates:+--cacert "$certificates"} \
    --header 'Content-Type: application/json' --output /dev/null --write-out '%{http_code}\n' --data "$2" "$url/$1"
}
certificates=${2:-}
post login '{"email":"ada@example.com","password":"correct horse battery"}' &&
  post refresh '' && post refresh '' && post refresh '' && post logout '' && post refresh ''
