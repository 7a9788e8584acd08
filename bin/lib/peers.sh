# shellcheck shell=bash
# Builds real servers from their Go modules, starts them on loopback and stops exactly these.
# Their versions and the sums of all that they are made of are in bin/lib/peers/*/go.mod and go.sum, and nowhere else:
# Go refuses to build what differs from them.

go_needed=26
peers_cache=${GATEHOUSE_PEERS:-${XDG_CACHE_HOME:-$HOME/.cache}/gatehouse/peers}
peers_run=$PWD/.gatehouse/peers

# The minor version of a Go 1; nothing where there is none.
go_version() {
  [[ -x $1 ]] || return 0
  GOTOOLCHAIN=local "$1" version 2>/dev/null | sed -nE 's/^go version go1\.([0-9]+).*/\1/p'
}

find_go() {
  local candidate version
  for candidate in "$(command -v go || true)" /usr/local/go/bin/go "$HOME/go/bin/go" "$HOME/sdk"/go1.*/bin/go; do
    version=$(go_version "$candidate")
    if [[ -n $version && $version -ge $go_needed ]]; then
      printf '%s\n' "$candidate"
      return 0
    fi
  done
  return 1
}

# Answers 1 where there is no Go.
need_go() {
  go=$(find_go) || {
    say "skipping the real servers: no Go 1.$go_needed or newer found"
    say "get it from https://go.dev/dl, unpack it to /usr/local/go, and run this again"
    return 1
  }
  say "Go 1.$(go_version "$go") in $go"
}

# The version of a module that a server is made of. Arguments: the server's folder, the module.
module_version() {
  awk -v module="$2" '$1 == "require" { sub(/^require /, "") } $1 == module && $2 ~ /^v/ { print $2; exit }' \
    "bin/lib/peers/$1/go.mod"
}

# Where a server's programs are kept: another folder for each content of what it is built from.
peer_folder() {
  printf '%s/%s-%s\n' "$peers_cache" "$1" "$(cat "bin/lib/peers/$1"/* | sha256sum | cut -c 1-12)"
}

# Arguments: the server, the program, how long it takes, the package, then flags of the linker.
# Others see a program when it is complete, never half of it.
build_program() {
  local server=$1 program=$2 takes=$3 package=$4 folder started=$SECONDS log
  shift 4
  local -a tags=()
  folder=$(peer_folder "$server")
  if [[ -x $folder/$program ]]; then
    say "$program is there already"
    return
  fi
  [[ $server != vault ]] || tags=(-tags minimal)
  say "building $program (about $takes the first time)"
  mkdir -p "$folder"
  log=$folder/$program.build.log
  (cd "bin/lib/peers/$server" && CGO_ENABLED=0 GOWORK=off GOTOOLCHAIN=local "$go" build -mod=readonly -buildvcs=false \
    -trimpath "${tags[@]}" -ldflags "-s -w $*" -o "$folder/$program.part$$" "$package") >"$log" 2>&1 || {
    rm -f "$folder/$program.part$$"
    tail -n 20 "$log" >&2
    fail "$program could not be built; see $log."
  }
  mv "$folder/$program.part$$" "$folder/$program"
  rm -f "$log"
  say "$program took $((SECONDS - started)) s"
}

