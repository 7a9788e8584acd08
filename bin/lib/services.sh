# shellcheck shell=bash
# Starts the sandbox and the portal as children and stops exactly these.

sandbox_pid=
portal_pid=

# A session of its own keeps a child from the terminal's Ctrl-C, so that the portal can end before its database.
start_apart() {
  setsid "$@" &
}

# Arguments: the data folder, the folder of the logs.
start_sandbox() {
  local data=$1 log=$2/sandbox.log
  say "starting the sandbox (log: $log)"
  start_apart "$JAVA_HOME/bin/java" -Xmx512m "-Dgatehouse.s3proxy.jar=$PWD/sandbox/target/s3proxy/s3proxy.jar" \
    -cp "$(echo sandbox/target/sandbox-*.jar):sandbox/target/lib/*" io.gatehouse.sandbox.Sandbox "$data" >"$log" 2>&1 </dev/null
  sandbox_pid=$!
  local started=$SECONDS
  until grep -q '^The sandbox is ready' "$log"; do
    kill -0 "$sandbox_pid" 2>/dev/null || {
      sandbox_pid=
      grep -v '^SLF4J' "$log" >&2
      fail "The sandbox did not start."
    }
    ((SECONDS - started < 300)) || fail "The sandbox is not ready after 300 s; see $log."
    sleep 0.2
  done
  grep '^  ' "$log"
}

# Arguments: the port, the data folder, the folder of the logs.
start_portal() {
  local port=$1 data=$2 log=$3/portal.log started=$SECONDS
  say "starting the portal (log: $log)"
  start_apart "$JAVA_HOME/bin/java" -jar portal/target/portal-*.jar "--server.address=127.0.0.1" "--server.port=$port" \
    "--spring.config.additional-location=file:$data/sandbox.properties" >"$log" 2>&1 </dev/null
  portal_pid=$!
  until curl -fs --max-time 5 -o /dev/null "http://localhost:$port/actuator/health/readiness"; do
    kill -0 "$portal_pid" 2>/dev/null || {
      portal_pid=
      tail -n 30 "$log" >&2
      fail "The portal did not start; its whole log is $log."
    }
    ((SECONDS - started < 180)) || fail "The portal is not ready after 180 s; see $log."
    sleep 0.3
  done
  say "the portal took $((SECONDS - started)) s"
}

stop_child() {
  local pid=$1 name=$2
  [[ -n $pid ]] && kill -0 "$pid" 2>/dev/null || return 0
  say "stopping $name"
  kill -TERM "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
}

stop_all() {
  trap - EXIT
  trap '' INT TERM
  stop_child "$portal_pid" "the portal"
  stop_child "$sandbox_pid" "the sandbox"
}
