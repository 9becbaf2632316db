#!/bin/sh
# Makes the certificates of the TLS tests anew. They guard nothing: their keys are public.
set -eu
cd "$(dirname "$0")"
authority() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -sha256 -subj "/CN=$2" \
    -days 36500 -keyout "$1.key" -out "$1.pem"
}
leaf() {
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -sha256 -subj '/CN=mail' -keyout "$1.key" -out "$1.csr"
  printf 'subjectAltName=%s\n' "$2" >"$1.ext"
  shift 2
  openssl x509 -req -in "$NAME.csr" -CA authority.pem -CAkey authority.key -sha256 -extfile "$NAME.ext" \
    -out "$NAME.pem" "$@"
  rm "$NAME.csr" "$NAME.ext"
}
authority authority 'Test authority'
authority stranger 'Another authority'
NAME=good leaf good 'IP:0.0.0.0,DNS:localhost' -days 36500
NAME=other-host leaf other-host 'DNS:other.example' -days 36500
NAME=expired leaf expired 'IP:0.0.0.0,DNS:localhost' -days -1
rm -f authority.key stranger.key ./*.srl
