#!/bin/sh
# Makes the certificates of the test again, all for one key and each known by its organization.
# They guard nothing: the key is public. Needs OpenSSL 3; run it in this directory.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
century=36500

key() {
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"
}

# signed NAME CN SAN [DAYS]
signed() {
  printf 'extendedKeyUsage=serverAuth\n%s\n' "${3:+subjectAltName=$3}" >"$work/ext"
  openssl req -new -key key.pem -subj "/O=$1/CN=$2" |
    openssl x509 -req -CA ca.pem -CAkey "$work/ca.key" -days "${4:-$century}" \
      -extfile "$work/ext" >>certificates.pem
}

: >certificates.pem
key key.pem
key "$work/ca.key"
openssl req -x509 -new -key "$work/ca.key" -subj '/CN=Fetchfold agreement' -days $century \
  -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign -out ca.pem
signed good x DNS:example.test,DNS:www.example.test,IP:127.0.0.1,IP:::1
signed wildcard x 'DNS:*.example.test'
signed top-wildcard x 'DNS:*.test'
signed lone-wildcard x 'DNS:*'
signed inner-wildcard x 'DNS:a.*.example.test'
signed upper-case x DNS:EXAMPLE.TEST,DNS:MY_SERVICE.EXAMPLE.TEST
signed dotted x DNS:example.test.,DNS:my_service.example.test.
signed other x DNS:other.test
signed address-as-name x DNS:127.0.0.1
signed email-only x email:a@example.test
signed international x DNS:xn--bcher-kva.example.test
signed one-label x DNS:intranet
signed numbers x DNS:127.1
signed underscore x DNS:my_service.example.test
signed deep x DNS:a_b.c.example.test
signed partial x 'DNS:my_*.example.test'
signed common-name my_service.example.test ''
signed hyphens x DNS:-a.example.test,DNS:a-.example.test
signed expired x DNS:example.test,DNS:my_service.example.test -1
openssl req -x509 -key key.pem -subj /O=self-signed/CN=x -days $century \
  -addext subjectAltName=DNS:example.test,DNS:my_service.example.test >>certificates.pem
