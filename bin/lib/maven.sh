# shellcheck shell=bash
# Finds Maven or installs it; maven() runs it with the options that are asked for.
# MAVEN_OPTS goes to Maven's own JVM; GATEHOUSE_MAVEN_REPO names another local repository.

need_maven() {
  if ! command -v mvn >/dev/null; then
    say "no Maven found"
    apt_install maven
  fi
}

# A library of Maven's own uses what newer JDKs warn of at each start.
quiet_libraries() {
  (($(jdk_version "$JAVA_HOME") < 24)) || echo --sun-misc-unsafe-memory-access=allow
}

maven() {
  local -a options=(-B)
  [[ -n ${GATEHOUSE_MAVEN_REPO:-} ]] && options+=("-Dmaven.repo.local=$GATEHOUSE_MAVEN_REPO")
  MAVEN_OPTS="${MAVEN_OPTS:-} $(quiet_libraries)" mvn "${options[@]}" "$@"
}