build_kubernetes() {
  local version minor entry stamp=k8s.io/component-base/version
  version=$(module_version kubernetes k8s.io/kubernetes)
  minor=${version#v*.}
  build_program etcd etcd "half a minute" .
  # The second is made of much that the first one is made of.
  for entry in "kube-apiserver 4 min" "kube-controller-manager 1 min"; do
    build_program kubernetes "${entry%% *}" "${entry#* }" "k8s.io/kubernetes/cmd/${entry%% *}" \
      "-X $stamp.gitVersion=$version -X $stamp.gitMajor=1 -X $stamp.gitMinor=${minor%%.*}"
  done
}

build_vault() {
  build_program vault vault "7 min" github.com/hashicorp/vault
}

# A port that nobody listens on, from below those that the kernel hands out.
free_port() {
  local port
  for _ in {1..50}; do
    port=$((20000 + RANDOM % 10000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && [[ ! -e $peers_run/port-$port ]]; then
      : >"$peers_run/port-$port"
      printf '%s\n' "$port"
      return
    fi
  done
  fail "There is no free port."
}

# Arguments: the server, the program, then its flags. A session of its own keeps it from the terminal's Ctrl-C.
start_peer() {
  local server=$1 program=$2
  shift 2
  setsid "$(peer_folder "$server")/$program" "$@" >"$peers_run/$program.log" 2>&1 </dev/null &
  printf '%s\n' "$!" >"$peers_run/$program.pid"
}

# Whether a program that was started here still runs; another process may have its number by now.
peer_runs() {
  local program=$1 pid
  [[ -f $peers_run/$program.pid ]] || return 1
  pid=$(<"$peers_run/$program.pid")
  [[ $(readlink "/proc/$pid/exe" 2>/dev/null || true) == */"$program"* ]]
}

# Arguments: the program, for how many seconds, then what must succeed.
await_peer() {
  local program=$1 limit=$2 started=$SECONDS
  shift 2
  until "$@" >/dev/null 2>&1; do
    if ! peer_runs "$program" && ((SECONDS - started > 1)); then
      tail -n 20 "$peers_run/$program.log" >&2
      fail "$program did not start; its whole log is $peers_run/$program.log."
    fi
    ((SECONDS - started < limit)) || fail "$program is not ready after $limit s; see $peers_run/$program.log."
    sleep 0.3
  done
}

# An authority of this run's own, the API server's certificate, and the key that signs tokens of service accounts.
make_certificates() {
  local folder=$1
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj "/CN=gatehouse-peers" \
    -keyout "$folder/ca.key" -out "$folder/ca.crt"
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=kube-apiserver" \
    -keyout "$folder/server.key" -out "$folder/server.csr"
  printf 'subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:kubernetes.default.svc\n' >"$folder/server.ext"
  openssl x509 -req -in "$folder/server.csr" -CA "$folder/ca.crt" -CAkey "$folder/ca.key" -CAcreateserial -days 30 \
    -extfile "$folder/server.ext" -out "$folder/server.crt"
  openssl genrsa -out "$folder/sa.key" 2048
  openssl rsa -in "$folder/sa.key" -pubout -out "$folder/sa.pub"
}

# Asks the API server for a path.
ask_kubernetes() {
  curl -fsS --max-time 5 --cacert "$peers_run/kubernetes/ca.crt" -H "Authorization: Bearer $kubernetes_token" "$kubernetes_url$1"
}

start_kubernetes() {
  local folder=$peers_run/kubernetes etcd=http://127.0.0.1 peer=http://127.0.0.1 port bob_token started=$SECONDS
  mkdir -p "$folder"
  make_certificates "$folder" >"$folder/openssl.log" 2>&1 || fail "No certificates could be made; see $folder/openssl.log."
  kubernetes_token=$(openssl rand -hex 16)
  bob_token=$(openssl rand -hex 16)
  printf '%s,admin,1,"system:masters"\n%s,bob,2,"devs"\n' "$kubernetes_token" "$bob_token" >"$folder/tokens.csv"
  etcd+=:$(free_port)
  peer+=:$(free_port)
  say "starting etcd $(module_version etcd go.etcd.io/etcd/server/v3)"
  # What it holds ends with it, so it need not survive a power failure.
  start_peer etcd etcd --data-dir "$folder/etcd" --unsafe-no-fsync --listen-client-urls "$etcd" \
    --advertise-client-urls "$etcd" --listen-peer-urls "$peer" --initial-advertise-peer-urls "$peer" \
    --initial-cluster "default=$peer" --logger zap --log-level warn
  await_peer etcd 60 curl -fsS --max-time 5 "$etcd/health"
  port=$(free_port)
  kubernetes_url=https://127.0.0.1:$port
  say "starting kube-apiserver $(module_version kubernetes k8s.io/kubernetes)"
  # The address that it tells of itself is one of documentation: no pod is to reach it, and there need be no network.
  start_peer kubernetes kube-apiserver --etcd-servers "$etcd" --secure-port "$port" --bind-address 127.0.0.1 \
    --advertise-address 192.0.2.1 --endpoint-reconciler-type none --cert-dir "$folder" \
    --tls-cert-file "$folder/server.crt" --tls-private-key-file "$folder/server.key" \
    --service-account-key-file "$folder/sa.pub" --service-account-signing-key-file "$folder/sa.key" \
    --service-account-issuer https://kubernetes.default.svc --token-auth-file "$folder/tokens.csv" \
    --authorization-mode RBAC --service-cluster-ip-range 10.96.0.0/16
  await_peer kube-apiserver 120 ask_kubernetes /readyz
  cat >"$folder/kubeconfig" <<CONFIG
apiVersion: v1
kind: Config
clusters: [{name: peers, cluster: {server: "$kubernetes_url", certificate-authority: "$folder/ca.crt"}}]
users: [{name: admin, user: {token: "$kubernetes_token"}}]
contexts: [{name: peers, context: {cluster: peers, user: admin}}]
current-context: peers
CONFIG
  port=$(free_port)
  say "starting kube-controller-manager"
  start_peer kubernetes kube-controller-manager --kubeconfig "$folder/kubeconfig" --bind-address 127.0.0.1 \
    --secure-port "$port" --cert-dir "$folder" --service-account-private-key-file "$folder/sa.key" \
    --root-ca-file "$folder/ca.crt" --leader-elect=false --controllers '*'
  await_peer kube-controller-manager 120 ask_kubernetes /api/v1/namespaces/default/serviceaccounts/default
  cat >>"$peers_run/env" <<ENV
export GATEHOUSE_KUBERNETES_URL=$kubernetes_url
export GATEHOUSE_KUBERNETES_TOKEN=$kubernetes_token
export GATEHOUSE_KUBERNETES_BOB=$bob_token
export GATEHOUSE_KUBERNETES_CA=$folder/ca.crt
export KUBECONFIG=$folder/kubeconfig
ENV
  say "Kubernetes is ready at $kubernetes_url after $((SECONDS - started)) s"
}

start_vault() {
  local token url=http://127.0.0.1:
  token=$(openssl rand -hex 16)
  url+=$(free_port)
  say "starting Vault $(module_version vault github.com/hashicorp/vault)"
  VAULT_DEV_ROOT_TOKEN_ID=$token start_peer vault vault server -dev -dev-no-store-token \
    -dev-listen-address "${url#http://}"
  await_peer vault 60 curl -fsS --max-time 5 "$url/v1/sys/health"
  # The dev server mounts secret/ a moment after it answers.
  await_peer vault 60 curl -fsS --max-time 5 -H "X-Vault-Token: $token" "$url/v1/secret/config"
  cat >>"$peers_run/env" <<ENV
export GATEHOUSE_VAULT_URL=$url
export GATEHOUSE_VAULT_TOKEN=$token
export GATEHOUSE_VAULT_SCRATCH=yes
ENV
  say "Vault is ready at $url"
}

# Ends what was started here, the youngest first, and removes what it held.
stop_peers() {
  local program pid
  for program in vault kube-controller-manager kube-apiserver etcd; do
    if peer_runs "$program"; then
      pid=$(<"$peers_run/$program.pid")
      say "stopping $program"
      kill -TERM "$pid" 2>/dev/null || true
      for _ in {1..50}; do
        peer_runs "$program" || break
        sleep 0.2
      done
      # An API server waits for those who watch.
      ! peer_runs "$program" || kill -KILL "$pid" 2>/dev/null || true
    fi
    rm -f "$peers_run/$program.pid"
  done
  rm -rf "$peers_run/env" "$peers_run/kubernetes" "$peers_run"/port-*
}
