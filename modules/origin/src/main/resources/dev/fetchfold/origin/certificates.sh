#!/bin/sh
# Makes the certificates of the kit's own origin server again. They guard nothing: the keys are
# public, the password is "fetchfold". Needs keytool of JDK 21 or later; run it in this directory.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
long_ago='2001/01/01 00:00:00'
past='2020/01/01 00:00:00' # no clock in use is before it
century=36500
here='san=dns:localhost,ip:127.0.0.1,ip:0:0:0:0:0:0:0:1'

tool() {
  command=$1
  shift
  keytool "$command" -storetype PKCS12 -storepass fetchfold "$@"
}

# pair STORE ALIAS DN START DAYS [EXTENSION...]
pair() {
  store=$1 alias=$2 dn=$3 start=$4 days=$5
  shift 5
  rm -f "$store"
  tool -genkeypair -keyalg EC -groupname secp256r1 -sigalg SHA256withECDSA -keystore "$store" \
    -alias "$alias" -dname "$dn" -startdate "$start" -validity "$days" "$@"
}

# signed NAME DN SAN USAGE START DAYS
signed() {
  name=$1
  pair "$name.p12" "$name" "$2" "$5" "$6"
  tool -certreq -keystore "$name.p12" -alias "$name" |
    tool -gencert -keystore "$work/ca.p12" -alias ca -rfc -ext "$3" -ext "eku=$4" \
      -startdate "$5" -validity "$6" >"$work/$name.pem"
  cat ca.pem "$work/$name.pem" >"$work/$name.chain"
  tool -importcert -noprompt -keystore "$name.p12" -alias "$name" -file "$work/$name.chain"
}

pair "$work/ca.p12" ca 'CN=Fetchfold conformance kit' "$past" $century \
  -ext bc:c=ca:true -ext ku:c=keyCertSign
tool -exportcert -keystore "$work/ca.p12" -alias ca -rfc -file ca.pem
signed trusted CN=localhost "$here" serverAuth "$past" $century
signed wrong-host CN=elsewhere.example san=dns:elsewhere.example serverAuth "$past" $century
signed expired CN=localhost "$here" serverAuth "$long_ago" 365
signed wildcard CN=wildcard 'san=dns:*.example.test' serverAuth "$past" $century
signed client CN=client.example san=dns:client.example clientAuth "$past" $century
pair self-signed.p12 self-signed CN=localhost "$past" $century -ext "$here" -ext eku=serverAuth
