#!/usr/bin/env bash
# Makes the certificates of compose.yaml: an authority, one for denokv's proxy, and one for the
# public name as long as there is none from elsewhere: containers/certificates.sh journal.example.com
set -euo pipefail
name=${1:?Which public name? containers/certificates.sh journal.example.com}
mkdir -p "$(dirname "$0")/certificates"
cd "$(dirname "$0")/certificates"
umask 077

new_key=(-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes)
if [ ! -e ca.pem ]; then
  openssl req -x509 "${new_key[@]}" -days 3650 -subj "/CN=EpicMe authority" \
    -addext "basicConstraints=critical,CA:TRUE" -keyout ca.key -out ca.pem
fi

# Never in the place of one that is there.
issue() {
  local file=$1 host=$2
  [ -e "$file.pem" ] && return
  openssl req "${new_key[@]}" -subj "/CN=$host" -keyout "$file.key" -out "$file.csr"
  openssl x509 -req -in "$file.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -days 825 \
    -extfile <(printf 'subjectAltName=DNS:%s\nbasicConstraints=CA:FALSE\n' "$host") -out "$file.pem"
  rm "$file.csr"
}
issue kv kv-proxy
issue public "$name"
# The servers run as a user of their own, who must read the authority, which is no secret.
chmod 755 . && chmod 644 ca.pem
